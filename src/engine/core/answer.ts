/**
 * From a model's numbers to what it answers: the one place where a class is picked, on plain arrays, so that every backend picks
 * alike. A model that gives no number gives no answer: it is never right, and it never says what an attacker wants.
 */

/** In place of a class: a guard turned the input away, or abstained. */
export const TURNED_AWAY = -1;
/** In place of a class: the model's numbers are none, as when its training diverged. */
export const NO_ANSWER = -2;

/** Of each k logits or probabilities the index of the largest, the first one on a tie; NO_ANSWER where one is not a number or the largest is infinite. */
export function argmaxRows(values: Float32Array, k: number): Int32Array {
  return Int32Array.from({ length: values.length / k }, (_, i) => {
    let best = 0, sound = true;
    for (let j = 0; j < k; j++) {
      const value = values[i * k + j]!;
      if (value > values[i * k + best]!) best = j;
      sound &&= !Number.isNaN(value);
    }
    return sound && Number.isFinite(values[i * k + best]!) ? best : NO_ANSWER;
  });
}
