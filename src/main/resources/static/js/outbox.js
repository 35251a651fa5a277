/*
 * Outings that wait on this device for a network, and drafts that wait for their person. Both are kept under the account's
 * name and go when they are delivered or when the person logs out. An entry never changes once it waits: however often it is
 * sent, under its key it is stored once. With the person goes the page that opens without a network (outing-shell.js).
 */
(() => {
  "use strict";

  const account = document.body.dataset.account;
  if (!account) {
    // Nobody is logged in. Whoever left on purpose leaves nothing behind.
    if (new URLSearchParams(location.search).has("logout")) {
      forget(() => true);
      dropPages(() => true);
    }
    return;
  }
  // Whoever was logged in before has left without saying so.
  dropPages((name) => name !== `minqing-outing.${account}`);
  const OUTBOX = `minqing.outbox.${account}`;
  const DRAFT = `minqing.draft.${account}.`;
  const listeners = [];
  const delivered = [];
  let sending = false;
  let leaving = false;

  function forget(which) {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith("minqing.") && which(key))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  /** Pages that open without a network, of the accounts in question. */
  function dropPages(which) {
    if (window.caches) {
      caches
        .keys()
        .then((names) => names.filter((name) => name.startsWith("minqing-outing.") && which(name)))
        .then((names) => names.forEach((name) => caches.delete(name)))
        .catch(() => {
          // As above.
        });
    }
  }

  const mine = (key) => key === OUTBOX || key.startsWith(DRAFT);

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, value) {
    if (leaving) {
      return false;
    }
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  /** As crypto.randomUUID, which browsers have only where the connection is encrypted. */
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  const waiting = () => read(OUTBOX) || [];

  function take(key) {
    const left = waiting().filter((entry) => entry.key !== key);
    if (left.length > 0) {
      write(OUTBOX, left);
    } else {
      forget((name) => name === OUTBOX);
    }
  }

  function show() {
    const bar = document.querySelector("[data-outbox]");
    const count = waiting().length;
    if (bar) {
      const lines = delivered.map(sentLine);
      if (count > 0) {
        lines.unshift(document.createElement("span"));
        lines[0].textContent = bar.dataset.words.replace("{0}", count);
      }
      bar.hidden = lines.length === 0;
      bar.replaceChildren(...lines);
    }
  }

  /** What became of an outing that waited: its number, and the way to it. */
  function sentLine(number) {
    const bar = document.querySelector("[data-outbox]");
    const line = document.createElement("span");
    const link = document.createElement("a");
    line.dataset.outboxSent = number;
    link.href = bar.dataset.address + number;
    link.textContent = number;
    line.append(`${bar.dataset.sent} `, link);
    return line;
  }

  /** Whether somebody has already told the person. */
  function tell(entry, state, answer) {
    return listeners.map((listener) => listener(entry, state, answer)).includes(true);
  }

  function token() {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("MINQING-CSRF="));
    return cookie ? decodeURIComponent(cookie.substring(cookie.indexOf("=") + 1)) : "";
  }

  /**
   * Whether it is still this person who is logged in; the answer brings a token that is good now, whatever the page has lain
   * on the device for. Nothing is sent under another's name.
   */
  async function loggedIn() {
    const answer = await fetch(document.body.dataset.me, { headers: { Accept: "application/json" }, cache: "no-store" });
    return answer.ok && (await answer.json()).id === account;
  }

  async function deliver(entry) {
    tell(entry, "sending");
    let response;
    try {
      if (!(await loggedIn())) {
        tell(entry, "login");
        return false;
      }
      response = await fetch(document.body.dataset.outings, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
          Accept: "application/json",
          "Idempotency-Key": entry.key,
          "X-CSRF-TOKEN": token(),
        },
        body: entry.body,
      });
    } catch {
      tell(entry, "waiting");
      return false;
    }
    if (response.ok) {
      const outing = await response.json().catch(() => ({}));
      take(entry.key);
      if (!tell(entry, "delivered", outing) && outing.id) {
        delivered.push(outing.id);
      }
      return true;
    }
    if (response.status === 422) {
      const problem = await response.json().catch(() => ({}));
      take(entry.key);
      // What was refused was not stored: it becomes a draft again, under a key of its own.
      write(DRAFT + entry.leader, { key: uuid(), body: entry.body, errors: problem.errors });
      tell(entry, "refused", problem);
      return true;
    }
    tell(entry, response.status === 401 || response.status === 403 ? "login" : "waiting");
    return false;
  }

  async function flush() {
    if (sending) {
      return;
    }
    sending = true;
    try {
      for (const entry of waiting()) {
        if (!(await deliver(entry))) {
          break;
        }
      }
    } finally {
      sending = false;
      show();
    }
  }

  window.minqingOutbox = {
    /** False when this browser keeps nothing: then the form is sent the plain way. */
    add(entry) {
      return write(OUTBOX, [...waiting().filter((one) => one.key !== entry.key), entry]);
    },
    flush,
    uuid,
    listen: (listener) => listeners.push(listener),
    draft: (leader) => read(DRAFT + leader),
    keep: (leader, draft) => write(DRAFT + leader, draft),
    drop: (leader) => forget((key) => key === DRAFT + leader),
  };

  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action, location.href).pathname.endsWith("/logout")) {
      return;
    }
    const kept = (() => {
      try {
        return Object.keys(localStorage).some(mine);
      } catch {
        return false;
      }
    })();
    if (kept && !window.confirm(document.body.dataset.logoutWords)) {
      event.preventDefault();
      return;
    }
    leaving = true;
    forget(mine);
    dropPages(() => true);
  });

  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      flush();
    }
  });
  window.setInterval(() => {
    if (waiting().length > 0 && document.visibilityState === "visible") {
      flush();
    }
  }, 20000);
  show();
  flush();
})();
