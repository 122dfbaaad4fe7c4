/**
 * Who delivers which training row. Contributors get their shares exactly (to the row), at random by the seed, so that
 * each delivers rows of every class. Data sets that know their sources themselves keep them.
 */
import type { Dataset, Rows } from "../core/data";
import type { Rng } from "../core/rng";
import type { Contributor } from "./spec";

/** Source of each of n rows: counts follow the shares by largest remainder, order is random. */
export function assignSources(n: number, shares: readonly number[], rng: Rng): Uint8Array {
  const total = shares.reduce((a, b) => a + b, 0);
  const exact = shares.map((s) => (s / total) * n), counts = exact.map(Math.floor);
  const byRemainder = exact.map((e, i) => [e - counts[i]!, i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  let left = n - counts.reduce((a, b) => a + b, 0);
  for (const [, i] of byRemainder) if (left-- > 0) counts[i]!++;
  const out = new Uint8Array(n);
  let at = 0;
  counts.forEach((count, source) => {
    out.fill(source, at, at + count);
    at += count;
  });
  return rng.shuffle(out);
}

/** The data set with its training rows told apart by contributor; unchanged without contributors. */
export function withContributors(dataset: Dataset, contributors: readonly Contributor[], rng: Rng): Dataset {
  if (contributors.length === 0) return dataset;
  const train: Rows = { ...dataset.train, sources: assignSources(dataset.train.n, contributors.map((c) => c.share), rng) };
  return { ...dataset, meta: { ...dataset.meta, sources: contributors.map((c) => c.name) }, train };
}
