// The page without a network. The build puts VERSION and FILES before this text: every file of the site, kept
// whole under its version. A new version is fetched beside the old one and waits until it is asked for.

/* global VERSION, FILES */

const PREFIX = 'glassbox-';
const current = PREFIX + VERSION;

addEventListener('install', (event) => {
  // Past the HTTP cache: a host may serve an old file for hours after a new version is out.
  const fresh = FILES.map((url) => new Request(url, { cache: 'reload' }));
  event.waitUntil(caches.open(current).then((cache) => cache.addAll(fresh)));
});

addEventListener('activate', (event) => {
  event.waitUntil(dropOldVersions().then(() => clients.claim()));
});

// The version before this one stays: a tab that still shows it may yet need a part it has not loaded.
async function dropOldVersions() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const older = ours.filter((name) => name !== current);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

addEventListener('message', (event) => {
  if (event.data === 'use the new version') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  // Routes live in the hash, so every navigation is to the one page.
  const navigation = request.mode === 'navigate';
  const cache = await caches.open(current);
  // Some hosts send `Vary: Origin`, which would hide what is there.
  const kept =
    (await cache.match(navigation ? './' : request, {
      ignoreVary: true,
      ignoreSearch: navigation,
    })) ?? (await caches.match(request, { ignoreVary: true }));
  return kept ?? fetch(request);
}
