/** Sweeps worth running that a setup suggests by itself, ready to start. So far: whether the poison of a downloaded model outlives the victim's own training. Pure. */
import { attacks, type Spec } from "../../../engine/index";
import { axesOf, type AxisValue } from "../../../engine/later";
import { ready as words } from "../../text/sweep-words";

export interface ReadySweep {
  readonly id: string;
  readonly title: string;
  readonly axes: readonly { readonly path: string; readonly values: readonly AxisValue[] }[];
}

/** Which layers learn. With the last one alone, everything below is as it was downloaded: that column is "before". */
const LAYERS = { path: "training.transfer", values: ["last-layer", "fine-tune"] } as const;
const RATES = { path: "training.learningRate", values: [0.001, 0.003, 0.01, 0.03] } as const;
const EXAMPLES = { path: "dataset.params.train", values: [100, 300, 1000] } as const;

export function readySweeps(spec: Spec): readonly ReadySweep[] {
  if (!spec.attack || attacks.find(spec.attack.id)?.stage !== "weights") return [];
  const axes = axesOf(spec), fits = (wanted: { readonly path: string; readonly values: readonly AxisValue[] }) => {
    const axis = axes.find((a) => a.path === wanted.path), { min = -Infinity, max = Infinity } = axis?.kind === "number" ? axis : {};
    const values = wanted.values.filter((v) => typeof v !== "number" || (v >= min && v <= max));
    return axis && values.length > 1 ? { path: wanted.path, values } : null;
  };
  const layers = fits(LAYERS);
  return ([["rate", words.rate, RATES], ["examples", words.examples, EXAMPLES]] as const).flatMap(([id, title, other]) => {
    const second = fits(other);
    return layers && second ? [{ id, title, axes: [layers, second] }] : [];
  });
}
