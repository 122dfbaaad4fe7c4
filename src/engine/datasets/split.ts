/**
 * Stratified order: a seeded permutation in which every stretch holds the classes in nearly the proportions of the whole,
 * so that cutting it anywhere gives stratified splits. Knows labels only, not data sets.
 */
import type { Rng } from "../core/rng";

/** A permutation of 0..n-1; every contiguous part has each class within two rows or so of its fair share. */
export function stratifiedOrder(labels: ArrayLike<number>, classes: number, rng: Rng): Int32Array {
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < labels.length; i++) members[labels[i]!]!.push(i);
  const place = new Float64Array(labels.length), order = Int32Array.from({ length: labels.length }, (_, i) => i);
  members.forEach((rows, c) => {
    const start = rng.fork(`phase/${c}`).uniform();
    rng.fork(`class/${c}`).shuffle(rows).forEach((row, i) => { place[row] = (i + start) / rows.length; });
  });
  return order.sort((a, b) => place[a]! - place[b]! || a - b);
}
