/** How one model sees the training rows as delivered: a flat map of its features, colored by label or by a filter's suspicion, with the truth on request. */
import { useMemo, useState } from "react";
import { defenses, type ArmInfo, type FeatureMap, type MapMethod, type Preview, type Spec } from "../../../engine/index";
import { ClassLegend } from "../../charts/ClassLegend";
import { DecisionRegion } from "../../charts/DecisionRegion";
import type { PlotPoints } from "../../charts/region-drawing";
import { sequential } from "../../charts/scales";
import { useDark } from "../../charts/use-theme";
import { engine } from "../../state/engine";
import { useRun } from "../../state/run";
import { map as words } from "../../text/evidence-words";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { ranks } from "./bins";
import { useAsked } from "./use-asked";

const LABEL = "", PLANE = { x: [-1.06, 1.06], y: [-1.06, 1.06] } as const;

/** Whose suspicion it is: the filters of a pipeline, with its name where there are several. */
function scoredBy(arm: ArmInfo, spec: Spec): string {
  const filters = (spec.defenses[arm.pipeline ?? -1] ?? []).flatMap((c) => defenses.find(c.id) ?? []).filter((d) => d.stage === "filter").map((d) => d.title).join(" + ");
  return spec.defenses.length > 1 ? `${filters} (${arm.title})` : filters;
}

/** The ends of the suspicion scale; the shapes go on saying the class. */
function Legend({ classNames, poisoned, shaded }: { readonly classNames: readonly string[]; readonly poisoned?: string; readonly shaded: boolean }) {
  const dark = useDark();
  return (
    <div className="flex flex-col gap-1.5">
      <ClassLegend classNames={classNames} poisoned={poisoned} />
      {shaded && (
        <p className="flex flex-wrap items-center gap-1.5 text-xs text-muted">
          {words.least}
          <span aria-hidden="true" className="h-3 w-24 rounded-sm border border-edge forced-color-adjust-none" style={{ background: `linear-gradient(90deg, ${[0, 0.25, 0.5, 0.75, 1].map((t) => sequential(t, dark)).join(",")})` }} />
          {words.most}
        </p>
      )}
    </div>
  );
}

interface MapProps {
  readonly found: FeatureMap;
  readonly preview: Preview;
  readonly model: string;
  /** Suspicion of every training row. */
  readonly scores: Float32Array | undefined;
  readonly revealed: boolean;
}

function Drawn({ found, preview, model, scores, revealed }: MapProps) {
  const { train, truth, meta } = preview, { rows } = found;
  const shade = useMemo(() => scores && ranks(Float32Array.from(rows, (r) => scores[r]!)), [scores, rows]);
  const points = useMemo<PlotPoints>(() => ({
    inputs: found.xy, ids: rows, labels: rows.map((r) => train.labels[r]!), ...(shade && { shade }), ...(revealed && { poisoned: Uint8Array.from(rows, (r) => truth.poisoned[r]!) }),
  }), [found, rows, train, truth, shade, revealed]);
  const text = (i: number) => {
    const rank = shade?.[i];
    return words.point(rows[i]! + 1, meta.classNames[train.labels[rows[i]!]!] ?? "?", rank === undefined ? undefined : Number.isNaN(rank) ? null : rank, revealed ? (truth.poisoned[rows[i]!] === 1 ? words.poisoned : words.honest) : null);
  };
  const bad = rows.reduce((sum, r) => sum + truth.poisoned[r]!, 0);
  return (
    <>
      <p className="max-w-[80ch] text-sm text-muted">{words.says(model, found.of, found.width)} {words.sampled(rows.length, train.n)} {found.explained ? words.explained(found.explained) : words.umapWhy} {revealed && words.revealed(bad, rows.length)}</p>
      <DecisionRegion title={words.title} hideTitle points={points} domain={PLANE} classNames={meta.classNames} maxSize={520} headingLevel={4} labels={{ hint: words.hint }} legend={<Legend classNames={meta.classNames} poisoned={revealed ? words.poisoned : undefined} shaded={shade !== undefined} />} pointText={text} />
    </>
  );
}

export interface FeatureMapViewProps {
  readonly arm: ArmInfo;
  readonly arms: readonly ArmInfo[];
  readonly spec: Spec;
  readonly preview: Preview;
  readonly revealed: boolean;
}

export function FeatureMapView({ arm, arms, spec, preview, revealed }: FeatureMapViewProps) {
  const artifacts = useRun((s) => s.artifacts), modelKey = artifacts[arm.id]?.modelKey;
  const [method, setMethod] = useState<MapMethod>("pca"), [wanted, setColor] = useState(LABEL);
  const scored = arms.filter((a) => a.kind === "defended" && artifacts[a.id]?.filter?.scores), color = scored.some((a) => a.id === wanted) ? wanted : LABEL;
  const { value, problem } = useAsked(modelKey ? `${method}/${modelKey}` : null, () => engine().featureMap(spec, modelKey!, method));
  return (
    <section aria-label={words.title} className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h4 className="text-sm font-semibold">{words.title}</h4>
        <div><Segmented<MapMethod> label={words.method} hideLabel value={method} onChange={setMethod} options={[{ value: "pca", label: words.pca }, { value: "umap", label: words.umap }]} /></div>
        {scored.length > 0 && <div className="w-64 max-w-full"><Select size="sm" label={words.color} hideLabel value={color} onChange={setColor} options={[{ value: LABEL, label: `${words.color} ${words.label}` }, ...scored.map((a) => ({ value: a.id, label: `${words.color} ${words.suspicion(scoredBy(a, spec))}` }))]} /></div>}
      </div>
      <div className="flex min-h-100 min-w-0 flex-col gap-2" aria-busy={value === null && problem === null}>
        {problem !== null && <p className="text-sm text-muted">{problem}</p>}
        {value === null && problem === null && <p role="status" className="text-sm text-muted">{method === "umap" ? words.umapWorking : words.working}</p>}
        {value !== null && <Drawn found={value} preview={preview} model={arm.title} scores={color === LABEL ? undefined : artifacts[color]?.filter?.scores} revealed={revealed} />}
      </div>
    </section>
  );
}
