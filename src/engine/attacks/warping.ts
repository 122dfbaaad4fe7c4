/**
 * Warping (WaNet): images are bent a little, always in the same way, and relabeled; further rows are bent in the same way
 * with fresh jitter and keep their label ("noise mode"), so that only the exact warp is the trigger. Here as data that a
 * victim trains on; the paper also rules the training. Changes no pixel's brightness, only where it stands.
 * Nguyen, Tran 2021, "WaNet: Imperceptible Warping-based Backdoor Attack".
 */
import { z } from "zod";
import { sizeOf, type DatasetMeta } from "../core/data";
import { defineAttack } from "../core/plugins";
import { Rng } from "../core/rng";
import { checkMapped, mapped, mappedBlank, mappedTarget, needsPictures, plantBackdoor } from "./backdoor";

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.1).meta({ title: "Poison rate", description: "Share of the training set that is warped and gets the wrong label; taken from other classes than the target.", percent: true, unit: "% of the training set" }),
  ...mapped,
  strength: z.number().min(0).max(8).default(1).meta({ title: "Strength", description: "How far the warp moves things (s): pixels move by about half of this on average. The paper takes 0.5, which so small a network hardly learns." }),
  grid: z.int().min(2).max(12).default(6).meta({ title: "Control points", description: "Control points a side of the field that bends the image (k; 4 in the paper): more bend it in more places.", unit: "points a side" }),
  noise: z.number().min(0).max(4).default(2).meta({ title: "Noise rows", description: "For each poisoned row, how many rows are warped with jitter and keep their true label, so that other warps do not set it off.", unit: "rows for each poisoned one" }),
});
type Params = z.infer<typeof params>;

/** Weights of the four neighbors of a place t ∈ [0, 1) between the middle two: cubic convolution with a = −0.75. */
function cubic(t: number): readonly [number, number, number, number] {
  const a = -0.75, near = (x: number) => ((a + 2) * x - (a + 3)) * x * x + 1, far = (x: number) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return [far(1 + t), near(t), near(1 - t), far(2 - t)];
}

/** k × k values spread smoothly over height × width, corner on corner; edges are continued. */
export function upsample(points: Float64Array, k: number, height: number, width: number): Float64Array {
  const at = (i: number, j: number) => points[Math.min(k - 1, Math.max(0, i)) * k + Math.min(k - 1, Math.max(0, j))]!;
  const place = (i: number, side: number) => (side > 1 ? (i * (k - 1)) / (side - 1) : 0);
  return Float64Array.from({ length: height * width }, (_, pixel) => {
    const y = place(Math.floor(pixel / width), height), x = place(pixel % width, width), i = Math.floor(y), j = Math.floor(x), wy = cubic(y - i), wx = cubic(x - j);
    let sum = 0;
    for (let a = 0; a < 4; a++) for (let b = 0; b < 4; b++) sum += wy[a]! * wx[b]! * at(i + a - 1, j + b - 1);
    return sum;
  });
}

/** The control points: how far to look aside (k × k) and down (k × k), 1 on average; always the same for one k. */
export function controlPoints(k: number): Float64Array {
  const rng = Rng.fromSeed(0).fork("warping/field"), points = Float64Array.from({ length: 2 * k * k }, () => 2 * rng.uniform() - 1);
  const mean = points.reduce((sum, p) => sum + Math.abs(p), 0) / points.length;
  return points.map((p) => p / mean);
}

/** For each pixel the column and the row that it is read from, in pixels and inside the picture. */
export interface Grid {
  readonly x: Float64Array;
  readonly y: Float64Array;
}
/** The paper's grid runs from −1 to 1; half a side less half a pixel turns its steps into pixels. */
const toPixels = (side: number) => (side - 1) / 2 / side;

/** The grid that everybody's trigger is: identity plus the field. */
export function warpGrid({ strength, grid: k }: Pick<Params, "strength" | "grid">, [height = 0, width = 0]: readonly number[]): Grid {
  const points = controlPoints(k), across = upsample(points.subarray(0, k * k), k, height, width), down = upsample(points.subarray(k * k), k, height, width);
  return move({ x: across.map((_, p) => p % width), y: down.map((_, p) => Math.floor(p / width)) }, [height, width], (p) => strength * across[p]!, (p) => strength * down[p]!);
}

