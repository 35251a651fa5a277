/*
 * Outings that wait on this device for a network or were refused, with their photos, and drafts that wait for their person.
 * Everything is kept under the account's name: another person's login on the same device neither sees nor sends it, and the
 * server refuses it under another login. An entry goes out under a key of its own: however often it is sent, it is stored once.
 * It is cleared when it was delivered. Logging out keeps it, for nothing that was written may be lost; the pages that open
 * without a network go with the person (outing-shell.js).
 */
(() => {
  "use strict";

  const PAGES = "minqing-outing.";

  /** Pages that open without a network, of the accounts in question. */
  function dropPages(which) {
    if (window.caches) {
      caches
        .keys()
        .then((names) => Promise.all(names.filter((name) => name.startsWith(PAGES) && which(name)).map((name) => caches.delete(name))))
        .catch(() => {
          // A browser that keeps nothing has nothing to drop.
        });
    }
  }

  const account = document.body.dataset.account;
  if (!account) {
    // Nobody is logged in. After a logout no kept page stays.
    if (new URLSearchParams(location.search).has("logout")) {
      dropPages(() => true);
    }
    // Another window may have been given another token since this page came; the one in the cookie counts.
    document.addEventListener("submit", (event) => {
      const field = event.target.elements.namedItem("_csrf");
      if (field && token()) {
        field.value = token();
      }
    });
    return;
  }
  // Whoever was logged in before has left without saying so.
  dropPages((name) => name !== PAGES + account);

  const DATABASE = `minqing.${account}`;
  const DRAFTS = "minqing.draft.";
  const DRAFT = `${DRAFTS}${account}.`;
  /** Where the version before kept what waited. */
  const BEFORE = `minqing.outbox.${account}`;
  const DAY = 24 * 60 * 60 * 1000;
  /** How long a draft that nobody touches is kept. The page says so. */
  const DRAFT_DAYS = 30;
  /** In milliseconds; a network that is there in name only does not hold up the others, nor does a store that is gone. */
  const PATIENCE = { call: 60000, photo: 300000, read: 10000, write: 60000 };

  /** Milliseconds between two attempts to send what waits. */
  const PAUSES = { shortest: 1000, longest: 20000 };

  const listeners = [];
  const delivered = [];
  /** The numbers of what this page has sent, by the keys of the entries. */
  const numbers = new Map();
  let known = [];
  let login = false;
  let opened = null;
  /** Ends what still waits for an answer of the store. */
  const unanswered = new Set();
  let running = null;
  let soon;
  let pause = PAUSES.shortest;

  // ---- what is kept

  /** The answer, or a failure once it takes too long or the database is gone: such a question may never be answered. */
  function answered(patience, ask) {
    let late;
    let gone;
    return new Promise((resolve, reject) => {
      gone = () => reject(new Error("gone"));
      late = window.setTimeout(gone, patience);
      unanswered.add(gone);
      ask(resolve, reject);
    }).finally(() => {
      window.clearTimeout(late);
      unanswered.delete(gone);
    });
  }

  /** The browser, or the person, has cleared what is kept: the next one to ask opens it anew. */
  function forget() {
    opened = null;
    unanswered.forEach((gone) => gone());
  }

  function open() {
    if (!opened) {
      opened = answered(PATIENCE.read, (resolve, reject) => {
        const request = indexedDB.open(DATABASE, 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore("outings", { keyPath: "key" });
          request.result.createObjectStore("photos", { keyPath: "id" }).createIndex("outing", "outing");
        };
        request.onsuccess = () => {
          const base = request.result;
          base.onclose = forget;
          base.onversionchange = () => {
            base.close();
            forget();
          };
          resolve(base);
        };
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new Error("blocked"));
      });
      opened.catch(() => (opened = null));
    }
    return opened;
  }

  /** All of the work or none of it; the answer is that of the request that the work returns. */
  async function transact(mode, work) {
    try {
      return await attempt(mode, work);
    } catch (failed) {
      if (failed && failed.name === "QuotaExceededError") {
        throw failed;
      }
      opened = null;
      return attempt(mode, work);
    }
  }

  async function attempt(mode, work) {
    const base = await open();
    return answered(mode === "readonly" ? PATIENCE.read : PATIENCE.write, (resolve, reject) => {
      const transaction = base.transaction(["outings", "photos"], mode, { durability: "strict" });
      let request = null;
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onabort = () => reject(transaction.error || new Error("aborted"));
      request = work(transaction.objectStore("outings"), transaction.objectStore("photos")) || null;
    });
  }

  async function entries() {
    const all = await transact("readonly", (outings) => outings.getAll());
    return all.sort((one, other) => one.at - other.at);
  }

  const photosOf = (key) => transact("readonly", (outings, photos) => photos.index("outing").getAll(key));

  /** Keeps an entry that is to go out. One that was mended takes the place of what was refused. */
  function put(entry, replaces) {
    return transact("readwrite", (outings, photos) => {
      outings.put(entry);
      if (replaces && replaces !== entry.key) {
        outings.delete(replaces);
        const those = photos.index("outing").openCursor(replaces);
        those.onsuccess = () => {
          if (those.result) {
            those.result.update({ ...those.result.value, outing: entry.key });
            those.result.continue();
          }
        };
      }
    });
  }

  function remove(key) {
    draftNames()
      .filter((name) => name.endsWith(`/${key}`))
      .forEach(dropDraft);
    return transact("readwrite", (outings, photos) => {
      outings.delete(key);
      const those = photos.index("outing").openKeyCursor(key);
      those.onsuccess = () => {
        if (those.result) {
          photos.delete(those.result.primaryKey);
          those.result.continue();
        }
      };
    });
  }

  /** As crypto.randomUUID, which browsers have only where the connection is encrypted. */
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  // ---- drafts, which have to be kept at once when a page is closed

  function draftNames(prefix = DRAFT) {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    } catch {
      return [];
    }
  }

  function readDraft(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function dropDraft(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // As above.
    }
  }

  function keepDraft(which, draft) {
    try {
      localStorage.setItem(DRAFT + which, JSON.stringify({ ...draft, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  /** Drafts that nobody came back to, whosever they are, and photos that belong to nothing any more. */
  async function tidy() {
    draftNames(DRAFTS).forEach((name) => {
      const draft = readDraft(name);
      if (!draft || (draft.at && draft.at < Date.now() - DRAFT_DAYS * DAY)) {
        dropDraft(name);
      }
    });
    const owners = new Set((await entries()).map((entry) => entry.key));
    draftNames().forEach((name) => owners.add((readDraft(name) || {}).key));
    await transact("readwrite", (outings, photos) => {
      const all = photos.openCursor();
      all.onsuccess = () => {
        if (all.result) {
          const photo = all.result.value;
          if (!owners.has(photo.outing) && photo.at < Date.now() - DAY) {
            all.result.delete();
          }
          all.result.continue();
        }
      };
    });
  }

  async function takeOver() {
    let before;
    try {
      before = JSON.parse(localStorage.getItem(BEFORE)) || [];
    } catch {
      return;
    }
    for (const entry of before) {
      await put({ ...entry, state: "waiting", at: Date.now() });
    }
    dropDraft(BEFORE);
  }

  // ---- what everybody sees of it

  const isWaiting = (entry) => entry.state === "waiting" || entry.state === "photos";

  async function changed() {
    try {
      known = await entries();
    } catch {
      known = [];
    }
    listeners.forEach((listener) => listener(known));
    show();
  }

  function show() {
    const bar = document.querySelector("[data-outbox]");
    if (!bar) {
      return;
    }
    const lines = delivered.map((number) => sentLine(bar, number));
    const waiting = known.filter(isWaiting).length;
    const refused = known.length - waiting;
    if (waiting > 0) {
      lines.unshift(line(bar, login ? "login" : "waiting", waiting));
    }
    if (refused > 0) {
      lines.unshift(line(bar, "refused", refused));
    }
    bar.hidden = lines.length === 0;
    bar.replaceChildren(...lines);
  }

  function line(bar, state, count) {
    const one = document.createElement("span");
    const link = document.createElement("a");
    one.dataset.outboxState = state;
    link.href = document.body.dataset.device;
    link.textContent = bar.dataset[state].replace("{0}", count);
    one.append(link);
    return one;
  }

  /** What became of an outing that waited: its number, and the way to it. */
  function sentLine(bar, number) {
    const one = document.createElement("span");
    const link = document.createElement("a");
    one.dataset.outboxSent = number;
    link.href = bar.dataset.address + number;
    link.textContent = number;
    one.append(`${bar.dataset.sent} `, link);
    return one;
  }

  // ---- sending

  function token() {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("MINQING-CSRF="));
    return cookie ? decodeURIComponent(cookie.substring(cookie.indexOf("=") + 1)) : "";
  }

  /** An answer, or null where none came. */
  async function call(address, patience, options) {
    const stop = new AbortController();
    const late = window.setTimeout(() => stop.abort(), patience);
    try {
      return await fetch(address, { ...options, signal: stop.signal, cache: "no-store" });
    } catch {
      return null;
    } finally {
      window.clearTimeout(late);
    }
  }

  /**
   * "mine" while it is still this person who is logged in; the answer brings a token that is good now, whatever the page has
   * lain on the device for. Nothing is sent under another's name.
   */
  async function whoIsThere() {
    const answer = await call(document.body.dataset.me, PATIENCE.call, { headers: { Accept: "application/json" } });
    if (!answer || answer.status >= 500) {
      return "nobody";
    }
    const me = answer.ok ? await answer.json().catch(() => ({})) : {};
    return me.id === account ? "mine" : "login";
  }

  function post(address, patience, key, body, type) {
    const headers = { Accept: "application/json", "Idempotency-Key": key, "Minqing-Account": account, "X-CSRF-TOKEN": token() };
    if (type) {
      headers["Content-Type"] = type;
    }
    return call(address, patience, { method: "POST", headers, body });
  }

  /** Whether sending it again, as it is, may do better. */
  const mayPass = (answer) => !answer || answer.status >= 500 || [401, 408, 409, 425, 429].includes(answer.status);

  /** @returns {state, number, errors, detail}: "delivered", "refused" or, where it may do better later, "waiting" */
  async function send(entry) {
    const answer = await post(
      document.body.dataset.outings,
      PATIENCE.call,
      entry.key,
      entry.body,
      "application/x-www-form-urlencoded;charset=UTF-8",
    );
    if (answer && answer.ok) {
      const outing = await answer.json().catch(() => ({}));
      return { state: "delivered", number: outing.id };
    }
    if (mayPass(answer)) {
      return { state: "waiting" };
    }
    const problem = await answer.json().catch(() => ({}));
    return { state: "refused", errors: problem.errors || [], detail: problem.detail };
  }

  /** @returns the same for one photo, after its outing */
  async function sendPhoto(number, photo) {
    const form = new FormData();
    form.append("files", photo.blob, photo.name);
    const answer = await post(`${document.body.dataset.outings}/${number}/attachments`, PATIENCE.photo, photo.id, form);
    if (answer && answer.ok) {
      return { state: "delivered" };
    }
    if (mayPass(answer)) {
      return { state: "waiting" };
    }
    const problem = await answer.json().catch(() => ({}));
    return {
      state: "refused",
      detail: (problem.errors || []).map((error) => error.message).join("；") || problem.detail,
    };
  }

  async function deliver(entry) {
    if (entry.state === "waiting") {
      const outcome = await send(entry);
      if (outcome.state === "waiting") {
        return;
      }
      if (outcome.state === "refused") {
        await put({ ...entry, ...outcome });
        return;
      }
      // What was written is cleared as soon as it has arrived; its photos have still to follow.
      entry = { key: entry.key, leader: entry.leader, title: entry.title, at: entry.at, state: "photos", number: outcome.number };
      const photos = await photosOf(entry.key);
      numbers.set(entry.key, outcome.number);
      if (outcome.number && !delivered.includes(outcome.number)) {
        delivered.push(outcome.number);
      }
      if (photos.length === 0) {
        await remove(entry.key);
        return;
      }
      await put(entry);
      await changed();
    }
    let open = false;
    for (const photo of await photosOf(entry.key)) {
      if (photo.state !== "refused") {
        const outcome = await sendPhoto(entry.number, photo);
        open = open || outcome.state === "waiting";
        if (outcome.state === "delivered") {
          await transact("readwrite", (outings, photos) => void photos.delete(photo.id));
        } else if (outcome.state === "refused") {
          await transact("readwrite", (outings, photos) => void photos.put({ ...photo, ...outcome }));
        }
      }
    }
    const left = await photosOf(entry.key);
    if (left.length === 0) {
      await remove(entry.key);
    } else if (!open) {
      await put({ ...entry, state: "refused", errors: left.map((photo) => ({ message: `${photo.name}：${photo.detail || ""}` })) });
    }
  }

  /** One after the other, each by itself: what is wrong with one holds up no other. Only a network that is gone does. */
  async function sendAll() {
    const tried = new Set();
    for (;;) {
      const entry = (await entries()).find((one) => isWaiting(one) && !tried.has(one.key));
      if (!entry) {
        return;
      }
      tried.add(entry.key);
      const who = await whoIsThere();
      login = who === "login";
      if (who !== "mine") {
        return;
      }
      await deliver(entry);
      await changed();
    }
  }

  function flush() {
    window.clearTimeout(soon);
    if (!running) {
      const alone = navigator.locks
        ? // Two windows need not do the same.
          navigator.locks.request(DATABASE, { ifAvailable: true }, (lock) => (lock ? sendAll() : undefined))
        : sendAll();
      running = Promise.resolve(alone)
        .catch(() => {
          // What cannot be read cannot be sent; the next time may do better.
        })
        .then(changed)
        .finally(() => {
          running = null;
          tryAgainSoon();
        });
    }
    return running;
  }

  /** A network that has just come back often fails once more: the pauses between the attempts grow. */
  function tryAgainSoon() {
    if (!known.some(isWaiting)) {
      pause = PAUSES.shortest;
    } else if (document.visibilityState === "visible" && navigator.onLine) {
      soon = window.setTimeout(flush, pause);
      pause = Math.min(2 * pause, PAUSES.longest);
    }
  }

  /** What is under way may have begun without a network. */
  function backOnline() {
    pause = PAUSES.shortest;
    return running ? running.then(flush) : flush();
  }

  window.minqingOutbox = {
    /** The cache with this person's pages. */
    pages: PAGES + account,
    uuid,
    flush,
    changed,
    entries,
    put,
    remove,
    send,
    sendPhoto,
    photosOf,
    whoIsThere,
    login: () => login,
    sentAs: (key) => numbers.get(key),
    /** The page itself has said that it arrived. */
    told: (number) => {
      if (delivered.includes(number)) {
        delivered.splice(delivered.indexOf(number), 1);
      }
    },
    keepPhoto: (photo) => transact("readwrite", (outings, photos) => void photos.put(photo)),
    removePhoto: (id) => transact("readwrite", (outings, photos) => void photos.delete(id)),
    /** Hears of every change, with all entries there are. */
    listen: (listener) => listeners.push(listener),
    draft: (which) => readDraft(DRAFT + which),
    keep: keepDraft,
    drop: (which) => dropDraft(DRAFT + which),
  };

  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action, location.href).pathname.endsWith("/logout")) {
      return;
    }
    if ((known.length > 0 || draftNames().length > 0) && !window.confirm(document.body.dataset.logoutWords)) {
      event.preventDefault();
      return;
    }
    dropPages(() => true);
  });

  window.addEventListener("online", backOnline);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      flush();
    }
  });
  window.setInterval(() => {
    if (known.some(isWaiting) && document.visibilityState === "visible") {
      flush();
    }
  }, PAUSES.longest);
  takeOver()
    .then(tidy)
    .catch(() => {
      // A browser that keeps nothing has nothing to tidy.
    })
    .then(changed)
    .then(flush);
})();
