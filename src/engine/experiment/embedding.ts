/**
 * What a finished model makes of rows in its last hidden layer: a flat map of its features, by principal components or by UMAP
 * (McInnes, Healy, Melville 2018, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction"), and each
 * neuron's mean answer to two kinds of input. Looks at a model; changes no result and knows no truth.
 */
import { takeRows, type Rows } from "../core/data";
import { ProblemError } from "../core/errors";
import { featureLayer, isTrained, type Learner, type Pulse, type TrainedModel } from "../core/learner";
import { principalComponents, project } from "../core/linear-algebra";
import { Rng } from "../core/rng";

/** Rows that a map shows at most; more are sampled by the seed. */
export const MAP_ROWS = 1500;
/** UMAP sees this many principal components: the rest is noise that only costs time. */
const COMPONENTS = 20;
const NEIGHBORS = 15, EPOCHS = 250, STEPS_A_PULSE = 5;

export type MapMethod = "pca" | "umap";

export interface FeatureMap {
  readonly method: MapMethod;
  /** Positions of the shown rows among the training rows as delivered, ascending. */
  readonly rows: Int32Array;
  /** rows × 2, each axis centered and on one common scale within [-1, 1]. */
  readonly xy: Float32Array;
  /** Share of the features' variance along each axis; null for UMAP, whose axes mean nothing. */
  readonly explained: readonly [number, number] | null;
  /** Neurons in the layer; `inputs` where the model has no hidden layer and its features are what comes in. */
  readonly width: number;
  readonly of: "features" | "inputs";
}

/** Mean output of each neuron of the last hidden layer over two kinds of input. */
export interface UnitMeans {
  readonly clean: Float32Array;
  readonly triggered: Float32Array;
  readonly cleanRows: number;
  readonly triggeredRows: number;
}

const unable = (message: string) => new ProblemError({ code: "unsupported", message });

/** Whether any trained layer comes before the last one. */
const hasHidden = ({ plan }: TrainedModel): boolean => plan.layers.slice(0, -1).some(isTrained);

async function featuresOf(learner: Learner, model: TrainedModel, inputs: Float32Array, n: number, pulse?: Pulse): Promise<{ x: Float32Array; d: number }> {
  if (model.voters) throw unable("Here many models vote, each with features of its own; there is no single layer to look into.");
  const x = hasHidden(model) ? await learner.activations(model, featureLayer(model.plan), inputs, n, pulse) : inputs;
  if (!x.every(Number.isFinite)) throw unable("The features of this model are not numbers: its training diverged.");
  return { x, d: x.length / Math.max(1, n) };
}

/** At most `most` positions of n, ascending, drawn by the seed. */
export function sampled(n: number, most: number, rng: Rng): Int32Array {
  const all = Int32Array.from({ length: n }, (_, i) => i);
  return n <= most ? all : rng.sample(all, most).sort();
}

/** Centers both axes and brings the farthest point to the rim, with one scale for both. */
function fitted(xy: ArrayLike<number>): Float32Array {
  const low = [Infinity, Infinity], high = [-Infinity, -Infinity];
  for (let i = 0; i < xy.length; i++) { low[i % 2] = Math.min(low[i % 2]!, xy[i]!); high[i % 2] = Math.max(high[i % 2]!, xy[i]!); }
  const half = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) / 2 || 1;
  return Float32Array.from(xy, (v, i) => (v - (low[i % 2]! + high[i % 2]!) / 2) / half);
}

/** UMAP of n points with d numbers each, in two dimensions; the same generator gives the same picture. */
export async function umap(points: ArrayLike<number>, n: number, d: number, rng: Rng, pulse?: Pulse): Promise<Float32Array> {
  const { UMAP } = await import("umap-js");
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: d }, (__, c) => points[i * d + c]!));
  const work = new UMAP({ nComponents: 2, nNeighbors: Math.min(NEIGHBORS, n - 1), minDist: 0.1, nEpochs: EPOCHS, random: () => rng.uniform() });
  const epochs = work.initializeFit(rows);
  for (let e = 0; e < epochs; e++) {
    work.step();
    if (e % STEPS_A_PULSE === 0) await pulse?.(e, epochs);
  }
  return Float32Array.from(work.getEmbedding().flat());
}

export async function featureMap(learner: Learner, model: TrainedModel, train: Rows, method: MapMethod, seed: number, pulse?: Pulse): Promise<FeatureMap> {
  const rng = Rng.fromSeed(seed).fork("feature-map"), rows = sampled(train.n, MAP_ROWS, rng.fork("rows")), n = rows.length;
  if (n < 4) throw unable("A map needs at least four rows.");
  const { x, d } = await featuresOf(learner, model, takeRows(train, rows).inputs, n, pulse);
  await pulse?.(0, 1);
  const pca = principalComponents(x, n, d, method === "pca" ? 2 : COMPONENTS, rng.fork("components")), flat = project(x, n, d, pca);
  const shown = { rows, width: d, of: hasHidden(model) ? "features" : "inputs" } as const;
  if (method === "umap") return { ...shown, method, explained: null, xy: fitted(await umap(flat, n, pca.k, rng.fork("umap"), pulse)) };
  let total = 0;
  for (let c = 0; c < d; c++) for (let i = 0; i < n; i++) total += (x[i * d + c]! - pca.mean[c]!) ** 2;
  const share = (r: number) => (total > 0 ? ((pca.variances[r] ?? 0) * (n - 1)) / total : 0);
  return { ...shown, method, explained: [share(0), share(1)], xy: fitted(Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 < pca.k ? flat[(i >> 1) * pca.k + (i % 2)]! : 0))) };
}

export async function unitMeans(learner: Learner, model: TrainedModel, test: Rows, triggered: { readonly inputs: Float32Array; readonly n: number }, seed: number, pulse?: Pulse): Promise<UnitMeans> {
  if (!model.voters && !hasHidden(model)) throw unable("This model has no hidden layer, so there are no neurons between its inputs and its answers.");
  const rng = Rng.fromSeed(seed).fork("unit-means"), size = triggered.inputs.length / Math.max(1, triggered.n);
  const bad: Rows = { n: triggered.n, shape: [size], inputs: triggered.inputs, labels: new Int32Array(triggered.n), ids: new Int32Array(triggered.n) };
  const mean = async (rows: Rows, label: string) => {
    const some = takeRows(rows, sampled(rows.n, MAP_ROWS, rng.fork(label))), { x, d } = await featuresOf(learner, model, some.inputs, some.n, pulse);
    const out = new Float64Array(d);
    for (let i = 0; i < some.n; i++) for (let c = 0; c < d; c++) out[c]! += x[i * d + c]! / some.n;
    return { means: Float32Array.from(out), n: some.n };
  };
  const clean = await mean(test, "clean"), attacked = await mean(bad, "triggered");
  return { clean: clean.means, triggered: attacked.means, cleanRows: clean.n, triggeredRows: attacked.n };
}
