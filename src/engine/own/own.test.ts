/** People's own files: what is guessed, what is refused and with which sentence, and what holds for anything accepted. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { rangeOf, sizeOf } from "../core/data";
import { ProblemError } from "../core/errors";
import { Rng } from "../core/rng";
import { own } from "../datasets/own";
import { parseSpec } from "../experiment/spec";
import { readMessages, splitLine } from "./read-text";
import { readPictures } from "./read-pictures";
import { readPoints } from "./read-points";
import { decodeUtf8, readTable } from "./read-table";
import { ownData } from "./store";
import type { ImportChoices, ImportLook, OwnData } from "./types";

const csv = (rows: readonly (readonly (string | number)[])[]) => rows.map((r) => r.join(",")).join("\n");
/** n rows of two classes over one number, one category and a word that is new in each row. */
const table = (n: number, label = (i: number): string => (i % 2 ? "sick" : "well")) =>
  csv([["age", "color", "name", "state"], ...Array.from({ length: n }, (_, i) => [(20 + i * 1.5).toFixed(1), i % 3 ? "red" : "blue", `person${i}`, label(i)])]);
/** The sentence of a refusal, or all error faults. */
function complaint(read: () => ImportLook): string {
  try {
    const look = read(), errors = look.faults.filter((f) => f.level === "error").map((f) => `[${f.where}] ${f.message}`);
    expect(look.data === null).toBe(errors.length > 0);
    return errors.join("\n");
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.message;
    throw error;
  }
}
const about = (text: string, choices: ImportChoices = {}) => complaint(() => readTable(text, "my.csv", choices));

/** What must hold for anything that is accepted. */
function expectSound({ hash, meta, rows }: OwnData): void {
  const d = sizeOf(rows.shape), classes = meta.classNames.length, sizes = new Int32Array(classes);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect([rows.inputs.length, rows.labels.length, rows.ids.length]).toEqual([rows.n * d, rows.n, rows.n]);
  for (const y of rows.labels) sizes[y]!++;
  expect(sizes.every((s) => s >= 10)).toBe(true);
  expect(classes).toBeGreaterThanOrEqual(2);
  expect([...rows.ids]).toEqual([...rows.ids.keys()]);
  for (let i = 0; i < rows.inputs.length; i++) {
    const [low, high] = rangeOf(meta, i % d), v = rows.inputs[i]!;
    if (!(v >= low && v <= high)) throw new Error(`value ${v} of position ${i % d} lies outside ${low} to ${high}`);
  }
  if (meta.sources) expect(rows.sources!.every((s) => s < meta.sources!.length)).toBe(true);
  if (meta.positive !== undefined) expect(meta.positive).toBeLessThan(classes);
}

