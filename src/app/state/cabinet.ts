/**
 * A cabinet in IndexedDB: a small card for each thing, and beside it the thing. Every call can fail, since private windows,
 * sandboxed frames and full disks do; failing is a value here and never an exception.
 */
const VERSION = 1, CARDS = "cards", DATA = "data";

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage refused"));
  });

function connect(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, VERSION);
  request.onupgradeneeded = () => {
    for (const store of [CARDS, DATA]) if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store, { keyPath: "hash" });
  };
  return new Promise((resolve, reject) => {
    // Another tab with an older page holds the door shut: as good as no storage.
    request.onblocked = () => reject(new Error("storage is blocked"));
    settled(request).then(resolve, reject);
  });
}

export interface Card {
  readonly hash: string;
  /** Milliseconds since 1970; newest first in lists. */
  readonly at: number;
}

export interface Cabinet<C extends Card, V> {
  /** Keeps a thing; false when this browser does not allow it or has no room. */
  keep(card: C, value: V): Promise<boolean>;
  /** The thing with this fingerprint, or null. */
  fetch(hash: string): Promise<V | null>;
  /** What is kept, newest first; empty where nothing can be kept. */
  list(): Promise<C[]>;
  /** Deletes a thing from this browser; false when that failed. */
  forget(hash: string): Promise<boolean>;
}

export function cabinet<C extends Card, V extends { readonly hash: string }>(name: string): Cabinet<C, V> {
  /** Does the work in one transaction over both stores: all of it happens or nothing. */
  async function within<T>(mode: IDBTransactionMode, work: (cards: IDBObjectStore, data: IDBObjectStore) => Promise<T>): Promise<T | null> {
    let base: IDBDatabase | null = null;
    try {
      base = await connect(name);
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
  const both = async (work: (cards: IDBObjectStore, data: IDBObjectStore) => readonly IDBRequest[]): Promise<boolean> =>
    (await within("readwrite", async (cards, data) => {
      await Promise.all(work(cards, data).map(settled));
      return true;
    })) ?? false;
  return {
    keep: (card, value) => both((cards, data) => [cards.put(card), data.put(value)]),
    fetch: async (hash) => (await within("readonly", (_, data) => settled(data.get(hash) as IDBRequest<V | undefined>))) ?? null,
    list: async () => ((await within("readonly", (cards) => settled(cards.getAll() as IDBRequest<C[]>))) ?? []).sort((a, b) => b.at - a.at),
    forget: (hash) => both((cards, data) => [cards.delete(hash), data.delete(hash)]),
  };
}
