/** Schedules by hand; the same honest stream with and without an attacker; steps with delays, a guard that holds, drops and goes back. */
import { describe, expect, it } from "vitest";
import { joinRows, takeRows, type Rows } from "../core/data";
import type { StreamGuard } from "../core/plugins";
import { Rng } from "../core/rng";
import { attackerRows, drawStream, online, shareIn, type StepEnd, type StreamShape } from "./online";

const shape: StreamShape = { steps: 10, perStep: 8, reporting: 0.5, delayed: 0.25, delay: 2, schedule: "drip", peak: 0.5, onset: 3, length: 2 };
const rows = (n: number, from: number): Rows => ({ n, shape: [1], inputs: Float32Array.from({ length: n }, (_, i) => from + i), labels: Int32Array.from({ length: n }, (_, i) => i % 2), ids: Int32Array.from({ length: n }, (_, i) => from + i), sources: Uint8Array.from({ length: n }, (_, i) => i % 4) });

describe("schedules", () => {
  it("drip, burst and boiling frog", () => {
    const of = (schedule: StreamShape["schedule"]) => Array.from({ length: 10 }, (_, i) => shareIn({ ...shape, schedule }, i + 1));
    expect(of("drip")).toEqual([0, 0, ...Array<number>(8).fill(0.5)]);
    expect(of("burst")).toEqual([0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 0]);
    of("boiling-frog").forEach((s, i) => expect(s).toBeCloseTo(i < 2 ? 0 : (0.5 * (i - 1)) / 8, 12));
  });
  it("turns shares into whole rows and carries the rest over", () => {
    // 4 honest labels a step: a share of 1/2 is 4 rows, of 1/9 half a row.
    expect([...attackerRows(shape)]).toEqual([0, 0, 4, 4, 4, 4, 4, 4, 4, 4]);
    expect([...attackerRows({ ...shape, peak: 1 / 9 })]).toEqual([0, 0, 0, 1, 0, 1, 0, 1, 0, 1]);
  });
});

describe("the stream", () => {
  const honest = rows(50, 0), attacker = rows(5, 100), draw = (bad: Rows | null, seed = 1) => drawStream(honest, bad, shape, 1000, Rng.fromSeed(seed));
  const fair = (r: Rows) => [...r.inputs].filter((v) => v < 100).sort((a, b) => a - b);
  it("is the same for honest users whether there is an attacker or not", () => {
    const clean = draw(null), attacked = draw(attacker);
    clean.steps.forEach((s, i) => {
      const other = attacked.steps[i]!;
      expect(fair(other.asked)).toEqual(fair(s.asked));
      expect(fair(takeRows(other.asked, other.back))).toEqual(fair(takeRows(s.asked, s.back)));
      expect(fair(other.late)).toEqual(fair(s.late));
      expect(other.asked.n - s.asked.n).toBe(i < 2 ? 0 : 4);
    });
    expect(clean.steps[3]!.asked.inputs).not.toEqual(draw(null, 2).steps[3]!.asked.inputs);
  });
  it("tells nothing by ids or places: ids count on in the order of asking, the attacker’s stand anywhere", () => {
    const { steps, origin } = draw(attacker), all = joinRows(steps.map((s) => s.asked));
    expect([...all.ids]).toEqual(Array.from({ length: all.n }, (_, i) => 1000 + i));
    all.ids.forEach((id, i) => expect(all.inputs[i]).toBe(origin[id - 1000]!.attacker ? 100 + origin[id - 1000]!.row : origin[id - 1000]!.row));
    expect(new Set(steps.slice(2).map((s) => s.asked.inputs.findIndex((v) => v >= 100))).size).toBeGreaterThan(2);
  });
  it("uses every honest row before one comes again", () => {
    const seen = joinRows(draw(null).steps.map((s) => s.asked)).inputs;
    // Within a step the order is mixed, so that 48 is as far as whole steps go.
    expect([new Set(seen.subarray(0, 48)).size, new Set(seen.subarray(0, 56)).size]).toEqual([48, 50]);
    expect(seen.length).toBe(80);
  });
  it("brings late labels so many steps later, each once, none twice", () => {
    const { steps } = draw(null);
    const late = steps.flatMap((s) => [...s.late.ids].map((id) => ({ step: s.step, id })));
    expect(late.length).toBeGreaterThan(3);
    for (const { step, id } of late) {
      const asked = steps[step - 1 - shape.delay]!;
      expect([...asked.asked.ids]).toContain(id);
      expect([...takeRows(asked.asked, asked.back).ids]).not.toContain(id);
    }
  });
});

