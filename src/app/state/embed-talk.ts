/**
 * What an embedded page tells the page around it: that it is there, how high it is, and what a run showed. Sent to whoever
 * listens, because nothing in it is private: no rows, no drawings, no settings. docs/embedding.md describes the messages.
 */
import { useRun } from "./run";

type Message =
  | { readonly type: "ready" }
  | { readonly type: "height"; readonly height: number }
  /** Rates in [0, 1]; null where a number does not exist. `recorded`: shown from an earlier run, not computed here. */
  | { readonly type: "result"; readonly key: string; readonly recorded: boolean; readonly arms: readonly { readonly id: string; readonly metrics: Readonly<Record<string, number | null>> }[] };

const tell = (message: Message): void => parent.postMessage({ source: "hemlock", ...message }, "*");

/** Speaks from now on. */
export function followEmbed(): void {
  if (parent === window) return;
  const root = document.getElementById("root")!;
  let said = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === said || height === 0) return;
    said = height;
    tell({ type: "height", height });
  }).observe(root);
  let told = useRun.getState().result;
  useRun.subscribe(({ result, recorded }) => {
    if (result === told) return;
    told = result;
    if (result) tell({ type: "result", key: result.key, recorded, arms: result.arms.map(({ id, metrics }) => ({ id, metrics: Object.fromEntries(Object.entries(metrics).map(([name, m]) => [name, m?.value ?? null])) })) });
  });
  tell({ type: "ready" });
}
