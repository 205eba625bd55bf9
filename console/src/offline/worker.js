/* global caches, fetch, Request, self, URL */

// The service worker: it keeps the page of the console and its files, so that it opens without a connection, as an
// installed app does. What the API answers is never kept.

const KEPT = 'bincard-console';
const PAGE = 'page';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The files that a page names: those of another release are of no use to it. */
const filesOf = (html) => [...html.matchAll(/assets\/[\w.-]+/g)].map(([name]) => name).join();

async function keepPage(response) {
  const kept = await caches.open(KEPT);
  const before = await kept.match(PAGE);
  const names = filesOf(await response.clone().text());
  if (before && filesOf(await before.text()) !== names) {
    for (const request of await kept.keys()) await kept.delete(request);
  }
  await kept.put(PAGE, response);
}

/** The page as the server has it; without an answer, as it was last. */
async function page(request) {
  try {
    const response = await fetch(request);
    // Only the console may be installed: other pages of the server have another policy.
    const isConsole = response.headers.get('content-security-policy')?.includes('manifest-src');
    if (response.ok && isConsole) await keepPage(response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

/** A file, whose name says what it holds: as it was kept, else as the server has it. */
async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(KEPT)).put(request, response.clone());
  return response;
}

/** What a page that was opened without the worker names: the page itself and what it has loaded. */
async function keepLoaded({ page: address, files }) {
  await page(address);
  await Promise.all(files.map((name) => file(new Request(name))));
}

self.addEventListener('message', (event) => {
  event.waitUntil(keepLoaded(event.data).catch(() => undefined));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.includes('/assets/')) event.respondWith(file(request));
});
