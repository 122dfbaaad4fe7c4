/** The numbers of each model on a slide, and how much of each class every model finds: both as bars. */
import type { ArmInfo } from "../../engine/index";
import { headline } from "../features/columns/live";
import { isTampered, metaOf } from "../state/edit";
import { armsOf, metricName, rateOf, usualMetrics } from "../story-figures/shown";
import { hit } from "../text/craft-words";
import { slides as words } from "../text/slide-words";
import { figures } from "../text/story-words";
import { captionOf } from "../text/words";
import { Bars } from "./Bars";
import type { SlideProps } from "./parts";

export function Numbers({ metrics, shown, box }: SlideProps & { readonly metrics?: readonly string[] }) {
  const { run, spec } = shown, wanted = metrics ?? usualMetrics(shown), meta = metaOf(spec);
  const of = (metric: string) => (arm: ArmInfo) => {
    const result = run.results[arm.id];
    if (metric === "cleanAccuracy" || metric === "attackSuccess") return headline(metric, result, run.curves[arm.id] ?? []).rate;
    const rate = rateOf(result, metric);
    return metric === "targetHit" && rate ? (rate.value >= 0.5 ? hit.yes : hit.no) : rate;
  };
  const arms = armsOf(shown).filter((a) => !run.results[a.id] || wanted.some((m) => of(m)(a) !== null));
  return <Bars label={figures.numbers} arms={arms} columns={wanted.map((m) => ({ id: m, title: metricName(m, meta), of: of(m) }))} note={(arm) => (arm.kind === "defended" ? "" : captionOf(arm.kind, spec.regime, isTampered(spec)))} shown={shown} box={box} />;
}

/** Of many classes those that lost most. */
const CLASSES = 3;

export function Classes({ shown, box }: SlideProps) {
  const { classNames } = shown.preview!.meta, { results } = shown.run, arms = armsOf(shown);
  const recall = (arm: ArmInfo, label: number) => rateOf(results[arm.id], `recall:${label}`), lost = (label: number) => Math.max(0, ...arms.map((a) => (rateOf(results["clean"], `recall:${label}`)?.value ?? 0) - (recall(a, label)?.value ?? 0)));
  const shownClasses = classNames.map((_, label) => label).toSorted((a, b) => lost(b) - lost(a) || a - b).slice(0, CLASSES).toSorted((a, b) => a - b);
  return <Bars label={figures.classes} arms={arms} columns={shownClasses.map((label) => ({ id: String(label), title: words.found(classNames[label]!), of: (arm) => recall(arm, label) }))} shown={shown} box={box} />;
}
