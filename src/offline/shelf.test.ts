/** The shelf against a cache and a server made of maps: what is kept, what is refused, what an old tab still gets, what is cleared away. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pathOf, type FileList } from "./plan";
import { createShelf } from "./shelf";

const SCOPE = "https://school.example/a%20b/lab/";
const sum = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);

function fakeCaches({ room = Infinity } = {}) {
  const kept = new Map<string, Response>();
  const url = (r: RequestInfo | URL) => (typeof r === "string" ? r : r instanceof URL ? r.href : r.url);
  const cache = {
    match: async (r: RequestInfo | URL) => kept.get(url(r))?.clone(),
    put: async (r: RequestInfo | URL, response: Response) => {
      if (kept.size >= room) throw new DOMException("full", "QuotaExceededError");
      kept.set(url(r), response);
    },
    delete: async (r: RequestInfo | URL) => kept.delete(url(r)),
    keys: async () => [...kept.keys()].map((u) => new Request(u)),
  } as unknown as Cache;
  return { kept, caches: { open: async () => cache } };
}

/** A server with these files; gives what was asked for and how. */
function fakeServer(files: Record<string, string>) {
  const asked: string[] = [];
  const fetch = (async (address: string, init?: RequestInit) => {
    asked.push(`${address.slice(SCOPE.length)}${init?.cache ? ` ${init.cache}` : ""}`);
    const text = files[decodeURI(address.slice(SCOPE.length))];
    if (text === "cut") throw new TypeError("no network");
    return text === undefined ? new Response("", { status: 404 }) : new Response(text);
  }) as typeof globalThis.fetch;
  return { asked, fetch, files };
}

const page = (entry: string) => `<script src="./${entry}"></script>`;
function edition(n: number, more: FileList["files"] = []): FileList {
  const entry = `assets/main-${n}.js`;
  return { entry, files: [
    { path: "index.html", bytes: 9, sum: sum(page(entry)), tier: "shell" }, { path: entry, bytes: `code ${n}`.length, sum: "", tier: "shell" },
    { path: "data/digits/0.bin", bytes: 5, sum: sum("digits"), tier: "more" }, ...more,
  ] };
}
const served = (n: number) => fakeServer({ "": page(`assets/main-${n}.js`), [`assets/main-${n}.js`]: `code ${n}`, "data/digits/0.bin": "digits" });
const digest = async (bytes: ArrayBuffer) => new Uint8Array(createHash("sha256").update(Buffer.from(bytes)).digest()).buffer as ArrayBuffer;
const shelf = (list: FileList, caches: ReturnType<typeof fakeCaches>, server: ReturnType<typeof fakeServer>) => createShelf({ scope: SCOPE, caches: caches.caches, fetch: server.fetch, digest }, list);
const paths = (list: FileList) => list.files.map((f) => f.path);
const text = async (answer: Promise<Response> | null) => (await answer!).text();
const idle = () => {};

describe("addresses", () => {
  test.each([
    [SCOPE, "index.html"], [`${SCOPE}?embed=1`, "index.html"], [`${SCOPE}#lab`, "index.html"], [`${SCOPE}index.html`, "index.html"], [`${SCOPE}data/x.bin?1`, "data/x.bin"], [`${SCOPE}a%20b.js`, "a b.js"],
    ["https://school.example/", null], ["https://elsewhere.example/a%20b/lab/index.html", null],
  ])("%s", (url, path) => expect(pathOf(url, SCOPE)).toBe(path));
});

test("keeps each file once, asks the server anew for names that stay the same, and the folder for the page", async () => {
  const caches = fakeCaches(), server = served(1), s = shelf(edition(1), caches, server);
  expect(await s.keep(paths(edition(1)))).toEqual([]);
  expect(server.asked.sort()).toEqual([" no-cache", "assets/main-1.js", "data/digits/0.bin no-cache"]);
  expect(await s.keep(paths(edition(1)))).toEqual([]);
  expect(server.asked).toHaveLength(3);
  expect((await s.listed()).map((f) => f.kept)).toEqual([true, true, true]);
});

test("without the server everything kept is there, under the folder’s address too", async () => {
  const caches = fakeCaches(), server = served(1), s = shelf(edition(1), caches, server);
  await s.keep(paths(edition(1)));
  for (const path of Object.keys(server.files)) server.files[path] = "cut";
  expect(await text(s.answer(`${SCOPE}?x#lab`, idle))).toBe(page("assets/main-1.js"));
  expect(await text(s.answer(`${SCOPE}data/digits/0.bin`, idle))).toBe("digits");
});

test("a file of another edition, a missing one and a cut connection are not kept", async () => {
  const caches = fakeCaches(), server = served(1), s = shelf(edition(1), caches, server);
  server.files["data/digits/0.bin"] = "other digits";
  server.files[""] = page("assets/main-2.js");
  server.files["assets/main-1.js"] = "cut";
  expect((await s.keep([...paths(edition(1)), "unknown.js"])).sort()).toEqual([...paths(edition(1)), "unknown.js"].sort());
  expect(caches.kept.size).toBe(0);
});

test("what is used is kept on the way; what is not on the list is left to the browser", async () => {
  const caches = fakeCaches(), server = served(1), s = shelf(edition(1), caches, server), works: Promise<unknown>[] = [];
  expect(await text(s.answer(`${SCOPE}data/digits/0.bin`, (w) => void works.push(w)))).toBe("digits");
  await Promise.all(works);
  server.files["data/digits/0.bin"] = "cut";
  expect(await text(s.answer(`${SCOPE}data/digits/0.bin`, idle))).toBe("digits");
  expect(s.answer(`${SCOPE}elsewhere.html`, idle)).toBeNull();
  expect(s.answer("https://elsewhere.example/x.js", idle)).toBeNull();
});

test("a full device: the answer still comes, and keeping says what is missing", async () => {
  const caches = fakeCaches({ room: 1 }), server = served(1), s = shelf(edition(1), caches, server);
  expect(await s.keep(paths(edition(1)))).toHaveLength(2);
  const works: Promise<unknown>[] = [];
  expect(await text(s.answer(`${SCOPE}data/digits/0.bin`, (w) => void works.push(w)))).toBe("digits");
  await expect(Promise.all(works)).resolves.toBeDefined();
});

test("an old tab gets its old files after an update, and they go with the next one; unchanged data are not fetched again", async () => {
  const caches = fakeCaches();
  for (const n of [1, 2, 3]) {
    const server = served(n), s = shelf(edition(n), caches, server);
    await s.keep(paths(edition(n)));
    await s.tidy();
    expect(server.asked.some((a) => a.startsWith("data/")), `digits are fetched once (${n})`).toBe(n === 1);
    if (n === 2) expect(await text(s.answer(`${SCOPE}assets/main-1.js`, idle))).toBe("code 1");
    if (n === 3) expect((await s.answer(`${SCOPE}assets/main-1.js`, idle))!.status, "two editions ago").toBe(404);
  }
  const left = [...caches.kept.keys()].map((u) => u.slice(SCOPE.length)).filter((u) => u.startsWith("assets/"));
  expect(left.sort()).toEqual(["assets/main-2.js", "assets/main-3.js"]);
});

test("the same edition taking over twice keeps what the one before needs", async () => {
  const caches = fakeCaches();
  for (const n of [1, 2, 2]) {
    const s = shelf(edition(n), caches, served(n));
    await s.keep(paths(edition(n)));
    await s.tidy();
  }
  expect(await text(shelf(edition(2), caches, served(2)).answer(`${SCOPE}assets/main-1.js`, idle))).toBe("code 1");
});
