/**
 * The cache behind the page: puts files of one edition in, takes them out, clears what two editions ago was needed. Knows no
 * events (service-worker.ts) and asks no other host: whatever is not on the list is not its business.
 */
import { keyOf, leftOver, pathOf, type FileList, type KeptFile, type Listed } from "./plan";

/** Where the lists of the current and the previous edition are noted, in the cache itself. */
const CURRENT = "hemlock-files?current", PREVIOUS = "hemlock-files?previous";
/** Fetched at a time while keeping: the page comes first. */
const AT_ONCE = 4;

export interface Surroundings {
  /** Address of the page's folder, ending in a slash. */
  readonly scope: string;
  readonly caches: Pick<CacheStorage, "open">;
  readonly fetch: typeof fetch;
  readonly digest: (bytes: ArrayBuffer) => Promise<ArrayBuffer>;
}

export function createShelf({ scope, caches, fetch, digest }: Surroundings, list: FileList) {
  const byPath = new Map(list.files.map((f) => [f.path, f]));
  // Two copies of the page on one host must not tidy up after each other.
  const open = (): Promise<Cache> => caches.open(`hemlock ${scope}`);
  const address = (key: string): string => new URL(key.split("?").map(encodeURI).join("?"), scope).href;

  /** From the server, past the browser's own cache where the name does not change with the content. */
  const load = (f: Listed): Promise<Response> => fetch(address(f.path === "index.html" ? "" : f.path), f.sum ? { cache: "no-cache", credentials: "same-origin" } : { credentials: "same-origin" });

  /** A server in the middle of an update may answer with another edition's file; that one is shown but not kept. */
  async function isOurs(f: Listed, body: ArrayBuffer): Promise<boolean> {
    // Some hosts add to the page; its first script tells the edition all the same.
    if (f.path === "index.html") return new TextDecoder().decode(body).includes(list.entry);
    // A host that answers with its own page for a file it has not must not put that here.
    if (!f.sum) return body.byteLength === f.bytes;
    const sum = [...new Uint8Array(await digest(body))].map((b) => b.toString(16).padStart(2, "0")).join("");
    return sum.startsWith(f.sum);
  }

  /** Fails where there is no room. */
  async function put(f: Listed, response: Response): Promise<boolean> {
    if (!response.ok) return false;
    const body = await response.arrayBuffer();
    if (!(await isOurs(f, body))) return false;
    // Made anew: an answer that came by a redirect must not be given for a page.
    await (await open()).put(address(keyOf(f)), new Response(body, { headers: response.headers }));
    return true;
  }

  const has = async (f: Listed): Promise<Response | undefined> => (await open()).match(address(keyOf(f)));

  async function noted(name: string): Promise<FileList | null> {
    try {
      return ((await (await (await open()).match(address(name)))?.json()) ?? null) as FileList | null;
    } catch {
      return null;
    }
  }

  return {
    /** Fetches what is not there yet; gives the paths for which that failed. */
    async keep(paths: readonly string[]): Promise<string[]> {
      const queue = [...paths], missing: string[] = [];
      const work = async () => {
        for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
          const f = byPath.get(path), kept = f !== undefined && ((await has(f)) !== undefined || (await load(f).then((r) => put(f, r)).catch(() => false)));
          if (!kept) missing.push(path);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return missing;
    },

    async listed(): Promise<KeptFile[]> {
      const keys = new Set((await (await open()).keys()).map((r) => r.url));
      return list.files.map((f) => ({ path: f.path, bytes: f.bytes, tier: f.tier, kept: keys.has(address(keyOf(f))) }));
    },

    /** What to answer a request with, or null to leave it to the browser. `later` is work that goes on after the answer. */
    answer(url: string, later: (work: Promise<unknown>) => void): Promise<Response> | null {
      const path = pathOf(url, scope), file = path === null ? undefined : byPath.get(path);
      if (path === null || (!file && !path.startsWith("assets/"))) return null;
      return (async () => {
        // A cache that cannot be read is as good as none.
        const kept = await (file ? has(file) : (await open()).match(address(path))).catch(() => undefined);
        if (kept) return kept;
        if (!file) return fetch(url, { credentials: "same-origin" });
        const response = await load(file), copy = response.clone();
        later(put(file, copy).catch(() => false));
        return response;
      })();
    },

    /** Called once when this edition takes over. */
    async tidy(): Promise<void> {
      const cache = await open(), before = await noted(CURRENT);
      const note = (name: string, value: FileList) => cache.put(address(name), new Response(JSON.stringify(value)));
      const same = JSON.stringify(before) === JSON.stringify(list), previous = same ? await noted(PREVIOUS) : before;
      if (previous) await note(PREVIOUS, previous);
      await note(CURRENT, list);
      const kept = (await cache.keys()).map((r) => r.url), keyOfUrl = new Map(kept.map((url) => [decodeURI(url.slice(scope.length)), url]));
      const gone = leftOver([...keyOfUrl.keys()].filter((k) => k !== CURRENT && k !== PREVIOUS), previous ? [list, previous] : [list]);
      await Promise.all(gone.map((key) => cache.delete(keyOfUrl.get(key)!)));
    },
  };
}

export type Shelf = ReturnType<typeof createShelf>;
