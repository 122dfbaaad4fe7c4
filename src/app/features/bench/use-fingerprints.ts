/** Names of all training rows by content, worked out a few milliseconds at a time so that nothing on the page waits. Null until they are there. */
import { useEffect, useState } from "react";
import { fingerprintOf, type Rows } from "../../../engine/index";

const SLICE_MS = 8;
const known = new WeakMap<Rows, readonly string[]>();

export function useFingerprints(rows: Rows): readonly string[] | null {
  const [, setDone] = useState<Rows | null>(null);
  useEffect(() => {
    if (known.has(rows)) return;
    const names: string[] = [];
    let timer = setTimeout(function work() {
      const until = performance.now() + SLICE_MS;
      while (names.length < rows.n && performance.now() < until) names.push(fingerprintOf(rows, names.length));
      if (names.length < rows.n) timer = setTimeout(work);
      else {
        known.set(rows, names);
        setDone(rows);
      }
    });
    return () => clearTimeout(timer);
  }, [rows]);
  return known.get(rows) ?? null;
}