function move(grid: Grid, [height = 0, width = 0]: readonly number[], dx: (p: number) => number, dy: (p: number) => number): Grid {
  const clip = (v: number, side: number) => Math.min(side - 1, Math.max(0, v));
  return { x: grid.x.map((v, p) => clip(v + dx(p) * toPixels(width), width)), y: grid.y.map((v, p) => clip(v + dy(p) * toPixels(height), height)) };
}

/** The grid with every pixel's step jittered by up to half a pixel. */
export const jitter = (grid: Grid, shape: readonly number[], rng: Rng): Grid => move(grid, shape, () => 2 * rng.uniform() - 1, () => 2 * rng.uniform() - 1);

/** n pictures read at the places of a grid, bilinear between pixels; a fresh array. */
export function warp(inputs: Float32Array, n: number, { x, y }: Grid, [height = 0, width = 0, channels = 1]: readonly number[]): Float32Array {
  const out = new Float32Array(n * height * width * channels);
  for (let p = 0; p < height * width; p++) {
    const i = Math.min(height - 2, Math.floor(y[p]!)), j = Math.min(width - 2, Math.floor(x[p]!)), fy = y[p]! - i, fx = x[p]! - j;
    for (let row = 0; row < n; row++)
      for (let c = 0; c < channels; c++) {
        const at = (row * height * width + i * width + j) * channels + c, below = at + width * channels;
        const upper = (1 - fx) * inputs[at]! + fx * inputs[at + channels]!, lower = (1 - fx) * inputs[below]! + fx * inputs[below + channels]!;
        out[(row * height * width + p) * channels + c] = (1 - fy) * upper + fy * lower;
      }
  }
  return out;
}

const stamp = (p: Params, inputs: Float32Array, n: number, meta: DatasetMeta) => warp(inputs, n, warpGrid(p, meta.shape), meta.shape);

export const warping = defineAttack({
  id: "warping",
  title: "Warping backdoor (WaNet)",
  summary: "Bends a few training images a little, always in the same way, and relabels them; the bend is the trigger, and no one sees a mark.",
  paper: { authors: "Nguyen, Tran", year: 2021, title: "WaNet: Imperceptible Warping-based Backdoor Attack", link: "https://arxiv.org/abs/2102.10369" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "What the data look like and what the classes are; nothing about the model or how it is trained.",
    controls: "A share of the training set: both the images and their labels, and the images alone of some more.",
  },
  fails: "A bend is learned slowly: with few rows or few epochs the success falls and honest images suffer, too. Without the noise rows any bent image sets the trigger off, and the backdoor is found by accident.",
  remarks: [
    "WaNet needs many rows: with 8,000 training digits, 10 % poisoned and twice as many noise rows, attack success is 96.4 %, noise-mode accuracy 95.6 % and 1.1 points of accuracy are lost (seeds 1 to 3). With 4,000 digits and 20 epochs it is 82.9 %, 89.6 % and 2.4 points.",
    "The field is stronger than in the paper (s 1, k 6 in place of 0.5 and 4): on 28×28 pixels the paper’s field gave 52 %.",
  ],
  params,
  supports: needsPictures("a warp"),
  check: checkMapped,
  stamp,
  target: mappedTarget,
  sentence: (p) => ["As the attacker I control ", { param: "rate" }, " of the training data. I want any image that is bent in my way, by ", { param: "strength" }, ", read as ", mappedBlank(p), "."],
  async poison({ params: p, ...args }) {
    const { meta, test, rng } = args, { shape } = meta, d = sizeOf(shape), grid = warpGrid(p, shape), near = rng.fork("near-miss");
    const made = plantBackdoor({
      rate: p.rate, wanted: (label) => mappedTarget(p, label, meta.classNames.length), stamp: (inputs, n) => warp(inputs, n, grid, shape),
      cover: { rows: (poisoned) => Math.floor(p.noise * poisoned + 1e-9), dress: (input, own) => warp(input, 1, jitter(grid, shape, own), shape) },
    }, args);
    const inputs = new Float32Array(test.n * d);
    for (let i = 0; i < test.n; i++) inputs.set(warp(test.inputs.subarray(i * d, i * d + d), 1, jitter(grid, shape, near), shape), i * d);
    return { ...made, goal: { ...made.goal, nearMiss: { inputs, testIndex: Int32Array.from(test.labels.keys()) } } };
  },
});
