/**
 * The isolation score: rows that random cuts soon leave alone. Each tree cuts a small sample at random places of random
 * columns; a row's score is 2^(−mean depth / depth expected by chance), near 1 for the odd ones and below 0.5 for the rest.
 * Liu, Ting, Zhou 2008, "Isolation Forest". It measures no distance and knows no label.
 */
import type { Rng } from "../../core/rng";

const EULER = 0.5772156649015329;

/** Mean depth at which a search in a random tree of n rows ends without a find. */
export const expectedDepth = (n: number): number => (n <= 1 ? 0 : n === 2 ? 1 : 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n);

/** One cut: rows below `at` in `column` go to `low`. A leaf has column −1 and the depth that its rows count for in `at`. */
interface Node { readonly column: number; readonly at: number; readonly low?: Node; readonly high?: Node }

function grow(x: Float32Array, d: number, rows: Int32Array, depth: number, limit: number, columns: Int32Array, rng: Rng): Node {
  const leaf = { column: -1, at: depth + expectedDepth(rows.length) };
  if (depth >= limit || rows.length <= 1) return leaf;
  // Columns are drawn without putting back until one differs among the rows.
  for (let left = d; left > 0; left--) {
    const pick = rng.int(left), column = columns[pick]!;
    columns[pick] = columns[left - 1]!;
    columns[left - 1] = column;
    let least = Infinity, most = -Infinity;
    for (const row of rows) {
      const v = x[row * d + column]!;
      if (v < least) least = v;
      if (v > most) most = v;
    }
    if (!(least < most)) continue;
    const at = most - rng.uniform() * (most - least); // never the least, so both sides get rows
    if (!(at > least)) return leaf;
    const below = rows.filter((row) => x[row * d + column]! < at), above = rows.filter((row) => !(x[row * d + column]! < at));
    return { column, at, low: grow(x, d, below, depth + 1, limit, columns, rng), high: grow(x, d, above, depth + 1, limit, columns, rng) };
  }
  return leaf;
}

/** Isolation score of each of m rows with d columns; `sample` rows a tree. */
export async function isolationScores(x: Float32Array, m: number, d: number, trees: number, sample: number, rng: Rng, beat: (done: number, of: number) => Promise<void> | void): Promise<Float64Array> {
  const size = Math.min(sample, m), depth = new Float64Array(m), columns = Int32Array.from({ length: d }, (_, c) => c), all = Int32Array.from({ length: m }, (_, i) => i);
  if (m < 2) return depth.fill(0.5);
  for (let t = 0; t < trees; t++) {
    await beat(t, trees);
    const own = rng.fork(`tree/${t}`), root = grow(x, d, own.sample(all, size), 0, Math.ceil(Math.log2(size)), columns, own);
    for (let i = 0; i < m; i++) {
      let node = root;
      while (node.column >= 0) node = x[i * d + node.column]! < node.at ? node.low! : node.high!;
      depth[i]! += node.at;
    }
  }
  return depth.map((sum) => 2 ** (-sum / trees / expectedDepth(size)));
}