describe("a table", () => {
  it("is understood without being asked: numbers, categories, names that are left out, the label", () => {
    const look = readTable(table(40), "my.csv", {});
    expect(look.choices).toMatchObject({ title: "my", delimiter: ",", header: true, label: "state", source: null, missing: "drop", positive: "sick", uses: { age: "number", color: "category", name: "ignore" } });
    expect(look.data!.meta).toMatchObject({ modality: "tabular", shape: [2], classNames: ["sick", "well"], positive: 0, columns: [{ kind: "number", name: "age", range: [20, 78.5], decimals: 1 }, { kind: "category", name: "color", levels: ["blue", "red"] }] });
    expect([...look.data!.rows.inputs.subarray(0, 4)]).toEqual([20, 0, 21.5, 1]);
    expect(look.faults.map((f) => f.message)).toEqual(['Column "name" is left out, because every row has its own value in it.']);
    expectSound(look.data!);
  });
  it("of two number columns is a plane with real axes; one of running text is messages", () => {
    const plane = readTable(csv([["x", "y", "class"], ...Array.from({ length: 30 }, (_, i) => [i, i * 2.25, i % 2 ? "a" : "b"])]), "p.csv", {});
    expect(plane.data!.meta).toMatchObject({ modality: "points", columns: [{ name: "x", range: [0, 29] }, { name: "y", decimals: 2 }] });
    const mail = readTable(csv([["label", "message", "hour"], ...Array.from({ length: 40 }, (_, i) => [i % 2 ? "spam" : "ham", `win prize number ${i} today`, i % 24])]), "m.csv", {});
    expect(mail.data!.meta).toMatchObject({ modality: "text", shape: [5], positive: 1, text: { spareWords: 32, words: ["", "…", "number", "prize", "today", "win"] } });
    expect([...mail.data!.rows.inputs.subarray(0, 5)]).toEqual([5, 3, 2, 1, 4]);
    expectSound(mail.data!);
  });
  it("keeps who delivered each row, and follows choices", () => {
    const look = readTable(table(60), "my.csv", { label: "color", source: "state", uses: { name: "ignore" }, positive: "red", title: "Mine" });
    expect(look.data!.meta).toMatchObject({ title: "Mine", classNames: ["blue", "red"], positive: 1, sources: ["sick", "well"], shape: [1] });
    expect([...look.data!.rows.sources!.subarray(0, 4)]).toEqual([1, 0, 1, 0]);
    expectSound(look.data!);
  });
  it("has the same name for the same content, whatever the file is called, and another for other content", () => {
    const a = readTable(table(40), "a.csv", {}).data!, b = readTable(table(40).replaceAll("\n", "\r\n"), "b.csv", { title: "B" }).data!;
    expect(b.hash).toBe(a.hash);
    expect(readTable(table(40).replace("20.0", "20.5"), "a.csv", {}).data!.hash).not.toBe(a.hash);
    expect(readTable(table(40).replaceAll(",", ";"), "a.csv", {}).data!.hash).toBe(a.hash);
  });
  it("with decimal commas, quotes, a byte order mark and blank lines is read all the same", () => {
    const rows = Array.from({ length: 24 }, (_, i) => `${i},5;"a ""${i % 2}"" b; c";${i % 2 ? "yes" : "no"}`);
    const look = readTable(`\uFEFFvalue;kind;label\n\n${rows.join("\n")}\n\n`, "e.csv", {});
    expect(look.data!.meta.columns).toMatchObject([{ range: [0.5, 23.5] }, { levels: ['a "0" b; c', 'a "1" b; c'] }]);
  });
  it("fills or leaves out what is missing, and says how much", () => {
    const text = csv([["a", "b", "y"], ...Array.from({ length: 50 }, (_, i) => [i % 10 === 0 ? "NA" : i, i % 2 ? "u" : "v", i % 2 ? "p" : "q"])]);
    const dropped = readTable(text, "m.csv", {}), filled = readTable(text, "m.csv", { missing: "fill" });
    expect([dropped.data!.rows.n, filled.data!.rows.n]).toEqual([45, 50]);
    expect(filled.data!.rows.inputs[0]).toBe(25);
    expect(dropped.faults[0]!.message).toContain("5 rows lack a value");
    expect(dropped.columns[0]!.missing).toBe(5);
  });

  it.each([
    ["an empty file", "", {}, /my\.csv is empty/],
    ["blank lines only", "\n \n,,\n", {}, /is empty/],
    ["names only", "a,b,label\n", {}, /a line of names and no row/],
    ["one class only", table(40, () => "well"), {}, /\[Column "state"\].*one class only, "well"/],
    ["400 classes", table(800, (i) => `class${i % 400}`), {}, /400 different values; at most 20 classes/],
    ["classes too small", table(30, (i) => (i < 3 ? "rare" : "well")), {}, /Only "well" has 10 rows or more.*"rare" has 3/],
    ["a ragged row", table(20) + "\n33,red\n", {}, /\[line 22\] Line 22 has 2 values where 4 were expected/],
    ["text where numbers were promised", table(20), { uses: { color: "number" } }, /\[line 2, column color\] Line 2, column "color": "blue" is not a number/],
    ["a column that is not there", table(20), { label: "stat" }, /no column called "stat". The columns are age, color, name, state/],
    ["one column", "label\na\nb\n", {}, /one column only/],
    ["too many rows", table(20_001), {}, /more than 20,000 rows/],
    ["too many columns", Array.from({ length: 201 }, (_, i) => `c${i}`).join(",") + "\n", {}, /201 columns; at most 200/],
    ["an open quotation mark", `${table(20)}\n"1,red,x,sick\n`, {}, /\[line 22\].*quotation mark/],
    ["nothing to learn from", table(30), { uses: { age: "ignore", color: "ignore", name: "ignore" } }, /No column is left/],
    ["a category with too many levels", table(30), { uses: { name: "category" } }, /30 different values; a category has at most 20/],
  ] as const)("with %s gets one sentence", (_, text, choices, sentence) => expect(about(text, choices as ImportChoices)).toMatch(sentence));

  it("with a slip among numbers is refused by line and column; words are levels, and \"-\" can be a class", () => {
    const slip = csv([["a", "b", "y"], ...Array.from({ length: 60 }, (_, i) => [i === 7 ? "l2" : i, i % 2 ? "none" : "some", i % 2 ? "+" : "-"])]);
    expect(about(slip)).toMatch(/^\[line 9, column a\] Line 9, column "a": "l2" is not a number/);
    expect(readTable(slip.replace("l2", "12"), "s.csv", {}).data!.meta).toMatchObject({ classNames: ["+", "-"], columns: [{ kind: "number" }, { levels: ["none", "some"] }] });
  });
  it("with names that objects are born with is a table like any other", () => {
    const text = csv([["constructor", "__proto__", "toString", "label"], ...Array.from({ length: 30 }, (_, i) => [i % 3 ? "u" : "v", i % 4 ? "u" : "v", i % 3, i % 2 ? "x" : "z"])]);
    expect(readTable(text, "c.csv", { uses: {} }).data!.meta.columns!.map((c) => c.name)).toEqual(["constructor", "__proto__", "toString"]);
  });
  it("with one column of running text among many is still a table, unless the person says otherwise", () => {
    const text = csv([["note", "a", "b", "c", "label"], ...Array.from({ length: 40 }, (_, i) => [`seen on day ${i}`, i, i * 2, i % 3, i % 2 ? "x" : "z"])]);
    expect(readTable(text, "t.csv", {}).data!.meta).toMatchObject({ modality: "tabular", shape: [3] });
    expect(readTable(text, "t.csv", { uses: { note: "text" } }).data!.meta.modality).toBe("text");
  });
  it("names classes in one order, whatever the order of the rows, and the lines of its faults, blank ones counted", () => {
    const names = ["1x", "10", "2"], rows = Array.from({ length: 60 }, (_, i) => [i, i % 7, names[i % 3]!]), head = ["a", "b", "label"];
    for (const order of [rows, [...rows].reverse()]) expect(readTable(csv([head, ...order]), "o.csv", {}).data!.meta.classNames).toEqual(["2", "10", "1x"]);
    expect(about(`a,b,label\r\n\r\n${"1,2,x\r\n".repeat(20)}\n"two\r\nlines",2,x\r\n3,4\r\n`)).toMatch(/\[line 26\]/);
    expect(about(`a,b,label\n${"1,2,x\n\n\n".repeat(15_000)}`)).toContain("more than 20,000 rows");
  });
  it("warns about a comma that may part thousands, and refuses a column without a value", () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`"1,${100 + i}"`, "NA", i % 2 ? "x" : "z"]), text = csv([["pay", "gone", "label"], ...rows]);
    expect(readTable(text, "t.csv", {}).faults[0]!.message).toContain('the comma in "1,100" is read as a decimal comma');
    expect(about(text, { uses: { gone: "category" }, missing: "fill" })).toContain('Column "gone" holds no value in any row');
  });
  it("with one name twice tells the columns apart", () => {
    const look = readTable(csv([["a", "a", "label"], ...Array.from({ length: 24 }, (_, i) => [i, 2 * i, i % 2 ? "x" : "z"])]), "d.csv", {});
    expect(look.columns.map((c) => c.name)).toEqual(["a", "a (2)", "label"]);
    expect(look.faults[0]).toMatchObject({ level: "warning", where: "column a (2)" });
  });
  it("names at most fifty faults and counts the rest", () => {
    const { faults, data } = readTable(csv([["a", "b", "y"], ...Array.from({ length: 100 }, () => [1, 2])]), "r.csv", {});
    expect(data).toBeNull();
    expect(faults).toHaveLength(50);
    expect(faults[49]!.message).toMatch(/more of this kind/);
  });
  it("of numbers comes back as it was written", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.float({ min: -1, max: 1, noNaN: true })), { minLength: 40, maxLength: 60 }), (values) => {
      const rows = values.map(([a, b, c], i) => [a, b, c, i % 2 ? "x" : "y"]);
      const { data } = readTable(csv([["a", "b", "c", "label"], ...rows]), "n.csv", { uses: { a: "number", b: "number", c: "number" } });
      expect([...data!.rows.inputs]).toEqual(values.flatMap((v) => v.map((n) => Math.fround(n))).map((n) => n + 0 === 0 ? expect.closeTo(0) : n));
    }), { numRuns: 40 });
  });
  it("made of anything is refused with a sentence or sound", () => {
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("1", "2,5", "-3e4", "NA", "", '"', "a b c d", "1e999", "NaN", "Infinity"));
    const text = fc.oneof(fc.string({ maxLength: 300 }), fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 60 }).map((rows) => rows.map((r) => r.join(",")).join("\n")),
      fc.array(fc.tuple(cell, cell, fc.constantFrom("a", "b", "c")), { minLength: 30, maxLength: 80 }).map((rows) => `x,z,label\n${rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")).join("\n")}`));
    const use = fc.constantFrom("number", "category", "text", "ignore"), choices = fc.record({ uses: fc.record({ x: use, z: use }, { requiredKeys: [] }), missing: fc.constantFrom("drop", "fill"), header: fc.boolean() }, { requiredKeys: [] });
    let accepted = 0;
    fc.assert(fc.property(text, choices, (t, c) => {
      complaint(() => {
        const look = readTable(t, "f.csv", c as ImportChoices);
        if (look.data) { accepted++; expectSound(look.data); expect(readTable(t, "f.csv", look.choices).data!.hash).toBe(look.data.hash); }
        return look;
      });
    }), { numRuns: 600 });
    expect(accepted).toBeGreaterThan(20);
  });
});

