/** How much room a slide's figure has, and how large its smallest words are: never under 24 px on a projector, larger on a large one. A phone scrolls. */
import { useLayoutEffect, useRef, useState, type RefObject } from "react";

export interface Box {
  readonly width: number;
  readonly height: number;
  /** Size of ordinary words, px. Everything else is measured in it. */
  readonly t: number;
  /** Too narrow for a wall: as high as it gets. */
  readonly narrow: boolean;
}

const NARROW = 640;

function wordSize(): number {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return innerWidth < NARROW ? 1.125 * rem : Math.max(1.5 * rem, Math.min(innerWidth * 0.018, innerHeight * 0.031));
}

/** Null until it is known. */
export function useBox(): readonly [RefObject<HTMLDivElement | null>, Box | null] {
  const ref = useRef<HTMLDivElement>(null), [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const narrow = innerWidth < NARROW, width = Math.floor(element.clientWidth), height = narrow ? Math.round(width * 1.1) : Math.floor(element.clientHeight), t = wordSize();
      setBox((now) => (now && now.width === width && now.height === height && now.t === t && now.narrow === narrow ? now : { width, height, t, narrow }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      removeEventListener("resize", measure);
    };
  }, []);
  return [ref, box];
}
