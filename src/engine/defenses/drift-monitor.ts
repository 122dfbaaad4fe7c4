/**
 * Drift monitor: watches nothing but the answers of a deployed model. Three statistics against the answers on trusted rows:
 * how the predicted classes are mixed (population stability index), how sure the model is (Kolmogorov–Smirnov), and a CUSUM a
 * class (Page 1954, "Continuous Inspection Schemes"). Thresholds come from streams drawn out of the reference, never the stream.
 */
import { z } from "zod";
import { defineMonitor, type Answers, type Detector } from "../core/plugins";
import type { Pulse } from "../core/learner";
import { Rng } from "../core/rng";

const POINTS = 400;
/** Streams drawn from the reference to set the thresholds. */
const CALIBRATION = 200;

type Series = Float64Array;
interface Settings { readonly window: number; readonly shift: number; readonly falseAlarmRate: number }

/** Σ (p − q) ln(p / q) over classes, half a row added to each so that an empty class counts. */
export function populationStability(counts: ArrayLike<number>, reference: ArrayLike<number>): number {
  const k = counts.length, sum = (a: ArrayLike<number>) => Array.from(a).reduce((s, v) => s + v + 0.5, 0), n = sum(counts), m = sum(reference);
  let total = 0;
  for (let c = 0; c < k; c++) {
    const p = (counts[c]! + 0.5) / n, q = (reference[c]! + 0.5) / m;
    total += (p - q) * Math.log(p / q);
  }
  return total;
}

/** Largest gap between two distribution functions; both ascending. */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let i = 0, j = 0, gap = 0;
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= at) i++;
    while (j < b.length && b[j]! <= at) j++;
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length));
  }
  return gap;
}

/** Confidence of each answer: the probability of its class. A model that gives no answer is sure of nothing. */
const sureness = ({ n, probabilities, predicted }: Answers): Float64Array => Float64Array.from({ length: n }, (_, i) => (predicted[i]! < 0 ? 0 : probabilities[i * (probabilities.length / n) + predicted[i]!]!));

/** What answers say: class counts, confidences in order, and each answer for drawing streams; of the rows at `at` only. */
function learn(answers: Answers, classes: number, at: Int32Array = Int32Array.from({ length: answers.n }, (_, i) => i)) {
  const counts = new Float64Array(classes), all = sureness(answers), sure = Float64Array.from(at, (i) => all[i]!), predicted = Int32Array.from(at, (i) => answers.predicted[i]!);
  for (const c of predicted) if (c >= 0) counts[c]!++;
  return { n: at.length, counts, shares: counts.map((c) => c / Math.max(1, at.length)), predicted, sure, sorted: sure.toSorted() };
}
type Known = ReturnType<typeof learn>;

/** The three statistics after each answer; the windowed ones are 0 until the first window is full. */
function statistics(predicted: ArrayLike<number>, sure: ArrayLike<number>, known: Known, { window, shift }: Settings): { mix: Series; confidence: Series; cusum: Series; worst: Int32Array } {
  const n = predicted.length, k = known.counts.length, counts = new Float64Array(k), sums = new Float64Array(k);
  const mix = new Float64Array(n), confidence = new Float64Array(n), cusum = new Float64Array(n), worst = new Int32Array(n), every = Math.max(1, Math.floor(window / 10));
  for (let i = 0; i < n; i++) {
    if (predicted[i]! >= 0) counts[predicted[i]!]!++;
    if (i >= window && predicted[i - window]! >= 0) counts[predicted[i - window]!]!--;
    if (i >= window - 1) mix[i] = populationStability(counts, known.counts);
    // A window is sorted afresh a few times only; between them nothing much can change.
    confidence[i] = i < window - 1 ? 0 : (i + 1) % every === 0 ? kolmogorovSmirnov(Float64Array.from({ length: window }, (_, j) => sure[i - j]!).sort(), known.sorted) : confidence[i - 1]!;
    for (let c = 0; c < k; c++) {
      sums[c] = Math.max(0, sums[c]! + (predicted[i] === c ? 1 : 0) - known.shares[c]! - shift / 2);
      if (sums[c]! > sums[worst[i]!]!) worst[i] = c;
    }
    cusum[i] = sums[worst[i]!]!;
  }
  return { mix, confidence, cusum, worst };
}

/**
 * The level that a share of clean streams of this length passes. Streams are drawn from the reference and judged by rows drawn
 * from it too, as many as it has: judged by the very rows they come from, they would look more alike than new ones ever do.
 */
