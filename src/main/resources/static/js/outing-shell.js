/*
 * Keeps on the device what opens without a network (outing-worker.js): the empty page 记一次下基层, the list of what the device
 * keeps, and the subjects of the tasks read last. The pages are kept as the server sends them to this person, without the tokens
 * of their forms, the key of a draft and the counts of what waits; never with anything typed. They are fetched again with each
 * release and each day, and dropped when the person logs out (outbox.js).
 */
(() => {
  "use strict";

  const { account, worker, root, device, entry, enters, release } = document.body.dataset;
  // Browsers offer both only over HTTPS or on localhost. A page opened from the device has nothing new to keep.
  if (!account || document.body.hasAttribute("data-kept") || !navigator.serviceWorker || !window.caches) {
    return;
  }
  const NAME = window.minqingOutbox.pages;
  const HEADERS = [
    "Content-Type",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
  ];
  const today = new Date().toDateString();

  /** The page as anybody with this account gets it, and as nobody has touched it. */
  function emptied(text) {
    const copy = new DOMParser().parseFromString(text, "text/html");
    const form = copy.querySelector("[data-outing-form]");
    if (copy.body.dataset.account !== account || copy.querySelector("[data-outing-faults]")) {
      return null;
    }
    if (form) {
      form.querySelector("[name=_key]").removeAttribute("value");
      form.querySelector("[name=date]").removeAttribute("value");
      copy.querySelectorAll("input[type=date]").forEach((input) => input.removeAttribute("max"));
    } else if (!copy.querySelector("[data-device-page]")) {
      return null;
    }
    // Nobody logs out without a network.
    copy.querySelectorAll("form[action$='/logout']").forEach((logout) => logout.remove());
    copy.querySelectorAll("input[name=_csrf]").forEach((input) => input.remove());
    copy.querySelectorAll(".count").forEach((count) => count.remove());
    copy.body.dataset.kept = today;
    return copy;
  }

  const files = (copy) =>
    [...copy.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")].map((one) =>
      one.getAttribute(one.hasAttribute("href") ? "href" : "src"),
    );

  /** Fetches a page and what it is made of; the page is kept when all of it is there. */
  async function keep(cache, address) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const copy = answer.ok && !answer.redirected ? emptied(await answer.text()) : null;
    if (!copy) {
      return [];
    }
    const needed = [...new Set(files(copy))];
    const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
    await cache.addAll(needed.filter((file) => !there.has(new URL(file, location.href).pathname)));
    const headers = new Headers();
    HEADERS.filter((name) => answer.headers.has(name)).forEach((name) => headers.set(name, answer.headers.get(name)));
    await cache.put(address, new Response(`<!DOCTYPE html>\n${copy.documentElement.outerHTML}`, { headers }));
    return [address, ...needed];
  }

  async function isFresh(cache, address) {
    const page = await cache.match(address, { ignoreVary: true });
    const copy = page && new DOMParser().parseFromString(await page.text(), "text/html");
    return Boolean(copy) && copy.body.dataset.release === release && copy.body.dataset.kept === today;
  }

  async function refresh() {
    const cache = await caches.open(NAME);
    if (await isFresh(cache, device)) {
      return;
    }
    // The page of the device is kept last: if something fails before, the next page fetches everything again.
    const needed = new Set([`${device}/tasks`]);
    for (const address of enters === undefined ? [device] : [entry, device]) {
      (await keep(cache, address)).forEach((file) => needed.add(file));
    }
    const paths = new Set([...needed].map((file) => new URL(file, location.href).pathname));
    if (paths.has(new URL(device, location.href).pathname)) {
      for (const request of await cache.keys()) {
        if (!paths.has(new URL(request.url).pathname)) {
          await cache.delete(request);
        }
      }
    }
  }

  /** The subjects of the list of tasks, and of them only those that may lie on a device. */
  async function keepTasks() {
    if (location.pathname !== root || location.search) {
      return;
    }
    const subjects = [...document.querySelectorAll("tr[data-for-device] .inbox-subject")].map((one) => one.textContent.trim());
    const now = new Date();
    const pad = (part) => String(part).padStart(2, "0");
    const at = `${pad(now.getMonth() + 1)}-${pad(now.getDate())} ${pad(now.getHours())}:${pad(now.getMinutes())}`;
    const cache = await caches.open(NAME);
    await cache.put(
      `${device}/tasks`,
      new Response(JSON.stringify({ at, subjects }), { headers: { "Content-Type": "application/json" } }),
    );
  }

  /** An earlier version had a worker for one page only; it is removed. */
  async function register() {
    const scope = new URL(root, location.href).href;
    for (const one of await navigator.serviceWorker.getRegistrations()) {
      if (one.scope !== scope) {
        await one.unregister();
      }
    }
    await navigator.serviceWorker.register(worker, { scope: root, updateViaCache: "none" });
  }

  Promise.all([keepTasks(), register().then(refresh)]).catch(() => {
    // The pages work as they always did, with a network.
  });
})();
