// The bench sheet without a network: the page, its style and the admitted exhibits are kept on this device for the day.
// Signing out erases them. Without a script the sheet is read, printed and filled in all the same.
const CACHE = "bench", AGAIN = 3000, told = document.querySelector("[data-offline]");
const page = `<!doctype html>${document.documentElement.outerHTML}`;

let again;

if (told && "serviceWorker" in navigator) start();

async function start() {
  await navigator.serviceWorker.register("/assets/offline.js", { scope: "/" });
  addEventListener("online", tell);
  addEventListener("offline", tell);
  if (await tell()) await keep();
}

async function tell() {
  clearTimeout(again);
  const there = navigator.onLine && (await fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false));
  for (const button of document.querySelectorAll("[data-minutes] button")) button.disabled = !there;
  if (!there) told.textContent = told.dataset.cut;
  else if (told.textContent === told.dataset.cut) told.textContent = "";
  if (!there) again = setTimeout(tell, AGAIN); // a browser may say that it is online before anything answers
  return there;
}

async function keep() {
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE), day = told.dataset.offline, { pathname } = location;
  const html = { "content-type": "text/html; charset=utf-8" };
  await put(cache, `${pathname}?jour=${day}`, new Response(page, { headers: html }));
  if (!new URLSearchParams(location.search).has("jour")) await put(cache, pathname, new Response(page, { headers: html }));
  const seen = performance.getEntriesByType("resource").map((one) => new URL(one.name).pathname);
  for (const path of new Set(seen.filter((one) => one.startsWith("/assets/")))) await fetched(cache, path);
  const exhibits = Array.from(document.querySelectorAll("a[data-keep]"), (link) => new URL(link.href).pathname);
  let count = 0;
  for (const path of exhibits) count += await fetched(cache, path);
  told.textContent = `${told.dataset.kept}${count}.`;
}

async function fetched(cache, path) {
  const answer = await fetch(path).catch(() => undefined);
  if (!answer?.ok) return 0;
  await put(cache, path, answer);
  return 1;
}

async function put(cache, key, answer) {
  const headers = new Headers(answer.headers);
  headers.set("x-kept-at", String(Date.now()));
  headers.delete("vary");
  await cache.put(key, new Response(await answer.blob(), { headers }));
}
