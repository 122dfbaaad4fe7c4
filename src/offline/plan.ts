/**
 * What there is to keep for offline use and under which key: the list of the built files, made by `scripts/offline.ts`. Keys
 * are by content, so an old and a new edition of the page can lie in one cache. Pure: no cache, no network.
 */

/**
 * `shell`: the page's frame, home and stories; kept before anything else. `work`: the other views and panels, and the engine as any device
 * can use it; kept once the page is at rest. `more`: other backends, readers of files, data sets and recorded runs, each kept when it is used or asked for.
 */
export type Tier = "shell" | "work" | "more";

export interface Listed {
  /** Below the folder of the page, `index.html` for the page itself. */
  readonly path: string;
  readonly bytes: number;
  /** First half of the SHA-256 for a file whose name does not change with its content, else empty. */
  readonly sum: string;
  readonly tier: Tier;
}

export interface FileList {
  /** The page's first script; an index.html that does not name it belongs to another edition. */
  readonly entry: string;
  readonly files: readonly Listed[];
}

/** What the page asks the service worker. Answers come through the port that is sent along. */
export type Asked =
  | { readonly type: "list" }
  | { readonly type: "keep"; readonly paths: readonly string[] }
  /** Takes the place of the edition before. Only sent while nothing runs in any tab. */
  | { readonly type: "take-over" };

export interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly tier: Tier;
  readonly kept: boolean;
}
export type Answer =
  | { readonly type: "list"; readonly files: readonly KeptFile[] }
  /** `missing`: files that could not be fetched or for which there is no room. */
  | { readonly type: "kept"; readonly missing: readonly string[] };

export const keyOf = (f: Listed): string => (f.sum ? `${f.path}?${f.sum}` : f.path);

/** The path of an address below the page's folder, or null for everything else; the folder itself is the page. */
export function pathOf(url: string, scope: string): string | null {
  const bare = url.replace(/[?#].*$/, "");
  return bare.startsWith(scope) ? safely(bare.slice(scope.length)) || "index.html" : null;
}

function safely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Keys that neither this edition nor the one before needs; tabs that still show the one before keep working. */
export function leftOver(keys: readonly string[], editions: readonly FileList[]): string[] {
  const needed = new Set(editions.flatMap((e) => e.files.map(keyOf)));
  return keys.filter((key) => !needed.has(key));
}
