/**
 * Own data in IndexedDB: a small card for each set, and beside it the rows. Every call can fail, since private windows,
 * sandboxed frames and full disks do; failing is a value here and never an exception.
 */
import type { Modality, OwnData } from "../../engine/index";

export interface StoredCard {
  readonly hash: string;
  readonly title: string;
  readonly modality: Modality;
  readonly rows: number;
  readonly classes: number;
  /** Milliseconds since 1970; newest first in lists. */
  readonly at: number;
}

const NAME = "hemlock", VERSION = 1, CARDS = "cards", DATA = "data";

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage refused"));
  });

function connect(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    for (const store of [CARDS, DATA]) if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store, { keyPath: "hash" });
  };
  return new Promise((resolve, reject) => {
    // Another tab with an older page holds the door shut: as good as no storage.
    request.onblocked = () => reject(new Error("storage is blocked"));
    settled(request).then(resolve, reject);
  });
}

/** Does the work in one transaction over both stores: all of it happens or nothing. */
async function within<T>(mode: IDBTransactionMode, work: (cards: IDBObjectStore, data: IDBObjectStore) => Promise<T>): Promise<T | null> {
  let base: IDBDatabase | null = null;
  try {
    base = await connect();
    const transaction = base.transaction([CARDS, DATA], mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("storage is full"));
    });
    const [result] = await Promise.all([work(transaction.objectStore(CARDS), transaction.objectStore(DATA)), done]);
    return result;
  } catch {
    return null;
  } finally {
    base?.close();
  }
}

/** Keeps a set; false when this browser does not allow it or has no room. */
export async function keep(data: OwnData, at: number): Promise<boolean> {
  const { meta, rows } = data;
  const card: StoredCard = { hash: data.hash, title: meta.title, modality: meta.modality, rows: rows.n, classes: meta.classNames.length, at };
  const done = await within("readwrite", async (cards, store) => {
    await Promise.all([settled(cards.put(card)), settled(store.put(data))]);
    return true;
  });
  return done ?? false;
}

/** The set with this fingerprint, or null. */
export async function fetchKept(hash: string): Promise<OwnData | null> {
  return (await within("readonly", (_, store) => settled(store.get(hash) as IDBRequest<OwnData | undefined>))) ?? null;
}

/** What is kept, newest first; empty where nothing can be kept. */
export async function listKept(): Promise<StoredCard[]> {
  const cards = await within("readonly", (store) => settled(store.getAll() as IDBRequest<StoredCard[]>));
  return (cards ?? []).sort((a, b) => b.at - a.at);
}

/** Deletes a set from this browser; false when that failed. */
export async function forgetKept(hash: string): Promise<boolean> {
  const done = await within("readwrite", async (cards, store) => {
    await Promise.all([settled(cards.delete(hash)), settled(store.delete(hash))]);
    return true;
  });
  return done ?? false;
}
