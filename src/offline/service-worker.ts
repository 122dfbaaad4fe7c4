/**
 * The service worker of the built page: events in, the shelf's answers out. Bundled into one file by `scripts/offline.ts`, which also
 * puts the list of files before it. It never takes over by itself: the page says when nothing runs. Holds no rules of its own.
 */
import type { Answer, Asked, FileList } from "./plan";
import { createShelf } from "./shelf";

/** The little of a service worker's surroundings that is used here; TypeScript has them only for programs that are nothing else. */
interface Extendable extends Event { waitUntil(work: Promise<unknown>): void }
interface Fetching extends Extendable { readonly request: Request; respondWith(answer: Promise<Response>): void }
interface Told extends Extendable { readonly data: Asked; readonly ports: readonly MessagePort[] }
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "message", listener: (event: Told) => void): void;
}

declare const HEMLOCK_FILES: FileList;

const sw = globalThis as unknown as Scope;
const shelf = createShelf({ scope: sw.registration.scope, caches, fetch: (...a) => fetch(...a), digest: (bytes) => crypto.subtle.digest("SHA-256", bytes) }, HEMLOCK_FILES);

// Without the whole shell there would be half a page offline, which is worse than none: then the next visit tries again.
sw.addEventListener("install", (event) => event.waitUntil(shelf.keep(HEMLOCK_FILES.files.filter((f) => f.tier === "shell").map((f) => f.path)).then((missing) => {
  if (missing.length > 0) throw new Error(`not all of the page could be kept: ${missing.join(", ")}`);
})));

sw.addEventListener("activate", (event) => event.waitUntil(shelf.tidy().catch(() => {}).then(() => sw.clients.claim())));

sw.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  const answer = shelf.answer(request.url, (work) => event.waitUntil(work));
  if (answer) event.respondWith(answer);
});

sw.addEventListener("message", (event) => {
  const asked = event.data, port = event.ports[0], say = (answer: Answer) => port?.postMessage(answer);
  switch (asked.type) {
    case "list": return event.waitUntil(shelf.listed().catch(() => []).then((files) => say({ type: "list", files })));
    case "keep": return event.waitUntil(shelf.keep(asked.paths).catch(() => [...asked.paths]).then((missing) => say({ type: "kept", missing })));
    case "take-over": return event.waitUntil(sw.skipWaiting());
  }
});
