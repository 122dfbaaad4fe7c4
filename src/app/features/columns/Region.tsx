/** The plane of two-dimensional data as this arm sees it: which answer begins where, over the rows it learned from. */
import { useDeferredValue, useMemo } from "react";
import type { ArmInfo, DatasetMeta } from "../../../engine/index";
import { DecisionRegion } from "../../charts/DecisionRegion";
import { axesOf, planeOf, plotPoints } from "../../parts/points";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { hit } from "../../text/craft-words";
import { columns as words } from "../../text/words";

export function Region({ arm, meta }: { readonly arm: ArmInfo; readonly meta: DatasetMeta }) {
  const preview = useRunPreview((s) => s.preview);
  const region = useDeferredValue(useRun((s) => s.regions[arm.id]));
  const filter = useRun((s) => s.artifacts[arm.id]?.filter);
  const points = useMemo(() => {
    if (!preview || preview.meta.modality !== "points") return null;
    // What the plainer attack did to the rows is not here; the test points say as well what the regions are worth.
    if (arm.kind === "attack-baseline") return { inputs: preview.test.inputs, ids: Int32Array.from(preview.test.labels.keys()), labels: preview.test.labels };
    const rows = Int32Array.from({ length: preview.train.n }, (_, i) => i);
    // The clean arm learned from rows with their true labels; the attack's own rows were never there.
    const keep = filter?.keep;
    const learned = arm.kind === "clean" ? rows.filter((i) => preview.truth.sourceIds[i] === preview.train.ids[i]) : keep ? rows.filter((i) => keep[i] === 1) : rows;
    const all = plotPoints(preview, learned);
    if (arm.kind === "clean") return { inputs: all.inputs, ids: all.ids, labels: all.originalLabels! };
    const given = filter?.labels;
    if (!given) return all;
    // A relabeling filter: the labels that the model learned, and poison only where the attacker's label survived.
    const labels = learned.map((i) => given[i]!);
    return { ...all, labels, poisoned: Uint8Array.from(learned, (i, k) => (all.poisoned![k] === 1 && given[i] === preview.train.labels[i] ? 1 : 0)) };
  }, [preview, filter, arm.kind]);
  const axes = useMemo(() => axesOf(meta), [meta]);
  if (!points) return <div />;
  return <DecisionRegion title={words.region2d} finding={arm.kind === "attack-baseline" ? hit.regionOnTest : undefined} region={region} domain={planeOf({ meta })} axes={axes} points={points} classNames={meta.classNames} maxSize={320} headingLevel={4} />;
}
