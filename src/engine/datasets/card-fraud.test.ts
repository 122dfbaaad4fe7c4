/** Generated payments: the base rate asked for, parts that do not move each other, values a card statement could hold. */
import { describe, expect, it } from "vitest";
import { classCounts, inputOf, type Dataset, type Rows } from "../core/data";
import { auroc } from "../core/statistics";
import { Rng } from "../core/rng";
import { cardFraud } from "./card-fraud";

const load = (params: Record<string, number> = {}, seed = 1): Promise<Dataset> =>
  cardFraud.load({ params: cardFraud.params.parse(params), rng: Rng.fromSeed(seed), read: () => Promise.reject(new Error("it reads no file")) });
const column = (rows: Rows, name: string) => {
  const j = cardFraud.meta(cardFraud.params.parse({})).columns!.findIndex((c) => c.name === name);
  return Array.from({ length: rows.n }, (_, i) => inputOf(rows, i)[j]!);
};

describe("card fraud", () => {
  it("has the share of fraud asked for in each part, so that never saying fraud is right 98.5 % of the time", async () => {
    const { train, test, trusted } = await load();
    expect([train, test, trusted].map((rows) => [...classCounts(rows.labels, 2)])).toEqual([[5910, 90], [2955, 45], [985, 15]]);
    expect([...classCounts((await load({ fraudRate: 0.1, test: 500 })).test.labels, 2)]).toEqual([450, 50]);
    expect([...classCounts((await load({ fraudRate: 0.005, test: 100 })).test.labels, 2)]).toEqual([99, 1]);
  });

  it("keeps the test payments when only the training set grows", async () => {
    const a = await load(), b = await load({ train: 400 });
    expect(b.test).toEqual(a.test);
    expect(b.trusted).toEqual(a.trusted);
    const lines = (rows: Rows) => Array.from({ length: rows.n }, (_, i) => inputOf(rows, i).join()), trained = new Set(lines(a.train));
    for (const rows of [a.test, a.trusted]) expect(lines(rows).filter((line) => trained.has(line)).length).toBeLessThan(rows.n / 50);
  });

  it("makes frauds that differ in every column, none of which gives them away", async () => {
    const { train } = await load({ train: 20_000, fraudRate: 0.1 });
    for (const name of ["amount", "distance from home", "days since last use", "payments in the last hour", "foreign country"]) {
      const area = auroc(column(train, name), train.labels)!;
      expect(area).toBeGreaterThan(0.55);
      expect(area).toBeLessThan(0.85);
    }
    for (const name of ["hour", "card present"]) expect(auroc(column(train, name), train.labels)!).toBeLessThan(0.45);
    const shop = column(train, "shop"), share = (level: number, label: number) => shop.filter((s, i) => s === level && train.labels[i] === label).length / train.labels.filter((y) => y === label).length;
    expect(share(7, 1)).toBeGreaterThan(3 * share(7, 0));
    expect(share(0, 1)).toBeGreaterThan(0.05);
  });

  it("writes amounts in cents and whole hours, payments and levels", async () => {
    const { train, meta } = await load();
    for (const amount of column(train, "amount")) expect(Math.fround(Math.round(amount * 100) / 100)).toBe(amount);
    for (const name of ["hour", "shop", "payments in the last hour", "foreign country", "card present"]) expect(column(train, name).every(Number.isInteger)).toBe(true);
    const amounts = column(train, "amount").sort((a, b) => a - b);
    expect(amounts[train.n >> 1]).toBeGreaterThan(15);
    expect(amounts[train.n >> 1]).toBeLessThan(50);
    expect(meta.title).toContain("(synthetic)");
  });

  it("refuses a share of fraud outside 0.5 to 10 %", () => {
    for (const fraudRate of [0, 0.004, 0.11]) expect(cardFraud.params.safeParse({ fraudRate }).success).toBe(false);
  });
});
