/**
 * Working without a network, and changing to a new version of the page: registers the service worker, has it keep what this visit
 * needs, and lets a waiting version take over once nothing is computed in any tab. Silent wherever service workers are not to be
 * had; loads after the page is on screen. Draws nothing.
 */
import type { Spec } from "../../engine/index";
import type { Answer, Asked, KeptFile, Tier } from "../../offline/plan";
import { stories } from "../../stories/registry";
import { engine } from "./engine";
import { useExperiment } from "./experiment";
import { useOffline, type OfflineState } from "./offline-store";
import { hashOf, useRoute } from "./route";
import { recall, remember } from "./storage";

const set = (change: Partial<OfflineState>): void => useOffline.setState(change);
/** Held by every tab that computes; whoever gets it alone knows that nobody does. */
const LOCK = "hemlock computes";
const ASKED = "offline";
const ALWAYS: readonly Tier[] = ["shell", "work"];
const BATCH = { files: 12, bytes: 2_000_000 } as const;
/** An answer that has not come by then will not come; files have as long as a slow school network shared by a class needs, some 100 kbit/s. */
const PATIENCE_MS = 60_000, BYTES_A_SECOND = 12_000;

let registration: ServiceWorkerRegistration | null = null;

/** Null when no answer came: a service worker may be ended at any time. */
function ask<T extends Answer["type"]>(message: Asked, bytes = 0, worker = registration?.active): Promise<Extract<Answer, { type: T }> | null> {
  return new Promise((resolve) => {
    if (!worker) return resolve(null);
    const { port1, port2 } = new MessageChannel(), timer = setTimeout(() => resolve(null), PATIENCE_MS + (1000 * bytes) / BYTES_A_SECOND);
    port1.onmessage = (event: MessageEvent<Extract<Answer, { type: T }>>) => {
      clearTimeout(timer);
      port1.close();
      resolve(event.data);
    };
    worker.postMessage(message, [port2]);
  });
}

async function look(): Promise<readonly KeptFile[]> {
  const files = (await ask<"list">({ type: "list" }))?.files ?? [];
  set({ files });
  return files;
}

/** Beginnings of the paths of the data that a setup needs. */
export const dataOf = (spec: Spec): string[] =>
  [`data/${spec.dataset.id}/`, ...(spec.pretrained.from === "foundation" || spec.attack?.id.includes("foundation") ? ["data/foundation/"] : [])];

/** The same for a story: its recorded runs, and the data sets of all of them. */
export async function storyNeeds(id: string): Promise<string[]> {
  const story = await stories.find((s) => s.id === id)?.load().catch(() => undefined);
  return story ? [`stories/${id}-`, ...new Set(Object.values(story.runs).flatMap(dataOf))] : [];
}

/** What of it is still to be fetched; page and engine always belong to it. */
export const lacking = (files: readonly KeptFile[], wanted: readonly string[]): KeptFile[] =>
  files.filter((f) => !f.kept && (ALWAYS.includes(f.tier) || wanted.some((w) => f.path.startsWith(w))));
export const bytesOf = (files: readonly KeptFile[]): number => files.reduce((a, f) => a + f.bytes, 0);

/** The first files of a queue that go together: not more than fit into one waiting, and at least one. */
export function batchOf(queue: readonly KeptFile[]): KeptFile[] {
  const n = queue.findIndex((_, i) => i > 0 && (i >= BATCH.files || bytesOf(queue.slice(0, i + 1)) > BATCH.bytes));
  return queue.slice(0, n < 0 ? queue.length : n);
}

async function keep(wanted: readonly string[], onBytes: (done: number, of: number) => void = () => {}): Promise<boolean> {
  const all = lacking(await look(), wanted), of = bytesOf(all);
  onBytes(0, of);
  for (let queue = all; ;) {
    for (let rest = queue; rest.length > 0;) {
      const batch = batchOf(rest);
      await ask<"kept">({ type: "keep", paths: batch.map((f) => f.path) }, bytesOf(batch));
      rest = rest.slice(batch.length);
      onBytes(of - bytesOf(rest), of);
    }
    const files = await look(), still = lacking(files, wanted);
    // What a pause of the network has left is asked for again, as long as anything comes.
    if (still.length === 0 || still.length >= queue.length) return files.length > 0 && still.length === 0;
    queue = still;
  }
}

/** One thing at a time, in the order asked for. */
let work: Promise<unknown> = Promise.resolve();
const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
  const mine = work.then(task);
  work = mine.catch(() => {});
  return mine;
};

