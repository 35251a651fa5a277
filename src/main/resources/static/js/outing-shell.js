/*
 * Keeps the empty page 记一次下基层 on the device, so that it opens without a network (outing-worker.js). What is kept is the
 * page as it comes for the person logged in, without the token of its forms, without the number of its draft and without what
 * is waiting for that person; what is typed is never part of it. It goes when the person leaves (outbox.js).
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-outing-form][data-worker]");
  // Browsers have both only where the connection is encrypted, or on the machine itself.
  if (!form || !navigator.serviceWorker || !window.caches) {
    return;
  }
  const account = document.body.dataset.account;
  const page = form.dataset.page;
  const HEADERS = [
    "Content-Type",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Permissions-Policy",
  ];

  /** The page as anybody with this account gets it, and as nobody has touched it. */
  function emptied(text) {
    const copy = new DOMParser().parseFromString(text, "text/html");
    const blank = copy.querySelector("[data-outing-form]");
    if (!blank || copy.body.dataset.account !== account || copy.querySelector("[data-outing-faults]")) {
      return null;
    }
    copy.querySelectorAll("input[name=_csrf]").forEach((input) => input.remove());
    copy.querySelectorAll(".count").forEach((count) => count.remove());
    blank.querySelector("[name=_key]").removeAttribute("value");
    blank.querySelector("[name=date]").removeAttribute("value");
    copy.querySelectorAll("input[type=date]").forEach((input) => input.removeAttribute("max"));
    copy.body.dataset.kept = "";
    return copy;
  }

  async function keep() {
    const answer = await fetch(page, { headers: { Accept: "text/html" } });
    const copy = answer.ok && !answer.redirected ? emptied(await answer.text()) : null;
    if (!copy) {
      return;
    }
    const files = [...copy.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")].map((one) =>
      one.getAttribute(one.hasAttribute("href") ? "href" : "src"),
    );
    const cache = await caches.open(`minqing-outing.${account}`);
    await cache.addAll([...new Set(files)]);
    const headers = new Headers();
    HEADERS.filter((name) => answer.headers.has(name)).forEach((name) => headers.set(name, answer.headers.get(name)));
    await cache.put(page, new Response(`<!DOCTYPE html>\n${copy.documentElement.outerHTML}`, { headers }));
  }

  /** The page out of the device knows neither the day nor the draft. */
  if (document.body.hasAttribute("data-kept")) {
    return;
  }
  navigator.serviceWorker
    .register(form.dataset.worker, { scope: page })
    .then(keep)
    .catch(() => {
      // The page works as it always did, with a network.
    });
})();
