/** A matrix runs each row once with all its pipelines, goes on where it stopped, and each cell equals the experiment run alone. */
import { beforeAll, describe, expect, it } from "vitest";
import { Control, StageCache } from "./index";
import { cellSpec, matrixCells, matrixCsv, matrixDocument, parseMatrix, runMatrix, runsLeft, type CellRun, type Matrix, type MatrixRun } from "./matrix";
import { createNodeEnv } from "./node-env";
import type { RunEnd, RunEvent } from "./result";
import { runExperiment, type RunEnv } from "./run";
import type { Spec } from "./spec";

const wanted = {
  base: { dataset: { id: "moons", params: { train: 120, test: 80, trusted: 40 } }, model: { id: "mlp", params: {} }, training: { epochs: 3 } },
  attacks: [null, { id: "label-flip", params: { mode: "targeted", source: 0, target: 1, rate: 0.2 } }],
  pipelines: [[{ id: "knn-sanitization" }], [{ id: "outlier-removal" }], [{ id: "knn-sanitization" }, { id: "outlier-removal" }], [{ id: "spectral-signatures" }], [{ id: "activation-clustering" }]],
  seeds: [1, 2],
};
const parsed = (value: unknown): Matrix => {
  const out = parseMatrix(value);
  if (!out.ok) throw new Error(out.problem.message);
  return out.value;
};
let env: RunEnv;
beforeAll(async () => void (env = await createNodeEnv({ backend: "wasm" })));
async function play(spec: Spec, e: RunEnv, onEvent: (event: RunEvent) => void = () => {}): Promise<RunEnd> {
  const running = runExperiment(spec, e);
  for (;;) {
    const next = await running.next();
    if (next.done) return next.value;
    onEvent(next.value);
  }
}
const fresh = (): RunEnv => ({ ...env, cache: new StageCache(), control: new Control() });
const plain = (cells: readonly CellRun[]) => cells.map(({ seconds: _, ...c }) => c).toSorted((a, b) => a.attack - b.attack || a.pipeline - b.pipeline || a.seed - b.seed);

describe("attack × defense matrix", () => {
  it("computes every cell, what is shared once, and equals the cells run one by one", async () => {
    const matrix = parsed(wanted), cells: CellRun[] = [], computed: string[] = [], e = fresh();
    const end = await runMatrix(matrix, [], (run, onEvent) => play(run.spec, e, (event) => {
      onEvent(event);
      if (event.type === "stage-end" && !event.cached) computed.push(event.stage);
    }), (cell) => void cells.push(cell));
    expect(end).toEqual({ type: "done", failed: [] });
    expect(cells).toHaveLength(2 * 6 * 2);
    expect(new Set(computed).size).toBe(computed.length);
    for (const cell of cells.filter((c) => c.seed === 2)) {
      const alone = await play(cellSpec(matrix, cell.attack, cell.pipeline, 2), fresh());
      if (alone.type !== "done") throw new Error("the cell alone did not finish");
      const arm = alone.result.arms.find((a) => a.id === (cell.pipeline >= 0 ? "defended-1" : matrix.attacks[cell.attack] ? "poisoned" : "clean"))!;
      expect([arm.metrics["cleanAccuracy"], arm.metrics["attackSuccess"] ?? null]).toEqual([cell.accuracy, cell.attackSuccess]);
    }
    const cell = matrixCells(matrix, cells).find((c) => c.attack === 1 && c.pipeline === 0)!, values = cells.filter((c) => c.attack === 1 && c.pipeline === 0).map((c) => c.attackSuccess!.value);
    expect(cell.attackSuccess).toMatchObject({ value: (values[0]! + values[1]!) / 2, low: Math.min(...values), high: Math.max(...values) });
    expect(matrixCsv(matrix, cells).trim().split("\n")).toHaveLength(1 + 24);
    expect(JSON.parse(JSON.stringify(matrixDocument(matrix, cells)))).toEqual(matrixDocument(matrix, cells));
  });

  it("goes on where it stopped, with the columns that are missing only", async () => {
    const matrix = parsed({ ...wanted, seeds: [1], pipelines: wanted.pipelines.slice(0, 3) }), all: CellRun[] = [], some: CellRun[] = [];
    await runMatrix(matrix, [], (run, onEvent) => play(run.spec, fresh(), onEvent), (c) => void all.push(c));
    const abort = new AbortController(), asked: MatrixRun[] = [];
    const stopped = await runMatrix(matrix, [], (run, onEvent) => play(run.spec, { ...fresh(), signal: abort.signal }, onEvent), (c) => { some.push(c); if (some.length === 6) abort.abort(); });
    expect(stopped.type).toBe("cancelled");
    expect(some).toHaveLength(6);
    const left = runsLeft(matrix, some);
    expect(left.flatMap((r) => r.pipelines)).toHaveLength(2);
    await runMatrix(matrix, some, (run, onEvent) => (asked.push(run), play(run.spec, fresh(), onEvent)), (c) => { if (!some.some((s) => s.attack === c.attack && s.pipeline === c.pipeline)) some.push(c); });
    expect(asked).toHaveLength(1);
    expect(plain(some)).toEqual(plain(all));
    expect(runsLeft(matrix, all)).toEqual([]);
  });

  it("runs all attacks with the first seed before any with the second", () => {
    expect(runsLeft(parsed(wanted), []).map((r) => [r.seed, r.attack])).toEqual([[1, 0], [1, 1], [2, 0], [2, 1]]);
  });

  it("says which row or column does not fit", () => {
    const refused = (change: object) => { const out = parseMatrix({ ...wanted, ...change }); return out.ok ? "accepted" : out.problem.message; };
    expect(refused({ attacks: [{ id: "badnets" }] })).toMatch(/^attacks\.0: attack\.id: /);
    expect(refused({ pipelines: [[{ id: "knn-sanitization" }], [{ id: "nothing" }]] })).toMatch(/^pipelines\.1: defenses\.0\.0\.id: there is no defense/);
    expect(refused({ seeds: [1, 1] })).toBe("seeds: 1 is there twice; each seed counts once.");
    expect(refused({ attacks: [] })).toMatch(/^attacks: /);
    expect(refused({ base: { ...wanted.base, model: { id: "cnn" } } })).toMatch(/^model\.id: /);
    expect(refused({ cells: 1 })).toMatch(/cells/);
  });
});
