/*
 * The form of an outing: parts are added and taken away at once, what is typed is kept on the device, what is handed in is held
 * against the rules a device can know (outing-rules.js) and waits in the outbox until there is a network (outbox.js). Without
 * this script the form does the same by way of the server.
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

  /** The day in the bureau's zone, wherever the device believes to be; China has one time all the year. */
  function today() {
    return new Date(Date.now() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
  }

  // The page kept on the device knows neither the day nor a number for what is entered.
  if (document.body.hasAttribute("data-kept")) {
    form.elements.date.defaultValue = today();
    form.querySelectorAll("input[type=date]").forEach((input) => (input.max = today()));
    form.elements._key.value = outbox.uuid();
  }
  const leader = form.elements.leader.value;
  const rules = JSON.parse(form.dataset.rules);
  const line = document.querySelector("[data-outing-state]");
  const discard = document.querySelector("[data-outing-discard]");
  const sent = document.querySelector("[data-outing-sent]");
  const openSent = document.querySelector("[data-outing-open]");
  const sendButton = form.querySelector(".outing-actions button[type=submit]");
  const untouched = body();
  let key = form.elements._key.value;
  /** The entry of the outbox that is being mended; it stays there until it is handed in again. */
  let mended = null;
  /** Under what name the draft is kept: one for a new outing, one for each that is mended. */
  let draftName = leader;
  /** What was handed in last and may still be on its way. The page holds it until it has arrived. */
  let handedIn = null;
  let photos = [];
  /** Whether this device has refused to keep what was written last. */
  let unkept = false;

  // A phone that runs short of space clears first what nobody asked it to keep.
  if (navigator.storage && navigator.storage.persist) {
    navigator.storage.persist().catch(() => {
      // It was only a request.
    });
  }

  function say(state, more) {
    line.hidden = false;
    line.dataset.now = state;
    line.textContent = line.dataset[state] + (more || "");
  }

  function body() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !name.startsWith("_")) {
        fields.append(name, value);
      }
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
      if (!input.name || input.type === "hidden" || input.type === "file" || input.tagName === "BUTTON") {
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

  /** The form as nobody has written in it. */
  function empty() {
    form.reset();
    parts.forEach((part) => {
      part.open = false;
      [...part.querySelectorAll("[data-entry]")].slice(1).forEach((entry) => entry.remove());
    });
    mark([]);
    photos = [];
    showPhotos();
    filled();
  }

  /** The page was sent before: the answer speaks of keys, the person of pages. */
  function said(error) {
    return error.field === "Idempotency-Key" ? line.dataset.other : error.message;
  }

  function mark(errors) {
    form.querySelectorAll(".is-invalid").forEach((field) => field.classList.remove("is-invalid"));
    const before = form.querySelector("[data-outing-faults]");
    if (before) {
      before.remove();
    }
    if (!errors || errors.length === 0) {
      return;
    }
    const title = document.createElement("h2");
    title.className = "h6";
    title.dataset.words = form.dataset.faultsWords;
    title.textContent = form.dataset.faultsWords.replace("{0}", errors.length);
    const list = document.createElement("ul");
    list.className = "mb-0";
    const box = document.createElement("div");
    box.className = "alert alert-danger";
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    box.dataset.outingFaults = "";
    box.append(title, list);
    for (const error of errors) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.className = "alert-link";
      link.textContent = said(error);
      link.href = `#${error.field || ""}`;
      item.append(link);
      list.append(item);
      const field = error.field && document.getElementById(error.field);
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

  function stopKeeping() {
    window.clearTimeout(later);
    later = 0;
  }

  function keepNow() {
    stopKeeping();
    if (handedIn) {
      return;
    }
    if (!mended && body() === untouched && photos.length === 0) {
      dropDraft();
      line.hidden = true;
      discard.hidden = true;
      return;
    }
    unkept = !outbox.keep(draftName, { key, body: body() });
    say(unkept ? "unsaved" : "saved");
    discard.hidden = false;
  }

  /** Drops the draft, unless another window has put another outing in its place. */
  function dropDraft() {
    const draft = outbox.draft(draftName);
    if (draft && (mended || draft.key === key)) {
      outbox.drop(draftName);
    }
    unkept = false;
  }

  // ---- photos

  const chooser = form.querySelector("[data-outing-photos]");
  const chosen = chooser.querySelector("[data-photos-list]");
  const trouble = chooser.querySelector("[data-photos-trouble]");
  const picker = chooser.querySelector("input[type=file]");
  chooser.hidden = false;

  function sayOfPhotos(words) {
    trouble.hidden = !words;
    trouble.textContent = words || "";
  }

  function showPhotos() {
    chosen.replaceChildren(
      ...photos.map((photo) => {
        const item = document.createElement("li");
        const name = document.createElement("span");
        const button = document.createElement("button");
        name.textContent = `${photo.name}　${Math.max(1, Math.round(photo.blob.size / 1024))} KB`;
        button.type = "button";
        button.className = "btn btn-sm btn-outline-secondary";
        button.textContent = chooser.dataset.remove;
        button.setAttribute("aria-label", `${chooser.dataset.remove} ${photo.name}`);
        button.addEventListener("click", () => removePhoto(photo));
        item.append(name, button);
        return item;
      }),
    );
    chosen.hidden = photos.length === 0;
  }

  async function removePhoto(photo) {
    photos = photos.filter((one) => one !== photo);
    showPhotos();
    keepNow();
    await outbox.removePhoto(photo.id).catch(() => {
      // It was never kept.
    });
  }

  picker.addEventListener("change", async () => {
    const files = [...picker.files];
    picker.value = "";
    sayOfPhotos("");
    for (const file of files) {
      if (file.size > Number(chooser.dataset.largest)) {
        sayOfPhotos(chooser.dataset.tooLarge.replace("{0}", file.name));
      } else if (photos.length >= Number(chooser.dataset.most)) {
        sayOfPhotos(chooser.dataset.tooMany);
      } else {
        const photo = { id: outbox.uuid(), outing: key, name: file.name, blob: file, at: Date.now(), state: "waiting" };
        photos.push(photo);
        showPhotos();
        try {
          await outbox.keepPhoto(photo);
        } catch {
          // It goes out with the page, as long as the page is there.
          sayOfPhotos(chooser.dataset.full);
        }
      }
    }
    keepNow();
  });

  // ---- what was begun before

  async function restore() {
    const fromServer = form.querySelector("[data-outing-faults]");
    if (fromServer) {
      return;
    }
    const wanted = location.hash.match(/^#entry-([0-9a-f-]{36})$/);
    const entry = wanted && (await outbox.entries()).find((one) => one.key === wanted[1] && one.state === "refused" && one.body);
    if (entry) {
      await mend(entry);
      return;
    }
    const draft = outbox.draft(draftName);
    if (draft) {
      key = draft.key;
      fill(draft.body);
      photos = await outbox.photosOf(key).catch(() => []);
      showPhotos();
      discard.hidden = false;
      say(draft.errors ? "refused" : "restored");
      mark(draft.errors);
    }
  }

  /** Opens what was refused, with the words of the server at its fields. */
  async function mend(entry) {
    mended = entry;
    key = entry.key;
    draftName = `${leader}/${entry.key}`;
    handedIn = null;
    form.hidden = false;
    sent.hidden = true;
    discard.hidden = true;
    const draft = outbox.draft(draftName);
    fill(draft ? draft.body : entry.body);
    photos = await outbox.photosOf(entry.key);
    showPhotos();
    say("refused");
    mark(entry.errors && entry.errors.length > 0 ? entry.errors : [{ message: entry.detail || line.dataset.refused }]);
  }

  form.addEventListener("input", (event) => event.target !== picker && keep());
  form.addEventListener("change", (event) => event.target !== picker && keep());
  // A phone closes a page without asking: what was typed last is kept before it is gone.
  window.addEventListener("pagehide", () => later && keepNow());
  // What this device does not keep is gone with the page.
  window.addEventListener("beforeunload", (event) => {
    if (unkept) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  discard.addEventListener("click", async () => {
    stopKeeping();
    handedIn = handedIn || {};
    dropDraft();
    if (!mended) {
      await Promise.all(photos.map((photo) => outbox.removePhoto(photo.id))).catch(() => {
        // They go with the next tidying.
      });
    }
    location.reload();
  });

  // ---- handing it in

  /** What the list of what waits calls it. */
  function title() {
    const places = ["village", "community"]
      .map((name) => form.elements[name])
      .filter((list) => list && list.value)
      .map((list) => list.selectedOptions[0].textContent.trim());
    return [form.elements.date.value, ...places].join("　");
  }

  form.addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.name) {
      return;
    }
    event.preventDefault();
    if (handedIn) {
      return;
    }
    stopKeeping();
    const faults = window.minqingOutingRules.faults(new URLSearchParams(body()), rules, today());
    mark(faults);
    if (faults.length > 0) {
      keepNow();
      say("check");
      return;
    }
    handedIn = {};
    sendButton.disabled = true;
    let replaces = mended ? mended.key : null;
    const there = await outbox.entries().catch(() => []);
    if (there.some((one) => one.key === key && one.state !== "refused")) {
      // Another window began with the same draft and has handed it in: this one is kept beside it.
      key = outbox.uuid();
      replaces = null;
      outbox.keep(draftName, { key, body: body() });
    } else if (mended && (mended.errors || []).some((error) => error.field === "Idempotency-Key")) {
      // What was sent before under the same key is another outing.
      key = outbox.uuid();
    }
    const entry = { key, leader, body: body(), title: title(), at: Date.now(), state: "waiting" };
    const those = photos.map((photo) => ({ ...photo, outing: key }));
    handedIn = { entry, photos: those, replaces };
    try {
      await outbox.put(entry, replaces);
      for (const photo of those) {
        await outbox.keepPhoto(photo);
      }
    } catch {
      await sendFromHere(entry, those, replaces);
      sendButton.disabled = false;
      return;
    }
    sendButton.disabled = false;
    dropDraft();
    away(navigator.onLine ? "sending" : "waiting");
    await outbox.changed();
    outbox.flush();
  });

  /** What was handed in is out of the person's hands; the next one may be written. */
  function away(state, more) {
    form.hidden = true;
    sent.hidden = false;
    openSent.hidden = true;
    say(state, more);
    line.scrollIntoView({ block: "nearest" });
  }

  /** This device keeps nothing more: what was written stays on the page until it has arrived. */
  async function sendFromHere(entry, those, replaces) {
    // Half of it may have been kept. What was refused before stays until it has arrived.
    await (replaces ? outbox.put(mended, entry.key) : outbox.remove(entry.key)).catch(() => {
      // Then it was not even half.
    });
    say("sending");
    const who = await outbox.whoIsThere();
    const outcome = who === "mine" ? await outbox.send(entry) : { state: "waiting" };
    if (outcome.state === "delivered") {
      let missing = 0;
      for (const photo of those) {
        missing += (await outbox.sendPhoto(outcome.number, photo)).state === "delivered" ? 0 : 1;
      }
      dropDraft();
      if (replaces) {
        await outbox.remove(replaces).catch(() => {
          // It is mended and sent; the list shows it once more.
        });
      }
      handedIn = {};
      arrived(outcome.number, missing > 0 ? line.dataset.photosMissing.replace("{0}", missing) : "");
      return;
    }
    handedIn = null;
    keepNow();
    if (outcome.state === "refused") {
      say("refused");
      mark(outcome.errors.length > 0 ? outcome.errors : [{ message: outcome.detail }]);
    } else {
      say(who === "login" ? "fullLogin" : "full");
      line.scrollIntoView({ block: "nearest" });
    }
  }

  function arrived(number, more) {
    outbox.told(number);
    away("delivered", `　${number}${more || ""}`);
    openSent.href = openSent.dataset.address + number;
    openSent.hidden = false;
  }

  /** The next one, without asking the server for a new page: there may be no network. */
  sent.querySelector("[data-outing-again]").addEventListener("click", (event) => {
    event.preventDefault();
    empty();
    key = outbox.uuid();
    mended = null;
    draftName = leader;
    handedIn = null;
    if (location.hash) {
      history.replaceState(null, "", location.pathname + location.search);
    }
    form.hidden = false;
    sent.hidden = true;
    line.hidden = true;
    discard.hidden = true;
    form.scrollIntoView();
  });

  outbox.listen(async (all) => {
    if (!handedIn || !handedIn.entry || form.hidden === false) {
      return;
    }
    const { entry, photos: those } = handedIn;
    const there = all.find((one) => one.key === entry.key);
    if (there && there.state === "refused" && there.body) {
      await mend(there);
    } else if (there && there.state === "waiting") {
      say(outbox.login() ? "login" : handedIn.restocked ? "cleared" : "waiting");
    } else if (there && there.number) {
      arrived(there.number, there.state === "refused" ? line.dataset.photosRefused : line.dataset.photosWaiting);
    } else if (outbox.sentAs(entry.key)) {
      arrived(outbox.sentAs(entry.key));
    } else {
      // Somebody or something has cleared the device before it was sent. Under its key it is stored once, even if it was.
      handedIn.restocked = true;
      try {
        await outbox.put(entry);
        for (const photo of those) {
          await outbox.keepPhoto(photo);
        }
        say("cleared");
        outbox.flush();
      } catch {
        handedIn = null;
        form.hidden = false;
        sent.hidden = true;
        keepNow();
        say("full");
      }
    }
  });

  // What was typed before the script came, or what a browser filled in by itself, is nothing that was begun before.
  restore().catch(() => {
    // A browser that keeps nothing has nothing to restore.
  });
})();
