/*
 * The form of an outing: parts are added and taken away at once, what is typed is kept on the device, and what is handed in
 * waits in the outbox until there is a network (outbox.js). Without this script the form does the same by way of the server.
 */
(() => {
  "use strict";

  const parts = document.querySelectorAll("[data-part]");
  parts.forEach(prepare);
  document.querySelector("[data-outing-faults]")?.focus();
  openFaults();

  ownVillages();
  document.querySelector(".outing-fields")?.addEventListener("input", (event) => settle(event.target));
  document.querySelector(".outing-fields")?.addEventListener("change", (event) => settle(event.target));
  // An outing has many fields: Enter in one of them does not hand it in half written.
  document.querySelector(".outing-fields")?.addEventListener("keydown", (event) =>
    event.key === "Enter" && event.target.tagName === "INPUT" && event.preventDefault());

  const form = document.querySelector("[data-outing-form]");
  const outbox = window.minqingOutbox;
  if (!form || !outbox) {
    return;
  }

  // ---- parts

  /** Most outings go to a leader's own village: one tap, where the list takes two. */
  function ownVillages() {
    const own = document.querySelector("[data-own-villages]");
    const list = document.getElementById("village");
    if (!own || !list) {
      return;
    }
    const show = () => {
      own.querySelectorAll("button").forEach((button) => {
        button.setAttribute("aria-pressed", button.value === list.value);
        button.classList.toggle("active", button.value === list.value);
      });
    };
    // Two villages may bear one name.
    const buttons = [...own.querySelectorAll("button")];
    buttons
      .filter((button) => buttons.some((other) => other !== button && other.textContent === button.textContent))
      .forEach((button) => (button.textContent = button.title));
    own.hidden = false;
    own.addEventListener("click", (event) => {
      if (event.target.value) {
        list.value = event.target.value;
        list.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    list.addEventListener("change", show);
    list.form.addEventListener("reset", () => window.setTimeout(show));
    show();
  }

  /** A part that is opened is there to be written in: it comes to the top, and the keyboard with it. */
  function enter(event, part) {
    const field = part.querySelector("input:not([type=hidden]):not([type=checkbox]), textarea");
    if (part.open || !field) {
      return;
    }
    // Phones bring up the keyboard only while they still handle the tap.
    event.preventDefault();
    part.open = true;
    part.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  }

  function prepare(part) {
    part.querySelector("summary").addEventListener("click", (event) => enter(event, part));
    const first = part.querySelector("[data-entry]");
    if (!first) {
      return;
    }
    const blank = first.cloneNode(true);
    clear(blank);
    part.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=_add], button[name=_remove]");
      if (!button) {
        return;
      }
      event.preventDefault();
      if (button.name === "_add") {
        add(part, blank).querySelector("input:not([type=hidden]), textarea, select")?.focus();
      } else if (part.querySelectorAll("[data-entry]").length > 1) {
        button.closest("[data-entry]").remove();
        number(part);
      } else {
        clear(button.closest("[data-entry]"));
      }
      part.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  function add(part, blank) {
    const entries = part.querySelectorAll("[data-entry]");
    const entry = (blank || emptied(entries[0])).cloneNode(true);
    entries[entries.length - 1].after(entry);
    number(part);
    return entry;
  }

  function emptied(entry) {
    const copy = entry.cloneNode(true);
    clear(copy);
    return copy;
  }

  /** An entry as nobody has written in it yet. */
  function clear(entry) {
    entry.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
    entry.querySelectorAll("input, textarea, select").forEach((input) => {
      if (input.type === "checkbox") {
        input.checked = false;
        input.removeAttribute("checked");
      } else if (input.tagName === "SELECT") {
        input.querySelectorAll("option[selected]").forEach((option) => option.removeAttribute("selected"));
        input.selectedIndex = 0;
      } else {
        input.value = "";
        input.removeAttribute("value");
        if (input.tagName === "TEXTAREA") {
          input.textContent = "";
        }
      }
      input.classList.remove("is-invalid");
    });
    entry.querySelectorAll("details").forEach((details) => (details.open = false));
  }

  /** The names say which entry it is. */
  function number(part) {
    const kind = part.dataset.part;
    part.querySelectorAll("[data-entry]").forEach((entry, index) => {
      for (const attribute of ["name", "id", "for", "value"]) {
        entry.querySelectorAll(`[${attribute}^="${kind}["]`).forEach((one) => {
          one.setAttribute(attribute, one.getAttribute(attribute).replace(/\[\d+\]/, `[${index}]`));
        });
      }
    });
  }

  /** What is wrong must not hide in something folded. */
  function openFaults() {
    document.querySelectorAll(".outing-fields .is-invalid").forEach((field) => {
      for (let details = field.closest("details"); details; details = details.parentElement.closest("details")) {
        details.open = true;
      }
    });
  }

  /** What was wrong with a field is over as soon as something else stands there; the banner goes with the last of it. */
  function settle(field) {
    // An outing goes to a village or to a community, and a day among the villagers and its problems to its village.
    const places = ["village", "community"];
    const names = {
      village: [...places, "villageDay", ...[...document.querySelectorAll("[name^='problems['][name$='.village']")].map((one) => one.name)],
      community: places,
      kind: ["kind", "villageDay"],
    }[field.name] || [field.name];
    const box = document.querySelector("[data-outing-faults]");
    for (const name of names) {
      document.getElementById(name)?.classList.remove("is-invalid");
      box?.querySelectorAll("a").forEach((link) => {
        if (link.getAttribute("href") === `#${name}`) {
          link.closest("li").remove();
        }
      });
    }
    if (!box) {
      return;
    }
    const left = box.querySelectorAll("li").length;
    const title = box.querySelector("[data-words]");
    if (title) {
      title.textContent = title.dataset.words.replace("{0}", left);
    }
    if (left === 0) {
      box.remove();
      const state = document.querySelector("[data-outing-state]");
      if (state && state.dataset.now === "refused") {
        state.hidden = true;
      }
    }
  }

  // ---- the draft

  // The page kept on the device knows neither the day nor a number for what is entered.
  if (document.body.hasAttribute("data-kept")) {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    form.elements.date.defaultValue = today;
    form.querySelectorAll("input[type=date]").forEach((input) => (input.max = today));
    form.elements._key.value = outbox.uuid();
  }
  const leader = form.elements.leader.value;
  const line = document.querySelector("[data-outing-state]");
  const discard = document.querySelector("[data-outing-discard]");
  const sent = document.querySelector("[data-outing-sent]");
  let key = form.elements._key.value;
  let handedIn = null;
  const untouched = body();

  function say(state, more) {
    line.hidden = false;
    line.dataset.now = state;
    line.textContent = line.dataset[state] + (more || "");
  }

  function body() {
    const fields = new URLSearchParams(new FormData(form));
    for (const name of ["_csrf", "_key"]) {
      fields.delete(name);
    }
    return fields.toString();
  }

  function filled() {
    document.getElementById("village").dispatchEvent(new Event("change"));
  }

  function fill(text) {
    const fields = new URLSearchParams(text);
    for (const [name] of fields) {
      const place = name.match(/^(labour|receptions|forums|problems)\[(\d+)\]/);
      const part = place && form.querySelector(`[data-part="${place[1]}"]`);
      while (part && part.querySelectorAll("[data-entry]").length <= Number(place[2])) {
        add(part);
      }
    }
    for (const input of form.elements) {
      if (!input.name || input.type === "hidden" || input.tagName === "BUTTON") {
        continue;
      }
      if (input.type === "checkbox") {
        input.checked = fields.getAll(input.name).includes(input.value);
      } else if (fields.has(input.name)) {
        input.value = fields.get(input.name);
      }
      const details = input.closest("[data-part]");
      if (details && (input.type === "checkbox" ? input.checked : input.value && input.tagName !== "SELECT")) {
        details.open = true;
      }
    }
    filled();
  }

  /** The page was sent before: the answer speaks of keys, the person of pages. */
  function said(error) {
    return error.field === "Idempotency-Key" ? line.dataset.other : error.message;
  }

  function mark(errors) {
    form.querySelectorAll(".is-invalid").forEach((field) => field.classList.remove("is-invalid"));
    form.querySelector("[data-outing-faults]")?.remove();
    if (!errors || errors.length === 0) {
      return;
    }
    const list = document.createElement("ul");
    list.className = "mb-0";
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    box.dataset.outingFaults = "";
    box.append(list);
    for (const error of errors) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.className = "alert-link";
      link.textContent = said(error);
      link.href = `#${error.field}`;
      item.append(link);
      list.append(item);
      const field = document.getElementById(error.field);
      if (field) {
        field.classList.add("is-invalid");
        const words = field.parentElement.querySelector(".invalid-feedback");
        if (words) {
          words.textContent = error.message;
        }
      }
    }
    form.querySelector(".outing-fields").prepend(box);
    openFaults();
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "start", behavior: "instant" });
  }

  let later = 0;
  function keep() {
    window.clearTimeout(later);
    later = window.setTimeout(keepNow, 400);
  }

  function keepNow() {
    window.clearTimeout(later);
    later = 0;
    if (handedIn) {
      return;
    }
    if (body() === untouched) {
      outbox.drop(leader);
      line.hidden = true;
      discard.hidden = true;
      return;
    }
    const kept = outbox.keep(leader, { key, body: body() });
    say(kept ? "saved" : "unsaved");
    discard.hidden = false;
  }

  const draft = outbox.draft(leader);
  const fromServer = form.querySelector("[data-outing-faults]");
  if (draft && !fromServer) {
    key = draft.key;
    fill(draft.body);
    discard.hidden = false;
    say(draft.errors ? "refused" : "restored");
    mark(draft.errors);
  }
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  // A phone closes a page without asking: what was typed last is kept before it is gone.
  window.addEventListener("pagehide", () => later && keepNow());
  discard.addEventListener("click", () => {
    window.clearTimeout(later);
    later = 0;
    outbox.drop(leader);
    location.reload();
  });

  // ---- handing it in

  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name) {
      return;
    }
    const entry = { key, body: body(), leader };
    if (!outbox.add(entry)) {
      form.elements._key.value = key;
      return;
    }
    event.preventDefault();
    window.clearTimeout(later);
    later = 0;
    handedIn = key;
    outbox.drop(leader);
    form.hidden = true;
    outbox.flush();
  });

  /** The next one, without asking the server for a new page: there may be no network. */
  sent.querySelector("[data-outing-again]").addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    parts.forEach((part) => {
      part.open = false;
      [...part.querySelectorAll("[data-entry]")].slice(1).forEach((entry) => entry.remove());
    });
    mark([]);
    key = outbox.uuid();
    handedIn = null;
    form.hidden = false;
    sent.hidden = true;
    line.hidden = true;
    discard.hidden = true;
    form.scrollIntoView();
  });

  outbox.listen((entry, state, answer) => {
    if (entry.key !== handedIn) {
      return false;
    }
    if (state === "refused") {
      handedIn = null;
      const again = outbox.draft(leader);
      key = again ? again.key : outbox.uuid();
      form.hidden = false;
      sent.hidden = true;
      say("refused");
      mark(answer.errors);
      return true;
    }
    if (state === "login") {
      // By way of the login one comes back here, and what waits is sent.
      location.assign(form.dataset.page);
    }
    sent.hidden = false;
    say(state, state === "delivered" && answer.id ? `　${answer.id}` : "");
    const open = document.querySelector("[data-outing-open]");
    if (state === "delivered" && answer.id) {
      open.href += answer.id;
      open.hidden = false;
    }
    line.scrollIntoView({ block: "nearest" });
    return true;
  });
})();
