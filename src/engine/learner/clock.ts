/** The learner's only clock: for calibration and for yielding in time. Never an input to a result. */
export function milliseconds(): number {
  return performance.now();
}
