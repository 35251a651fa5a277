/*
 * Opens pages without a network on a device that has opened them before: 记一次下基层 itself, and instead of any other page the
 * list of what the device keeps. js/outing-shell.js keeps both pages and their files, js/outbox.js drops them when the person
 * logs out. The network's answer comes first. The worker keeps nothing itself and handles no request that changes anything.
 */
"use strict";

const KEPT = "minqing-outing.";

/** The page shown instead of any other, and the one to write on; relative to the address of this file. */
const DEVICE = new URL("device", self.registration.scope).pathname;
const ENTRY = new URL("outings/new", self.registration.scope).pathname;

/** Who comes from here may be another person than the one whose pages are kept: they wait for the network, slow as it is. */
const LOGIN = new URL("login", self.registration.scope).href;

/** Milliseconds to wait for a slow network, for the page to write on and for any other. */
const PATIENCE = 5000;
const PATIENCE_ELSEWHERE = 20000;

/** A proxy answers with these when it cannot reach the application. */
const UNREACHABLE = [502, 503, 504];

/** Files with a hash of their content in their address: a kept copy is never out of date. */
const HASHED = /-[0-9a-f]{32}\.[A-Za-z0-9]+$/;

/** Other pages than ours, and what programs read. */
const NOT_OURS = ["camunda/", "api/", "swagger-ui", "v3/", "actuator/"].map(
  (path) => new URL(path, self.registration.scope).pathname,
);

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

const after = (time) => new Promise((resolve) => self.setTimeout(resolve, time));

/** The network's answer, or a stand-in if that is ready first; each stand-in is looked for after its own time. */
function first(fresh, stands) {
  return new Promise((resolve, reject) => {
    fresh.then(resolve, reject);
    for (const [time, stand] of stands) {
      after(time)
        .then(stand)
        .then((found) => found && resolve(found))
        .catch(() => undefined);
    }
  });
}

async function page(request, address) {
  const form = async () => (address.pathname === ENTRY && !address.search ? kept(ENTRY) : undefined);
  const stand = async () => (await form()) || kept(DEVICE);
  const fresh = fetch(request);
  try {
    const stands = request.referrer.startsWith(LOGIN)
      ? []
      : [
          [PATIENCE, form],
          [PATIENCE_ELSEWHERE, stand],
        ];
    const answer = await first(fresh, stands);
    return (UNREACHABLE.includes(answer.status) && (await stand())) || answer;
  } catch (unreachable) {
    const found = await stand();
    if (found) {
      return found;
    }
    throw unreachable;
  }
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate") {
    if (!NOT_OURS.some((path) => address.pathname.startsWith(path))) {
      event.respondWith(page(request, address));
    }
  } else if (["style", "script", "image"].includes(request.destination) && HASHED.test(address.pathname)) {
    event.respondWith(kept(address.pathname).then((found) => found || fetch(request)));
  }
});