describe("bytes", () => {
  it("that are no UTF-8 get the place; UTF-16 is recognized", () => {
    const bytes = new TextEncoder().encode("name,label\nJos,a\n"), latin = Uint8Array.from([...bytes.subarray(0, 14), 0xe9, ...bytes.subarray(14)]);
    expect(() => decodeUtf8(latin, "l.csv")).toThrow("l.csv is not UTF-8 text: byte 15, in line 2");
    expect(() => decodeUtf8(Uint8Array.of(0xff, 0xfe, 65, 0), "u.csv")).toThrow("UTF-16");
    expect(() => decodeUtf8(Uint8Array.of(65, 0, 66, 0), "z.csv")).toThrow("z.csv is not text: byte 2 is zero");
    expect(decodeUtf8(bytes, "n.csv")).toContain("Jos");
  });
  it("of any kind are decoded or refused with a place inside the file", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        decodeUtf8(bytes, "x");
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
        const at = /byte (\d+)/.exec((error as Error).message);
        if (at) expect(Number(at[1])).toBeLessThanOrEqual(bytes.length);
      }
    }), { numRuns: 300 });
  });
});

describe("messages, points and pictures", () => {
  const lines = Array.from({ length: 30 }, (_, i) => (i % 2 ? `spam\tfree prize ${i}` : `ham, see you at home`)).join("\n");
  it("lines are split at the first tab, comma or colon", () => {
    expect(splitLine("spam:win, now")).toEqual({ label: "spam", message: "win, now" });
    expect(splitLine("a, b\tc")).toEqual({ label: "a, b", message: "c" });
    expect(splitLine("no label here")).toBeNull();
    const look = readMessages(lines, "pasted", {});
    expect(look.data!.meta).toMatchObject({ modality: "text", classNames: ["ham", "spam"], positive: 1 });
    expectSound(look.data!);
    expect(complaint(() => readMessages(`${lines}\njust words`, "pasted", {}))).toContain("[line 31]");
    expect(complaint(() => readMessages(" \n", "pasted", {}))).toContain("is empty");
  });
  it("of any text never does worse than a sentence", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.string().map((s) => `a,${s}`), fc.string().map((s) => `b\t${s} hello world`)), { maxLength: 60 }), (all) => {
      complaint(() => { const look = readMessages(all.join("\n"), "t", {}); if (look.data) expectSound(look.data); return look; });
    }), { numRuns: 200 });
  });
  it("points keep their places; too few, or outside, get a sentence", () => {
    const points = Array.from({ length: 24 }, (_, i) => ({ x: i / 24, y: -i / 24, label: i % 2 }));
    const look = readPoints({ kind: "points", name: "drawn", classNames: ["red", "blue"], points }, {});
    expect(look.data!.meta).toMatchObject({ modality: "points", classNames: ["blue", "red"], valueRange: [-1.25, 1.25] });
    expectSound(look.data!);
    expect(complaint(() => readPoints({ kind: "points", name: "d", classNames: ["red", "blue"], points: points.slice(0, 9) }, {}))).toContain("10 rows or more");
    expect(complaint(() => readPoints({ kind: "points", name: "d", classNames: ["red"], points: [{ x: NaN, y: 0, label: 0 }] }, {}))).toContain("Point 1 lies outside");
  });
  it("pictures of one folder only are refused", () => {
    const picture = (label: string, i: number) => ({ path: `${label}/${i}.png`, label, pixels: new Float32Array(4).fill(i / 40) });
    const two = [...Array.from({ length: 10 }, (_, i) => picture("a", i)), ...Array.from({ length: 12 }, (_, i) => picture("b", i))];
    expectSound(readPictures(two, [2, 2, 1], "set", {}, []).data!);
    expect(complaint(() => readPictures(two.slice(0, 10), [2, 2, 1], "set", {}, []))).toContain("one class only");
  });
});

