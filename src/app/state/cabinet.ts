/**
 * A cabinet in IndexedDB: a small card for each thing, and beside it the thing. Every call can fail, since private windows,
 * sandboxed frames and full disks do; failing is a value here and never an exception. Each call is one transaction, so tabs
 * that use the same cabinet at once wait for each other and lose nothing.
 */
const VERSION = 1, CARDS = "cards", DATA = "data";
/** A storage that has not opened by then will not open. */
const PATIENCE_MS = 6000;

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
    let late = false;
    const give = (why: string) => { late = true; reject(new Error(why)); };
    const timer = setTimeout(() => give("storage does not answer"), PATIENCE_MS);
    // Another tab with an older page holds the door shut: as good as no storage.
    request.onblocked = () => give("storage is blocked");
    settled(request).then((base) => (late ? base.close() : resolve(base)), reject).finally(() => clearTimeout(timer));
  });
}

export interface Card {
  readonly hash: string;
  /** Milliseconds since 1970; newest first in lists. */
  readonly at: number;
}

/** Why nothing could be kept: no room, or not allowed or broken. */
export type Trouble = "full" | "refused";

export interface Cabinet<C extends Card, V> {
  /** Keeps a thing; false when this browser does not allow it or has no room. */
  keep(card: C, value: V): Promise<boolean>;
  /** Looks at a card and writes what comes back, without a value only the card; null writes nothing. */
  amend(hash: string, change: (old: C | undefined) => { readonly card: C; readonly value?: V } | null): Promise<boolean>;
  /** Looks at a thing and writes what comes back; false when that failed. */
  merge(hash: string, change: (old: V | null) => { readonly card: C; readonly value: V }): Promise<boolean>;
  /** The thing with this fingerprint, or null. */
  fetch(hash: string): Promise<V | null>;
  /** What is kept, newest first; empty where nothing can be kept. */
  list(): Promise<C[]>;
  /** The same, null where nothing can be kept. Whoever lists things that others may have changed checks each. */
  survey(): Promise<C[] | null>;
  /** Looks at all cards and deletes the things that are named; all cards come back, null when that failed. */
  trim(drop: (cards: readonly C[]) => readonly string[]): Promise<readonly C[] | null>;
  /** Deletes things from this browser; false when that failed. */
  forget(...hashes: readonly string[]): Promise<boolean>;
  /** Deletes everything in this cabinet. */
  clear(): Promise<boolean>;
}

/** `onTrouble` is told why, every time something fails. */
export function cabinet<C extends Card, V extends { readonly hash: string }>(name: string, onTrouble: (why: Trouble) => void = () => {}): Cabinet<C, V> {
  /** Does the work in one transaction over both stores: all of it happens or nothing. */
  async function within<T>(mode: IDBTransactionMode, work: (cards: IDBObjectStore, data: IDBObjectStore) => Promise<T>): Promise<T | null> {
    let base: IDBDatabase | null = null, transaction: IDBTransaction | null = null;
    try {
      base = await connect(name);
      const mine = (transaction = base.transaction([CARDS, DATA], mode));
      const done = new Promise<void>((resolve, reject) => {
        mine.oncomplete = () => resolve();
        mine.onabort = () => reject(mine.error ?? new Error("storage was interrupted"));
      });
      const [result] = await Promise.all([work(mine.objectStore(CARDS), mine.objectStore(DATA)), done]);
      return result;
    } catch (error) {
      // What was written before the failure must not stay by halves.
      try { transaction?.abort(); } catch { /* It is over already. */ }
      onTrouble(error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused");
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
  const survey = (): Promise<C[] | null> => within("readonly", (cards) => settled(cards.getAll() as IDBRequest<C[]>));
  const newest = (cards: C[]): C[] => cards.sort((a, b) => (Number(b.at) || 0) - (Number(a.at) || 0));
  return {
    keep: (card, value) => both((cards, data) => [cards.put(card), data.put(value)]),
    amend: async (hash, change) => (await within("readwrite", async (cards, data) => {
      const next = change(await settled(cards.get(hash) as IDBRequest<C | undefined>));
      const writes: readonly IDBRequest[] = next ? [cards.put(next.card), ...(next.value ? [data.put(next.value)] : [])] : [];
      await Promise.all(writes.map(settled));
      return true;
    })) ?? false,
    merge: async (hash, change) => (await within("readwrite", async (cards, data) => {
      const { card, value } = change((await settled(data.get(hash) as IDBRequest<V | undefined>)) ?? null);
      await Promise.all([cards.put(card), data.put(value)].map(settled));
      return true;
    })) ?? false,
    fetch: async (hash) => (await within("readonly", (_, data) => settled(data.get(hash) as IDBRequest<V | undefined>))) ?? null,
    list: async () => newest((await survey()) ?? []),
    survey: async () => { const cards = await survey(); return cards && newest(cards); },
    trim: (drop) => within("readwrite", async (cards, data) => {
      const all = newest(await settled(cards.getAll() as IDBRequest<C[]>));
      await Promise.all(drop(all).flatMap((hash) => [cards.delete(hash), data.delete(hash)]).map(settled));
      return all;
    }),
    forget: (...hashes) => both((cards, data) => hashes.flatMap((hash) => [cards.delete(hash), data.delete(hash)])),
    clear: () => both((cards, data) => [cards.clear(), data.clear()]),
  };
}
