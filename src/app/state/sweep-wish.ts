/** The knob that a person has asked to run over a range, until the sweep panel has taken it up. Small: the rail carries it. */
import { create } from "zustand";
import { setView } from "./view";

/** `count` grows with every asking, so that the same knob can be asked for again. */
export const useSweepWish = create<{ readonly path: string | null; readonly count: number }>(() => ({ path: null, count: 0 }));

export function askSweep(path: string): void {
  useSweepWish.setState((s) => ({ path, count: s.count + 1 }));
  // On a narrow screen the knob stands in a drawer over the page.
  setView({ panel: "sweep", drawer: null });
}

export const takeSweepWish = (): void => useSweepWish.setState({ path: null });
