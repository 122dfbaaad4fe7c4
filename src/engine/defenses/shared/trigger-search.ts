/**
 * One search of Neural Cleanse (Wang and others 2019) for one class from one random start: mask and pattern behind a tanh, an Adam of
 * its own, the schedule of λ, the best so far. It is told what each round showed; the model is asked in trigger-inversion.ts.
 */
import type { Rng } from "../../core/rng";

export interface Trigger {
  /** One value a pixel, in [0, 1]. */
  readonly mask: Float32Array;
  /** One value a pixel and channel, in the range of the inputs. */
  readonly pattern: Float32Array;
}
export interface Inverted extends Trigger {
  /** Σ of the mask. */
  readonly l1: number;
  /** Whether it ever turned enough of a batch; if not, this is the last mask and no trigger. */
  readonly found: boolean;
  readonly rounds: number;
}
export interface SearchOptions {
  readonly rounds: number;
  /** Rows in one round of one search. */
  readonly batch: number;
  /** Share of a batch that must be turned into the class. */
  readonly success: number;
  readonly range: readonly [number, number];
}

const LEARNING_RATE = 0.1, BETA1 = 0.5, BETA2 = 0.9, TINY = 1e-7;
const FIRST_LAMBDA = 1e-3, PATIENCE = 5, UP = 2, DOWN = 2 ** 1.5, STOP_AFTER = 25, LEAST_GAIN = 0.99;

/**
 * The weight λ of the mask's size. It stays 0 until five rounds in a row succeed, and this beginning can happen only once: a
 * popular copy forgets the condition and starts over for ever. After it, ×2 after five successes and ÷2^1.5 after five failures in a row.
 */
export class LambdaSchedule {
  lambda = 0;
  /** Whether λ has gone both up and down since it left 0. */
  get bothSeen(): boolean { return this.rose && this.fell; }
  private wins = 0;
  private losses = 0;
  private rose = false;
  private fell = false;

  next(success: boolean): number {
    this.wins = success ? this.wins + 1 : 0;
    this.losses = success ? 0 : this.losses + 1;
    if (this.lambda === 0) {
      if (this.wins < PATIENCE) return 0;
      this.lambda = FIRST_LAMBDA;
    } else if (this.wins >= PATIENCE) {
      this.lambda *= UP;
      this.rose = true;
    } else if (this.losses >= PATIENCE) {
      this.lambda /= DOWN;
      this.fell = true;
    } else return this.lambda;
    this.wins = this.losses = 0;
    return this.lambda;
  }
}

/** Where one search stands. */
export class Search {
  readonly mask: Float32Array;
  readonly pattern: Float32Array;
  readonly schedule = new LambdaSchedule();
  best: Inverted | null = null;
  rounds = 0;
  private readonly a: Float32Array;
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private order = new Int32Array(0);
  private at = 0;
  private idle = 0;

  constructor(readonly target: number, private readonly rng: Rng, private readonly pixels: number, d: number, private readonly options: SearchOptions) {
    this.mask = new Float32Array(pixels);
    this.pattern = new Float32Array(d);
    // Uniform in [0, 1] before the tanh is undone: about half of every pixel at the start.
    this.a = Float32Array.from({ length: pixels + d }, () => Math.atanh((rng.uniform() - 0.5) * (2 - TINY)));
    this.first = new Float32Array(pixels + d);
    this.second = new Float32Array(pixels + d);
    this.read();
  }

  private read(): void {
    const [low, high] = this.options.range, unit = (v: number) => Math.min(1, Math.max(0, Math.tanh(v) / (2 - TINY) + 0.5));
    for (let i = 0; i < this.pixels; i++) this.mask[i] = unit(this.a[i]!);
    for (let i = 0; i < this.pattern.length; i++) this.pattern[i] = low + (high - low) * unit(this.a[this.pixels + i]!);
  }

  /** The rows of the next round; all rows come once before any comes again. */
  draw(n: number): Int32Array {
    const out = new Int32Array(Math.min(n, this.options.batch));
    for (let i = 0; i < out.length; i++) {
      if (this.at === this.order.length) { this.order = this.rng.shuffle(Int32Array.from({ length: n }, (_, k) => k)); this.at = 0; }
      out[i] = this.order[this.at++]!;
    }
    return out;
  }

  size(): number {
    let sum = 0;
    for (const m of this.mask) sum += m;
    return sum;
  }

  now(found: boolean): Inverted {
    return { mask: this.mask.slice(), pattern: this.pattern.slice(), l1: this.size(), found, rounds: this.rounds };
  }

  /** Takes what a round showed: share of rows turned, and Σ over rows of the gradient by mask and pattern. True when the search is over. */
  step(turned: number, byMask: Float64Array, byPattern: Float64Array, rows: number): boolean {
    this.rounds++;
    const success = turned >= this.options.success, before = this.best?.l1 ?? Infinity;
    if (success && this.size() < before) this.best = this.now(true);
    const lambda = this.schedule.next(success), [low, high] = this.options.range;
    if (this.best) this.idle = this.best.l1 >= LEAST_GAIN * before ? this.idle + 1 : 0;
    if (this.schedule.bothSeen && this.idle >= STOP_AFTER) return true;
    const c1 = 1 - BETA1 ** this.rounds, c2 = 1 - BETA2 ** this.rounds;
    for (let i = 0; i < this.a.length; i++) {
      const isMask = i < this.pixels, t = Math.tanh(this.a[i]!), slope = (1 - t * t) / (2 - TINY);
      const g = slope * (isMask ? byMask[i]! / rows + lambda : ((high - low) * byPattern[i - this.pixels]!) / rows);
      const m = (this.first[i] = BETA1 * this.first[i]! + (1 - BETA1) * g), v = (this.second[i] = BETA2 * this.second[i]! + (1 - BETA2) * g * g);
      this.a[i]! -= (LEARNING_RATE * (m / c1)) / (Math.sqrt(v / c2) + TINY);
    }
    this.read();
    return this.rounds >= this.options.rounds;
  }
}
