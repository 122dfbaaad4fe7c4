/** Stands where the code that draws something is still on its way, and counts such places, for whoever has to wait until all is there. */
import { useLayoutEffect } from "react";
import { create } from "zustand";

const usePlaces = create(() => 0);
const change = (by: number): void => usePlaces.setState((n) => n + by, true);

/** True while something on screen has not been drawn yet. */
export const useArriving = (): boolean => usePlaces((n) => n > 0);

export function Arriving({ className }: { readonly className?: string }) {
  // Before the next paint: nobody reads "all there" for a moment.
  useLayoutEffect(() => {
    change(1);
    return () => change(-1);
  }, []);
  return <div className={className} />;
}