describe("the data set of own data", () => {
  let data: OwnData;
  beforeAll(() => ownData.put((data = readTable(table(200), "my.csv", { source: "color" }).data!)));
  const spec = (hash: string) => parseSpec({ dataset: { id: "own", params: { hash, name: "My table" } }, model: { id: "mlp" }, attack: { id: "label-flip" }, attackSource: "red" });

  it("is accepted where the data are known and asks for them where they are not", () => {
    expect(spec(data.hash).ok).toBe(true);
    expect(spec("0".repeat(64))).toMatchObject({ ok: false, problem: { code: "needs-data", message: expect.stringContaining('called "My table"') } });
    expect(spec("")).toMatchObject({ ok: false, problem: { code: "needs-data" } });
  });
  it("splits by seed, stratified, without losing or doubling a row, and keeps sources", async () => {
    const load = (seed: number) => own.load({ params: own.params.parse({ hash: data.hash }), rng: Rng.fromSeed(seed), read: () => Promise.reject(new Error("nothing to read")) });
    const a = await load(1), b = await load(2);
    expect([a.train.n, a.test.n, a.trusted.n]).toEqual([130, 50, 20]);
    expect([...a.train.ids, ...a.test.ids, ...a.trusted.ids].sort((x, y) => x - y)).toEqual([...data.rows.ids]);
    expect(await load(1)).toEqual(a);
    expect(b.train.ids).not.toEqual(a.train.ids);
    expect(Math.abs(a.test.labels.reduce((s, y) => s + y, 0) - 25)).toBeLessThanOrEqual(2);
    a.test.ids.forEach((id, i) => expect(a.test.sources![i]).toBe(data.rows.sources![id]));
  });
  it("has the smallest class in every part, at any seed", async () => {
    const small = readTable(table(600, (i) => (i % 60 ? "well" : "rare")), "small.csv", {}).data!;
    ownData.put(small);
    for (let seed = 0; seed < 20; seed++) {
      const d = await own.load({ params: own.params.parse({ hash: small.hash, trustedShare: 0.02 }), rng: Rng.fromSeed(seed), read: () => Promise.reject(new Error("nothing to read")) });
      for (const part of [d.train, d.test, d.trusted]) expect(new Set(part.labels).size).toBe(2);
    }
  });
});
