/**
 * Pooled word vectors and their gradient. Word numbers come as floats; 0 is "no word" and counts for nothing, as does a
 * number outside the table. AssemblyScript, not TypeScript; see vector.ts.
 */
import { zero } from "./vector";

/** The table's row for the word at p, or −1. */
// @ts-ignore: decorator
@inline
function wordAt(p: usize, words: i32): i32 {
  const id = <i32>load<f32>(p);
  return id > 0 && id < words ? id : -1;
}

/** How much each word of a message counts: 1, or 1 / words for a mean. */
function share(x: usize, length: i32, words: i32, mean: i32): f32 {
  if (mean == 0) return 1;
  let count = 0;
  for (let t = 0; t < length; t++) if (wordAt(x + (<usize>t << 2), words) > 0) count++;
  return count > 0 ? <f32>1 / <f32>count : 0;
}

/** out += factor · a over `count` floats. */
// @ts-ignore: decorator
@inline
function addScaled(out: usize, a: usize, factor: f32, count: i32): void {
  const f = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = <usize>i << 2;
    v128.store(out + at, f32x4.add(v128.load(out + at), f32x4.mul(f, v128.load(a + at))));
  }
  for (; i < count; i++) {
    const at = <usize>i << 2;
    store<f32>(out + at, load<f32>(out + at) + factor * load<f32>(a + at));
  }
}

/** y[n, units] = bias + pooled rows of table[words, units] for x[n, length]. */
export function embed(x: usize, n: i32, length: i32, table: usize, words: i32, units: i32, bias: usize, mean: i32, y: usize): void {
  const row = <usize>units << 2;
  for (let i = 0; i < n; i++) {
    const from = x + (<usize>(i * length) << 2), to = y + <usize>i * row, factor = share(from, length, words, mean);
    memory.copy(to, bias, row);
    for (let t = 0; t < length; t++) {
      const id = wordAt(from + (<usize>t << 2), words);
      if (id > 0) addScaled(to, table + <usize>id * row, factor, units);
    }
  }
}

/** Gradients of the table and the bias; both are overwritten. */
export function embedGrad(x: usize, dy: usize, n: i32, length: i32, words: i32, units: i32, mean: i32, dTable: usize, dBias: usize): void {
  const row = <usize>units << 2;
  zero(dTable, words * units);
  zero(dBias, units);
  for (let i = 0; i < n; i++) {
    const from = x + (<usize>(i * length) << 2), d = dy + <usize>i * row, factor = share(from, length, words, mean);
    addScaled(dBias, d, 1, units);
    for (let t = 0; t < length; t++) {
      const id = wordAt(from + (<usize>t << 2), words);
      if (id > 0) addScaled(dTable + <usize>id * row, d, factor, units);
    }
  }
}