function asked(): string[] {
  try {
    return (JSON.parse(recall(ASKED) ?? "[]") as unknown[]).map(String);
  } catch {
    return [];
  }
}

/** Keeps what the person asked for, now and in versions to come; `[""]` is everything. */
export function keepForOffline(wanted: readonly string[]): Promise<void> {
  remember(ASKED, JSON.stringify([...new Set([...asked(), ...wanted])]));
  set({ keeping: { done: 0, of: 1 } });
  return inTurn(async () => {
    const whole = await keep(wanted, (done, of) => set({ keeping: { done, of } }));
    set({ keeping: null, phase: whole ? "ready" : "short" });
  });
}

/** What this visit has used so far, also what was fetched before the service worker was there to see it. */
async function used(): Promise<string[]> {
  const { route } = useRoute.getState(), base = new URL("./", document.baseURI).href;
  const loaded = performance.getEntriesByType("resource").map((e) => e.name).filter((name) => name.startsWith(`${base}assets/`)).map((name) => name.slice(base.length));
  return [...asked(), ...loaded, ...dataOf(useExperiment.getState().spec), ...("id" in route ? await storyNeeds(route.id) : [])];
}

const keepUsed = (): Promise<void> => inTurn(async () => {
  if (await keep(await used())) set({ phase: "ready" });
  else set({ phase: "short" });
});

/** Lets a waiting version take over unless somebody computes; old tabs go on with their old files. */
export async function takeOverWhenIdle(r: Pick<ServiceWorkerRegistration, "waiting">, locks: Pick<LockManager, "request"> | undefined, runs: number): Promise<boolean> {
  if (!r.waiting || !locks || runs > 0) return false;
  return locks.request(LOCK, { ifAvailable: true }, (lock) => {
    if (!lock || !r.waiting) return false;
    r.waiting.postMessage({ type: "take-over" } satisfies Asked);
    return true;
  });
}
const tryTakeOver = (): void => void (registration && takeOverWhenIdle(registration, navigator.locks, useOffline.getState().runs).catch(() => {}));

/** Counts the runs of this tab and tells the other tabs that there is one. */
export function countRuns(client: Pick<ReturnType<typeof engine>, "run"> & Partial<Pick<ReturnType<typeof engine>, "runAll">>, locks: Pick<LockManager, "request"> | undefined, whenOver: () => void): void {
  const counted = <A extends unknown[], H extends { readonly end: Promise<unknown> }>(run: (...args: A) => H) => (...args: A): H => {
    const handle = run(...args), count = (by: number) => useOffline.setState((s) => ({ runs: s.runs + by }));
    count(1);
    void locks?.request(LOCK, { mode: "shared" }, () => handle.end).catch(() => {});
    void handle.end.finally(() => {
      count(-1);
      // The lock is given back a moment later.
      setTimeout(whenOver, 200);
    });
    return handle;
  };
  client.run = counted(client.run.bind(client));
  if (client.runAll) client.runAll = counted(client.runAll.bind(client));
}

function followUpdates(r: ServiceWorkerRegistration): void {
  // Only a change from one version to another is news.
  let before = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (before) set({ newVersion: true });
    before = navigator.serviceWorker.controller;
    void keepUsed();
  });
  r.addEventListener("updatefound", () => {
    const next = r.installing;
    next?.addEventListener("statechange", () => next.state === "installed" && tryTakeOver());
  });
  tryTakeOver();
}

/** Begins; never throws. In a frame the page around it decides what is kept, so nothing is. */
export async function followOffline(): Promise<void> {
  try {
    if (window !== window.top || !("serviceWorker" in navigator)) return set({ phase: "none" });
    // May be undefined where something stands in the way of registering.
    const r = (await navigator.serviceWorker.register(new URL("service-worker.js", document.baseURI), { updateViaCache: "none" })) as ServiceWorkerRegistration | undefined;
    if (!r) return set({ phase: "none" });
    registration = r;
    set({ phase: "preparing" });
    countRuns(engine(), navigator.locks, tryTakeOver);
    followUpdates(r);
    registration = await navigator.serviceWorker.ready;
    await keepUsed();
    useExperiment.subscribe((s, b) => void (s.spec.dataset.id !== b.spec.dataset.id && keepUsed()));
    useRoute.subscribe((s, b) => void (hashOf(s.route) !== hashOf(b.route) && keepUsed()));
  } catch {
    // Plain http, a sandboxed frame, blocked storage, a file that is not there: the page works as it always has.
    set({ phase: "none" });
  }
}
