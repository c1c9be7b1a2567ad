// Reads what a page kept on this device when the network does not answer. It keeps nothing by itself.
const CACHE = "bench", LONGEST = 18 * 3600 * 1000; // a court's day; a copy is older no more

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fetch(request).catch((fault) => kept(request, fault)));
});

async function kept(request, fault) {
  const cache = await caches.open(CACHE), url = new URL(request.url), day = url.searchParams.get("jour");
  const key = url.pathname.endsWith("/bureau/feuille") ? url.pathname + (day ? `?jour=${day}` : "") : url.pathname;
  const found = await cache.match(key, { ignoreVary: true });
  if (found && Date.now() - Number(found.headers.get("x-kept-at")) < LONGEST) return found;
  throw fault;
}
