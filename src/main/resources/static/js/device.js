/*
 * Shows what this device keeps for the person logged in: outings that wait or were refused (outbox.js), and the subjects of the
 * tasks read last (outing-shell.js). Without a network this page stands in the place of any other (outing-worker.js).
 */
(() => {
  "use strict";

  const page = document.querySelector("[data-device-page]");
  const outbox = window.minqingOutbox;
  if (!page || !outbox) {
    return;
  }
  const words = page.dataset;
  const root = document.body.dataset;
  const kept = document.body.hasAttribute("data-kept");

  function button(text, kind, work) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = `btn btn-sm ${kind}`;
    one.textContent = text;
    one.addEventListener("click", work);
    return one;
  }

  function stateOf(entry) {
    if (entry.state === "refused") {
      return entry.body ? words.refused : words.photosRefused.replace("{0}", entry.number);
    }
    if (outbox.login()) {
      return words.login;
    }
    return entry.state === "photos" ? words.photos : words.waiting;
  }

  async function item(entry) {
    const photos = await outbox.photosOf(entry.key);
    const one = document.createElement("li");
    const title = document.createElement("strong");
    const state = document.createElement("span");
    const actions = document.createElement("div");
    one.dataset.entry = entry.key;
    one.dataset.state = entry.state;
    title.textContent = entry.title || entry.number || "";
    state.className = "outing-waiting-state";
    state.textContent = stateOf(entry) + (photos.length > 0 ? `　${words.count.replace("{0}", photos.length)}` : "");
    actions.className = "outing-waiting-actions";
    one.append(title, state);
    if (entry.state === "refused") {
      const errors = document.createElement("ul");
      const said = (entry.errors || []).map((error) => error.message);
      (said.length > 0 ? said : [entry.detail || ""]).forEach((message) => {
        const line = document.createElement("li");
        line.textContent = message;
        errors.append(line);
      });
      one.append(errors);
    }
    if (entry.state === "refused" && entry.body) {
      const link = document.createElement("a");
      const own = entry.leader === root.account ? "" : `?leader=${encodeURIComponent(entry.leader)}`;
      link.className = "btn btn-sm btn-primary";
      link.href = `${root.entry}${own}#entry-${entry.key}`;
      link.textContent = words.mend;
      actions.append(link);
    }
    actions.append(
      button(entry.number ? words.deletePhotos : words.delete, "btn-outline-danger", async () => {
        if (window.confirm(words.sure)) {
          await outbox.remove(entry.key);
          await outbox.changed();
        }
      }),
    );
    one.append(actions);
    return one;
  }

  let drawing = 0;
  async function draw(all) {
    drawing += 1;
    const mine = drawing;
    const items = await Promise.all(all.map(item));
    if (mine !== drawing) {
      // A newer one is under way.
      return;
    }
    const list = page.querySelector("[data-device-outings]");
    list.replaceChildren(...items);
    list.hidden = all.length === 0;
    page.querySelector("[data-device-none]").hidden = all.length > 0;
    page.querySelector("[data-device-send]").hidden = !all.some((entry) => entry.state !== "refused");
  }

  /** Of this person alone: pages of the one before may not be dropped yet. */
  const keptHere = async (address) => window.caches && caches.match(address, { cacheName: outbox.pages, ignoreVary: true });

  /** What outing-shell.js has kept of the list of tasks. */
  async function drawTasks() {
    const answer = await keptHere(`${root.device}/tasks`);
    const read = answer && (await answer.json());
    if (!read || read.subjects.length === 0) {
      return;
    }
    const list = page.querySelector("[data-device-tasks]");
    list.replaceChildren(
      ...read.subjects.map((subject) => {
        const one = document.createElement("li");
        one.textContent = subject;
        return one;
      }),
    );
    list.hidden = false;
    page.querySelector("[data-device-no-tasks]").hidden = true;
    const line = page.querySelector("[data-device-as-of]");
    line.textContent = words.asOf.replace("{0}", read.at);
    line.hidden = false;
  }

  let asking = false;

  /** A browser says "online" as soon as there is any network: the page that was asked for opens once the application answers. */
  async function comeBack() {
    if (asking || document.visibilityState !== "visible") {
      return;
    }
    asking = true;
    const who = await outbox.whoIsThere();
    asking = false;
    if (who !== "nobody") {
      location.reload();
    }
  }

  async function offline() {
    page.querySelector("[data-device-offline]").hidden = false;
    page.querySelector("[data-device-retry]").addEventListener("click", () => location.reload());
    window.addEventListener("online", comeBack);
    window.setInterval(comeBack, 20000);
    const enter = page.querySelector("[data-device-enter]");
    if (enter && !(await keptHere(root.entry))) {
      enter.hidden = true;
    }
  }

  outbox.listen((all) => {
    draw(all).catch(() => {
      // What cannot be read cannot be shown.
    });
  });
  page.querySelector("[data-device-send] button").addEventListener("click", () => outbox.flush());
  drawTasks().catch(() => {
    // As above.
  });
  if (kept) {
    offline();
  }
  outbox.changed();
})();