const thresholds = new WeakMap<Float32Array, Map<string, Record<"mix" | "confidence" | "cusum", number>>>();
async function calibrate(reference: Answers, classes: number, length: number, settings: Settings, pulse: Pulse): Promise<Record<"mix" | "confidence" | "cusum", number>> {
  const kept = thresholds.get(reference.probabilities) ?? new Map<string, Record<"mix" | "confidence" | "cusum", number>>(), name = JSON.stringify([length, settings]);
  thresholds.set(reference.probabilities, kept);
  const old = kept.get(name);
  if (old) return old;
  const tops = { mix: [] as number[], confidence: [] as number[], cusum: [] as number[] }, rng = Rng.fromSeed(0).fork("drift/calibrate");
  for (let s = 0; s < CALIBRATION; s++) {
    await pulse(s, CALIBRATION);
    const draw = (n: number) => Int32Array.from({ length: reference.n > 0 ? n : 0 }, () => rng.int(reference.n)), judge = learn(reference, classes, draw(reference.n)), stream = learn(reference, classes, draw(length));
    const seen = statistics(stream.predicted, stream.sure, judge, settings);
    for (const id of ["mix", "confidence", "cusum"] as const) tops[id].push(seen[id].reduce((a, b) => Math.max(a, b), 0));
  }
  const level = (values: number[]) => values.toSorted((a, b) => a - b)[Math.min(CALIBRATION - 1, Math.ceil((1 - settings.falseAlarmRate) * CALIBRATION) - 1)]!;
  const made = { mix: level(tops.mix), confidence: level(tops.confidence), cusum: level(tops.cusum) };
  kept.set(name, made);
  return made;
}

const firstAbove = (series: Series, threshold: number): number | null => {
  const at = series.findIndex((v) => v > threshold);
  return at < 0 ? null : at + 1;
};

export const driftMonitor = defineMonitor({
  id: "drift-monitor",
  title: "Drift monitor",
  summary: "Watches the answers of the deployed model and raises an alarm when their mix, their confidence or one class drifts from what trusted rows gave.",
  paper: { authors: "Page", year: 1954, title: "Continuous Inspection Schemes", link: "https://doi.org/10.1093/biomet/41.1-2.100" },
  stage: "monitor",
  needsTrusted: true,
  assumes: "Harmless inputs keep coming in the mix of the trusted rows, and the attack comes often enough to move that mix. A single triggered input passes unseen.",
  params: z.strictObject({
    window: z.int().min(20).max(500).default(100).meta({ title: "Window", description: "How many of the latest answers are compared with the trusted ones.", unit: "answers" }),
    shift: z.number().min(0.01).max(0.5).default(0.1).meta({ title: "Shift to detect", description: "The rise of one class’s share that the CUSUM is tuned to find soonest.", percent: true, unit: "% of the answers" }),
    falseAlarmRate: z.number().min(0.01).max(0.5).default(0.05).meta({ title: "False alarms allowed", description: "Share of clean streams of this length in which a detector may cry wolf. Sets its threshold.", percent: true, unit: "% of clean streams" }),
  }),
  remarks: [
    "A model that keeps learning grows surer by itself: on digits (seeds 1, 2, 3, continuous learning) its confidence raised a false alarm within ten steps every time. What users report is the better witness there; see the label drift monitor.",
  ],
  supports: () => true,
  async watch({ params, meta, reference, stream, pulse }) {
    const known = learn(reference, meta.classNames.length), settings = { ...params, window: Math.min(params.window, stream.n) };
    const seen = statistics(stream.predicted, sureness(stream), known, settings), limit = await calibrate(reference, meta.classNames.length, stream.n, settings, pulse);
    const every = Math.max(1, Math.ceil(stream.n / POINTS));
    const detector = (id: "mix" | "confidence" | "cusum", title: string): Detector => ({
      id, title, threshold: limit[id], alarmAt: firstAbove(seen[id], limit[id]),
      points: Array.from({ length: Math.floor(stream.n / every) }, (_, i) => ({ x: (i + 1) * every, y: seen[id][(i + 1) * every - 1]! })),
    });
    const detectors = [detector("mix", "Mix of predicted classes (PSI)"), detector("confidence", "Confidence (Kolmogorov–Smirnov)"), detector("cusum", "One class grows (CUSUM)")];
    const cusumAt = detectors[2]!.alarmAt, blamed = cusumAt === null ? "" : ` The class that grew is ${meta.classNames[seen.worst[cusumAt - 1]!]!}.`, loud = detectors.filter((d) => d.alarmAt !== null);
    return {
      detectors,
      notes: [
        { level: "info", text: loud.length === 0 ? `No alarm in ${stream.n.toLocaleString("en-US")} answers.` : `${loud.length} of 3 detectors raised an alarm in ${stream.n.toLocaleString("en-US")} answers, the first after ${Math.min(...loud.map((d) => d.alarmAt!))}.${blamed}` },
        ...(reference.n < 100 ? [{ level: "warning" as const, text: reference.n === 0 ? "Without trusted rows there is nothing to compare with, so every alarm is meaningless. Keep at least 100 aside." : `${reference.n} trusted rows are few to learn a mix from: thresholds are rough. Use at least 100.` }] : []),
      ],
    };
  },
});
