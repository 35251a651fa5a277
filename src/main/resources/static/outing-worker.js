/*
 * Opens the page 记一次下基层 where there is no network, on a device that has opened it before. It looks after that one page and
 * nothing else: js/outing-shell.js keeps the empty page and its files, js/outbox.js drops them when the person leaves. What
 * the network answers always comes first; nothing is kept here, and nothing that is sent passes through here.
 */
"use strict";

const KEPT = "minqing-outing.";

/** In milliseconds. A network that is there in name only does not keep a person waiting in the field. */
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(address) {
  for (const name of await caches.keys()) {
    if (name.startsWith(KEPT)) {
      const found = await (await caches.open(name)).match(address, { ignoreVary: true });
      if (found) {
        return found;
      }
    }
  }
  return undefined;
}

async function freshOrKept(request, address) {
  const fresh = fetch(request);
  // Whoever was given the page that is kept no longer waits for it.
  fresh.catch(() => undefined);
  const late = new Promise((resolve) => self.setTimeout(resolve, PATIENCE)).then(() => kept(address));
  try {
    return (await Promise.race([fresh, late])) || (await fresh);
  } catch (unreachable) {
    const found = await kept(address);
    if (found) {
      return found;
    }
    throw unreachable;
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  const page = request.mode === "navigate";
  if (request.method !== "GET" || address.origin !== self.location.origin || address.search) {
    return;
  }
  if (page ? request.url === self.registration.scope : ["style", "script", "image"].includes(request.destination)) {
    event.respondWith(freshOrKept(request, address.pathname));
  }
});