describe("learning step by step", () => {
  const model = (w: number) => ({ plan: { inputShape: [1], classes: 2, layers: [] }, weights: Float32Array.of(w) });
  const { steps } = drawStream(rows(50, 0), rows(5, 100), shape, 1000, Rng.fromSeed(1));
  async function run(guards: readonly StreamGuard[] = [], feedback = false) {
    const lessons: Rows[] = [], ends: StepEnd[] = [], recalled: number[] = [];
    const running = online({
      start: model(0), before: rows(3, -3), steps, firstId: 1000, feedback, pulse: () => {}, guards: guards.map((guard) => ({ title: "g", guard })),
      answer: async (_m, r) => ({ n: r.n, probabilities: new Float32Array(2 * r.n), predicted: new Int32Array(r.n) }),
      recall: (kept) => { recalled.push(kept.reduce((n, r) => n + r.n, 0)); return null; },
      learn: async (m, r) => { lessons.push(r); return model(m.weights[0]! + 1); },
    });
    for await (const end of running) ends.push(end);
    return { lessons, ends, recalled };
  }
  it("learns what came back, late ones when they come, and remembers it", async () => {
    const { lessons, ends, recalled } = await run();
    ends.forEach(({ record }, i) => {
      const { asked, back, late } = steps[i]!;
      expect(record).toEqual({ step: i + 1, answered: asked.n, reported: back.length + late.n, learned: back.length + late.n, besides: 0, held: 0, dropped: 0, alarms: [] });
      expect([...lessons[i]!.ids]).toEqual([...takeRows(asked, back).ids, ...late.ids]);
    });
    expect(recalled[4]).toBe(3 + ends.slice(0, 4).reduce((n, e) => n + e.record.learned, 0));
    const { answers, rows: said } = ends[4]!;
    expect(said.n).toBe(steps[4]!.asked.n + steps[4]!.late.n);
    expect(answers.reported.filter((y) => y >= 0).length).toBe(ends[4]!.record.reported);
  });
  it("with a feedback loop it learns the others with its own answer", async () => {
    const { lessons, ends } = await run([], true);
    expect(ends[0]!.record.besides).toBe(8 - steps[0]!.back.length);
    expect([...lessons[0]!.labels.subarray(steps[0]!.back.length)]).toEqual(Array<number>(ends[0]!.record.besides).fill(0));
  });
  it("goes back when a defense says so, forgets what it learned since, and the next defense sees what the first let through", async () => {
    const seen: number[] = [];
    const first: StreamGuard = { admit: async ({ step, reported }) => (step === 6 ? { learn: takeRows(reported, []), held: 0, dropped: reported.ids, alarm: "x", restore: { model: model(2), step: 2 }, pause: true } : { learn: takeRows(reported, [0]), held: 0, dropped: reported.ids.slice(1) }) };
    const second: StreamGuard = { admit: async ({ step, model: m, reported }) => { seen.push(step === 6 ? m.weights[0]! : reported.n); return { learn: reported, held: 0 }; } };
    const { ends, recalled } = await run([first, second]);
    expect(seen).toEqual([1, 1, 1, 1, 1, 2, 1, 1, 1, 1]);
    expect([ends[5]!.record.restored, ends[5]!.model.weights[0], ends[5]!.record.learned]).toEqual([2, 2, 0]);
    expect(recalled).toEqual([3, 4, 5, 6, 7, 5, 6, 7, 8]);
  });
});
