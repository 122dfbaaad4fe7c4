/**
 * What the home shows of a run: rates of three models, and what they make of a few test digits without and with the sticker.
 * First of a run that was recorded (recorded.json, made by scripts/home-record.mjs), then of the person's own. Pure.
 */
import { attacks, inputOf, parseSpec, type ArmArtifacts, type ExperimentResult, type Preview, type Rate, type Spec } from "../../../engine/index";
import recorded from "./recorded.json";

/** What a model reads, and how sure it is. */
export interface Answer {
  readonly as: number;
  readonly sure: number;
}

export interface Digit {
  /** Position in the test rows. */
  readonly row: number;
  readonly label: number;
  readonly plain: Float32Array;
  readonly stickered: Float32Array;
  /** By arm: without the sticker, with it. */
  readonly answers: Readonly<Record<string, { readonly plain: Answer; readonly stickered: Answer }>>;
}

export interface Shown {
  readonly rates: Readonly<Record<string, { readonly cleanAccuracy: Rate | null; readonly attackSuccess: Rate | null }>>;
  readonly poison: { readonly rows: number; readonly poisoned: number };
  readonly seed: number;
  readonly seconds: number;
  readonly backend: string;
  readonly own: boolean;
  readonly digits: readonly Digit[];
}

/** The arms of this run, in the order of the columns. */
export const homeArms = [
  { id: "clean", tone: "clean" },
  { id: "poisoned", tone: "poisoned" },
  { id: "defended-1", tone: "defended" },
] as const;

function specOfRecord(): Spec {
  const parsed = parseSpec(recorded.spec);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

/** The experiment of the home: the sticker, with the defense of story 1. */
export const homeSpec: Spec = specOfRecord();

const SHAPE = [28, 28, 1];
const stickered = (plain: Float32Array): Float32Array => {
  const { id, params } = homeSpec.attack!;
  return attacks.find(id)!.stamp!(params, plain, 1, { shape: SHAPE, classNames: [], valueRange: [0, 1], modality: "image" } as never);
};

const pixelsOf = (base64: string): Float32Array => Float32Array.from(atob(base64), (c) => c.charCodeAt(0) / 255);

/** The run that is there at once. */
export const recordedRun = (): Shown => ({
  rates: recorded.rates, poison: recorded.poison, seed: homeSpec.seed, seconds: recorded.seconds, backend: recorded.engine.backend, own: false,
  digits: recorded.digits.map(({ row, label, pixels, answers }) => {
    const plain = pixelsOf(pixels);
    const two = ([a, p, b, q]: readonly number[]) => ({ plain: { as: a!, sure: p! }, stickered: { as: b!, sure: q! } });
    return { row, label, plain, stickered: stickered(plain), answers: Object.fromEntries(Object.entries(answers).map(([id, v]) => [id, two(v)])) };
  }),
});

/** The same of a run that just ended here: as many digits, but the models are the person's own. */
export function ownRun(result: ExperimentResult, artifacts: Readonly<Record<string, ArmArtifacts>>, preview: Preview): Shown {
  const k = preview.meta.classNames.length, at = [...(preview.goal?.testIndex ?? [])];
  const answer = (p: Float32Array, predicted: Int32Array, i: number): Answer => ({ as: predicted[i]!, sure: p[i * k + predicted[i]!]! });
  return {
    rates: Object.fromEntries(result.arms.map((a) => [a.id, { cleanAccuracy: a.metrics["cleanAccuracy"] ?? null, attackSuccess: a.metrics["attackSuccess"] ?? null }])),
    poison: result.poison, seed: result.spec.seed, seconds: result.seconds, backend: result.engine.backend, own: true,
    digits: recorded.digits.map(({ row, label }) => {
      const plain = inputOf(preview.test, row).slice(), j = at.indexOf(row);
      return { row, label, plain, stickered: stickered(plain), answers: Object.fromEntries(homeArms.flatMap(({ id }) => {
        const a = artifacts[id];
        return a?.goalProbabilities && a.goalPredicted && j >= 0
          ? [[id, { plain: answer(a.testProbabilities, a.testPredicted, row), stickered: answer(a.goalProbabilities, a.goalPredicted, j) }]] : [];
      })) };
    }),
  };
}
