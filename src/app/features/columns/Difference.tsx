/** All models in one table, each number with its distance from the clean one: what a phone shows instead of columns. */
import { metrics, type ArmInfo, type DatasetMeta } from "../../../engine/index";
import { useRun } from "../../state/run";
import { lowerFirst, percent, signedPoints } from "../../text/format";
import { hit } from "../../text/craft-words";
import { columns as words, metricWords } from "../../text/words";
import { DataTable } from "../../ui/DataTable";

export interface DifferenceProps {
  readonly arms: readonly ArmInfo[];
  readonly meta: DatasetMeta | null;
}

export function Difference({ arms, meta }: DifferenceProps) {
  const results = useRun((s) => s.results);
  const clean = results["clean"];
  const done = arms.filter((a) => results[a.id]);
  if (!clean || done.length < 2) return <p className="py-4 text-muted">{words.differenceLater}</p>;
  const value = (now: number | undefined, base: number | undefined, first: boolean) => (now === undefined ? "–" : first || base === undefined ? percent(now) : `${percent(now)}\n(${signedPoints(now - base)})`);
  const named = [...Object.values(metricWords), ...metrics.all.filter((m) => !(m.id in metricWords)).map((m) => ({ id: m.id, label: lowerFirst(m.title) }))];
  const metricRows = named.flatMap((m) => {
    if (!done.some((a) => results[a.id]!.metrics[m.id])) return [];
    const base = clean.metrics[m.id]?.value;
    // One image is hit or not; a rate of it would be nothing to compare.
    if (m.id === "targetHit") return [[m.label, ...done.map((a) => { const rate = results[a.id]!.metrics[m.id]; return rate ? (rate.value > 0.5 ? hit.yes : hit.no) : "–"; })]];
    return [[m.label, ...done.map((a) => value(results[a.id]!.metrics[m.id]?.value, base, a.id === "clean"))]];
  });
  const recallRows = (meta?.classNames ?? []).flatMap((name, i) => {
    const base = clean.classMetrics["perClassRecall"]?.[i]?.value;
    return base === undefined ? [] : [[words.recallOf(name), ...done.map((a) => value(results[a.id]!.classMetrics["perClassRecall"]?.[i]?.value, base, a.id === "clean"))]];
  });
  return <DataTable caption={words.differenceCaption} maxHeight={640} data={{ columns: [{ title: words.measure }, ...done.map((a) => ({ title: a.title, numeric: true }))], rows: [...metricRows, ...recallRows] }} />;
}
