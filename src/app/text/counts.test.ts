/** What the attack did to the training set, said with one precision. */
import { describe, expect, test } from "vitest";
import type { DatasetMeta, PoisonReport } from "../../engine/index";
import { lineEnds, mostConfused, poisonCounts, sinceCurve } from "./counts";

const meta = { modality: "text", classNames: ["ham", "spam"] } as unknown as DatasetMeta;
const report = (poisoned: number, rows: number, mine: number): PoisonReport => ({ rows, poisoned, relabeled: poisoned, added: 0, perClass: [{ rows: mine, poisoned }, { rows: rows - mine, poisoned: 0 }] });
const said = (poisoned: number, rows: number, mine: number) => poisonCounts(report(poisoned, rows, mine), meta).replaceAll("\u202f", " ");

describe("shares of the training set", () => {
  test.each([
    [[181, 3300, 3115], "181 messages, 5.5 % of the training set, 5.8 % of everything labeled ham."],
    [[165, 3300, 2900], "165 messages, 5 % of the training set, 5.7 % of everything labeled ham."],
    [[1, 3300, 2900], "1 message, 0.03 % of the training set, less than 0.1 % of everything labeled ham."],
  ] as const)("%j", ([poisoned, rows, mine], sentence) => expect(said(poisoned, rows, mine)).toBe(sentence));
});

test("a matrix and its curves in a sentence each", () => {
  const plain = (text: string) => text.replaceAll("\u202f", " ");
  expect(mostConfused(meta, [[90, 10], [3, 17]])).toBe("Most often misread: 10 of 100 messages of ham were read as spam.");
  expect(mostConfused(meta, [[9, 0], [0, 8]])).toBe("Not one test message was misread.");
  const lines = [{ name: "Clean accuracy", points: [{ y: 0.1 }, { y: 0.964 }] }, { name: "Attack success", points: [{ y: 0.97 }] }];
  expect(plain(lineEnds(lines, true))).toBe("Clean accuracy ends at 96.4 %, attack success at 97.0 %.");
  expect(plain(lineEnds([...lines.slice(0, 1), { name: "Attack success", points: [] }], false))).toBe("Clean accuracy is at 96.4 %.");
  expect(lineEnds([], true)).toBe("");
});

test("numbers that a defense changed after the training are not those of the curve", () => {
  const end = { cleanAccuracy: 0.913, attackSuccess: 0.014 };
  expect(sinceCurve({ cleanAccuracy: 0.913, attackSuccess: 0.0138 }, end)).toBe("");
  expect(sinceCurve({ cleanAccuracy: 0.913, attackSuccess: 0.66 }, end)).toMatch(/before what the defense does/);
  expect(sinceCurve({ cleanAccuracy: 0.93 }, end)).toMatch(/before what the defense does/);
  expect(sinceCurve(undefined, end)).toBe("");
});
