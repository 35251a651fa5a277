/*
 * Keeps what is written in a form until it is handed in. A draft stays on this device under the account and the form's
 * address, is filled back when the form opens again, and goes when the server says that it was handed in (the cookie
 * MINQING-HANDED-IN names it) or after a week. Never kept: fields inside [data-personal], passwords and files; nothing of a
 * form with data-draft="never", nor of one in which a value is chosen that its field names in data-draft-secret. Those stay
 * in the page: before a form is sent, the session is checked, and the person can log in elsewhere and send it then.
 * Forms with data-draft="own" have a script of their own.
 */
(() => {
  "use strict";

  const words = document.querySelector("[data-draft-words]");
  const account = document.body.dataset.account;
  if (!words || !account) {
    return;
  }
  const PREFIX = "minqing-draft.";
  const MINE = `${PREFIX}${account}.`;
  const HANDED_IN = "MINQING-HANDED-IN";
  const DAYS = 7;
  const PATIENCE = 10000;
  const refused = words.dataset.refused === "true";

  /** By form: names that the draft has, whether somebody wrote, the timer that keeps it. */
  const watched = new Map();
  let restoring = false;
  let checking = false;
  let quiet = false;

  // ---- what is on the device

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, draft) {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  function drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  function cookie(name) {
    const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.substring(name.length + 1)) : "";
  }

  /** Drafts that were handed in, and anybody's that are too old. */
  function tidy() {
    const handedIn = cookie(HANDED_IN);
    let keys = [];
    try {
      keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      // As above.
    }
    for (const key of keys) {
      const draft = read(key);
      const old = !draft || !(Date.now() - draft.at < DAYS * 24 * 60 * 60 * 1000);
      if (old || (handedIn && key.startsWith(MINE) && draft.sent === handedIn)) {
        drop(key);
      }
    }
    if (handedIn) {
      document.cookie = `${HANDED_IN}=; Max-Age=0; Path=${words.dataset.path}`;
    }
  }

  // ---- fields

  const address = (form) => new URL(form.getAttribute("action") || location.href, location.href);
  const keyOf = (form) => MINE + address(form).pathname + address(form).search;
  const posts = (form) => (form.getAttribute("method") || "").toLowerCase() === "post";

  const isText = (field) =>
    field.tagName === "TEXTAREA" ||
    (field.tagName === "INPUT" && !["checkbox", "radio", "hidden", "password", "file", "submit", "button", "reset", "image"].includes(field.type));

  const fieldsOf = (form) =>
    [...form.elements].filter(
      (field) =>
        field.name &&
        !field.name.startsWith("_") &&
        (isText(field) || field.tagName === "SELECT" || ["checkbox", "radio"].includes(field.type)));

  const isPersonal = (field) => field.closest("[data-personal]") !== null;

  function isSecret(form) {
    return (
      form.dataset.draft === "never" ||
      [...form.querySelectorAll("[data-draft-secret]")].some((item) =>
        [...item.querySelectorAll("input, select")].some(
          (field) =>
            (field.tagName === "SELECT" || field.checked) && item.dataset.draftSecret.split(" ").includes(field.value))));
  }

  const selected = (select) => [...select.options].filter((option) => option.selected).map((option) => option.value);

  function atFirst(select) {
    const marked = [...select.options].filter((option) => option.defaultSelected).map((option) => option.value);
    return marked.length > 0 || select.multiple ? marked : select.options.length > 0 ? [select.options[0].value] : [];
  }

  /** What the fields of one name hold, and what they held when the page came. */
  function held(fields) {
    const now = [];
    const first = [];
    for (const field of fields) {
      if (field.tagName === "SELECT") {
        now.push(selected(field).join("\n"));
        first.push(atFirst(field).join("\n"));
      } else if (isText(field)) {
        now.push(field.value);
        first.push(field.defaultValue);
      } else {
        if (field.checked) {
          now.push(field.value);
        }
        if (field.defaultChecked) {
          first.push(field.value);
        }
      }
    }
    return { now, first };
  }

  const same = (one, other) => one.length === other.length && one.every((value, at) => value === other[at]);

  function byName(form) {
    const names = new Map();
    for (const field of fieldsOf(form)) {
      names.set(field.name, [...(names.get(field.name) || []), field]);
    }
    return names;
  }

  const isChanged = (fields) => {
    const { now, first } = held(fields);
    return !same(now, first);
  };

  const isWritten = (form) => [...byName(form).values()].some(isChanged);

  /** Something is written that no draft may keep. */
  const staysInThePage = (form) =>
    [...byName(form).values()].some(
      (fields) => (isSecret(form) || isPersonal(fields[0])) && isText(fields[0]) && isChanged(fields));

  /** Where a row of a list stands: labour[2].work is in labour[2], which a hidden labour[2].id names. */
  const rowOf = (name) => (name.match(/^\w+\[\d+\]/) || [""])[0];

  function idOf(form, row) {
    const field = row && form.elements.namedItem(`${row}.id`);
    return field ? field.value : "";
  }

  // ---- keeping

  function keep(form) {
    const state = watched.get(form);
    window.clearTimeout(state.later);
    const fields = {};
    const rows = {};
    if (!isSecret(form)) {
      byName(form).forEach((controls, name) => {
        if (!isPersonal(controls[0]) && (isChanged(controls) || state.known.has(name))) {
          const { now, first } = held(controls);
          fields[name] = { now, first };
          state.known.add(name);
          if (rowOf(name)) {
            rows[rowOf(name)] = idOf(form, rowOf(name));
          }
        }
      });
    }
    if (Object.keys(fields).length === 0 || (!isWritten(form) && !refused)) {
      drop(keyOf(form));
      state.kept = false;
    } else {
      state.kept = write(keyOf(form), { at: Date.now(), fields, rows });
    }
  }

  function wrote(event) {
    const form = event.target.form || (event.target.closest && event.target.closest("form"));
    if (restoring || !watched.has(form)) {
      return;
    }
    const state = watched.get(form);
    state.touched = true;
    window.clearTimeout(state.later);
    if (isSecret(form)) {
      keep(form);
      return;
    }
    state.later = window.setTimeout(() => keep(form), 300);
  }

  function keepWhatWaits() {
    watched.forEach((state, form) => {
      if (state.touched && !state.handedIn) {
        keep(form);
      }
    });
  }

  // ---- filling back

  function note(form, kind, text, ...more) {
    const old = form.querySelector(":scope > [data-draft-note]");
    if (old) {
      old.remove();
    }
    const box = document.createElement("div");
    box.className = `alert alert-${kind} border d-flex flex-wrap align-items-center gap-2 py-2 my-3 no-print`;
    box.dataset.draftNote = "";
    box.setAttribute("role", kind === "light" ? "status" : "alert");
    const line = document.createElement("span");
    line.textContent = text;
    box.append(line, ...more);
    return box;
  }

  function put(fields, values) {
    fields.forEach((field, at) => {
      if (field.tagName === "SELECT") {
        const chosen = (values[at] || "").split("\n");
        if (chosen.some((value) => [...field.options].some((option) => option.value === value))) {
          [...field.options].forEach((option) => (option.selected = chosen.includes(option.value)));
        }
      } else if (isText(field)) {
        field.value = values[at] || "";
      } else {
        field.checked = values.includes(field.value);
      }
    });
  }

  /**
   * The name of the field in the row that has the id now; null if that row is gone. A row that had no id yet comes behind
   * those that have one; the form's own button adds it.
   */
  function placed(form, name, rows, places) {
    const row = rowOf(name);
    if (!row) {
      return name;
    }
    const list = row.replace(/\[.*/, "");
    if (!(row in places)) {
      let at = Number(row.match(/\d+/)[0]);
      if (rows[row]) {
        const found = [...form.elements].find(
          (field) => field.value === rows[row] && field.name.startsWith(`${list}[`) && field.name.endsWith("].id"));
        at = found ? Number(found.name.match(/\d+/)[0]) : -1;
      } else {
        while (idOf(form, `${list}[${at}]`) || Object.values(places).includes(`${list}[${at}]`)) {
          at++;
        }
      }
      places[row] = at < 0 ? "" : `${list}[${at}]`;
    }
    if (!places[row]) {
      return null;
    }
    const button = form.querySelector(`button[name="_add"][value="${list}"]`);
    const there = () => [...form.elements].some((field) => field.name && field.name.startsWith(`${places[row]}.`));
    for (let tries = 0; button && !there() && tries < 50; tries++) {
      button.click();
    }
    return name.replace(row, places[row]);
  }

  function restore(form, draft) {
    const state = watched.get(form);
    const stay = (event) => event.preventDefault();
    const filled = [];
    const places = {};
    restoring = true;
    // The button that adds a row would send the form where its script is missing.
    form.addEventListener("submit", stay, true);
    for (const [name, { now, first }] of Object.entries(draft.fields)) {
      const found = placed(form, name, draft.rows || {}, places);
      const fields = (found && byName(form).get(found)) || [];
      if (fields.length === 0 || isPersonal(fields[0])) {
        continue;
      }
      state.known.add(found);
      const page = held(fields);
      const overtaken = !isText(fields[0]) && !same(page.first, first);
      const answered = refused && draft.sent && (!isText(fields[0]) || page.now.some((value) => value !== ""));
      if (!same(page.now, now) && !overtaken && !answered) {
        put(fields, now);
        filled.push(...fields);
      }
    }
    form.removeEventListener("submit", stay, true);
    for (const field of filled) {
      const details = field.closest("details");
      if (details && field.value) {
        details.open = true;
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    restoring = false;
    // What was sent and never answered may have arrived: sent again it is the same.
    const submission = form.elements.namedItem("_submission");
    if (draft.sent && draft.submission && submission && !refused) {
      submission.value = draft.submission;
    }
    if (filled.length > 0) {
      const discard = document.createElement("button");
      discard.type = "button";
      discard.className = "btn btn-sm btn-outline-secondary";
      discard.dataset.draftDiscard = "";
      discard.textContent = words.dataset.discard;
      const box = note(form, "light", words.dataset.restored, discard);
      form.prepend(box);
      discard.addEventListener("click", () => {
        state.known.clear();
        state.touched = false;
        window.clearTimeout(state.later);
        drop(keyOf(form));
        box.remove();
        restoring = true;
        form.reset();
        fieldsOf(form).forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
        restoring = false;
      });
    }
  }

  function watch(form) {
    if (!posts(form) || form.dataset.draft === "own" || !fieldsOf(form).some(isText)) {
      return;
    }
    watched.set(form, { known: new Set(), touched: false, kept: false, handedIn: false, later: 0 });
    const draft = read(keyOf(form));
    if (draft && isSecret(form)) {
      drop(keyOf(form));
    } else if (draft && draft.fields) {
      watched.get(form).touched = refused && Boolean(draft.sent);
      restore(form, draft);
    }
  }

  // ---- handing in

  function say(form, text, ...more) {
    const box = note(form, "warning", text, ...more);
    form.append(box);
    box.scrollIntoView({ block: "nearest" });
  }

  function hidden(form, name, value) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    field.dataset.draftSent = "";
    form.append(field);
  }

  function refreshToken(form) {
    const field = form.elements.namedItem("_csrf");
    const token = cookie("MINQING-CSRF");
    if (field && token) {
      field.value = token;
    } else if (token && address(form).origin === location.origin) {
      // A page out of the device has none.
      hidden(form, "_csrf", token);
    }
    return Boolean(token);
  }

  function send(form, submitter) {
    const state = watched.get(form);
    refreshToken(form);
    if (submitter && submitter.name) {
      hidden(form, submitter.name, submitter.value);
    }
    if (state) {
      const draft = state.kept && read(keyOf(form));
      if (draft) {
        const submission = form.elements.namedItem("_submission");
        draft.sent = Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
        draft.submission = submission ? submission.value : "";
        write(keyOf(form), draft);
        hidden(form, "_draft", draft.sent);
      }
      state.handedIn = true;
    }
    HTMLFormElement.prototype.submit.call(form);
  }

  /** Who is logged in now; null: nobody. The answer brings a token that is good now. */
  async function me() {
    const patience = new AbortController();
    const timer = window.setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(document.body.dataset.me, {
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
        cache: "no-store",
        signal: patience.signal,
      });
      if (answer.status === 401) {
        return null;
      }
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return await answer.json();
    } finally {
      window.clearTimeout(timer);
    }
  }

  async function check(form, submitter) {
    let person;
    try {
      person = await me();
    } catch {
      say(form, words.dataset.offline);
      return;
    }
    const state = watched.get(form);
    const isLost = staysInThePage(form) || (state && !state.kept && isWritten(form));
    if (person === null && isLost) {
      const login = document.createElement("a");
      login.className = "btn btn-sm btn-primary";
      login.target = "_blank";
      login.rel = "noopener";
      login.href = words.dataset.login;
      login.textContent = words.dataset.loginWords;
      say(form, words.dataset.expired, login);
    } else if (person !== null && person.id !== account) {
      say(form, words.dataset.other.replace("{0}", person.name));
    } else {
      send(form, submitter);
    }
  }

  function submitted(event) {
    const form = event.target;
    const submitter = event.submitter || null;
    if (event.defaultPrevented || !posts(form) || form.dataset.draft === "own" || form.getAttribute("target")) {
      return;
    }
    if (checking) {
      event.preventDefault();
      return;
    }
    const state = watched.get(form);
    const aside = submitter && (submitter.name.startsWith("_") || submitter.hasAttribute("formaction"));
    if (aside && state) {
      keep(form);
      state.handedIn = true;
    }
    if (aside || (!(state && isWritten(form)) && refreshToken(form))) {
      refreshToken(form);
      return;
    }
    event.preventDefault();
    if (state) {
      keep(form);
    }
    checking = true;
    check(form, submitter).finally(() => (checking = false));
  }

  // ---- leaving

  const unsent = () =>
    quiet ? [] : [...watched].filter(([form, state]) => state.touched && !state.handedIn && form.isConnected && isWritten(form));

  function leaveWords(forms) {
    if (forms.some(([form, state]) => isSecret(form) || !state.kept)) {
      return words.dataset.leaveSecret;
    }
    return forms.some(([form]) => staysInThePage(form)) ? words.dataset.leavePersonal : words.dataset.leave;
  }

  function hushed() {
    quiet = true;
    window.setTimeout(() => (quiet = false), 1000);
  }

  function followed(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    const there = new URL(link.getAttribute("href"), location.href);
    const target = link.getAttribute("target");
    if ((target && target !== "_self") || there.href.split("#")[0] === location.href.split("#")[0]) {
      return;
    }
    if (link.hasAttribute("download") || !/^https?:$/.test(there.protocol) || /\.(docx|pdf|xlsx)$/.test(there.pathname)) {
      // The page stays.
      hushed();
      return;
    }
    keepWhatWaits();
    const forms = unsent();
    if (forms.length > 0) {
      if (window.confirm(leaveWords(forms))) {
        hushed();
      } else {
        event.preventDefault();
      }
    }
  }

  function start() {
    tidy();
    document.querySelectorAll("form").forEach(watch);
    document.addEventListener("input", wrote);
    document.addEventListener("change", wrote);
    document.addEventListener("submit", submitted);
    document.addEventListener("click", followed);
    document.addEventListener("htmx:configRequest", (event) => {
      const token = cookie("MINQING-CSRF");
      if (token && event.detail.parameters._csrf) {
        event.detail.parameters._csrf = token;
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (unsent().length > 0) {
        event.preventDefault();
        event.returnValue = "";
      }
    });
    // A phone closes a page without asking.
    window.addEventListener("pagehide", keepWhatWaits);
    document.addEventListener("visibilitychange", keepWhatWaits);
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        document.querySelectorAll("[data-draft-sent]").forEach((field) => field.remove());
        watched.forEach((state) => (state.handedIn = false));
        checking = false;
      }
    });
  }

  // After the page's own scripts: they prepare the forms that are filled here.
  if (document.readyState === "complete") {
    start();
  } else {
    document.addEventListener("DOMContentLoaded", start);
  }
})();
