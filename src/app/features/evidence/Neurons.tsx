/** What each neuron of the last hidden layer does on clean and on triggered inputs. Shows the attacker's inputs, so it waits for the truth to be revealed. */
import { useMemo } from "react";
import type { ArmInfo, Spec, UnitMeans } from "../../../engine/index";
import { alike } from "../../charts/column";
import { engine } from "../../state/engine";
import { useRun } from "../../state/run";
import { map, neurons as words } from "../../text/evidence-words";
import { count } from "../../text/format";
import { byGap } from "./bins";
import { LinesView, type LinesEvidence } from "./LinesView";
import { POISON, seriesLook } from "./series";
import { useAsked } from "./use-asked";

/** A row a neuron, numbered from 1; each column's numbers written alike. */
function cellsOf(order: Int32Array, columns: readonly Float32Array[]): string[][] {
  const texts = columns.map((values) => alike([...values]));
  return Array.from(order, (u) => [count(u + 1), ...columns.map((values, c) => texts[c]!(values[u]!))]);
}

const LOOKS = [seriesLook(0), POISON];

function Drawn({ means }: { readonly means: UnitMeans }) {
  const order = useMemo(() => byGap(means.clean, means.triggered), [means]);
  const shown = useMemo<LinesEvidence>(() => {
    const line = (id: string, title: string, values: Float32Array) => ({ id, title, points: Array.from(order, (unit, i) => ({ x: i + 1, y: values[unit]! })) });
    return { kind: "lines", id: "neurons", title: words.title, says: words.says, xTitle: words.x, yTitle: words.y, lines: [line("clean", words.clean(means.cleanRows), means.clean), line("triggered", words.triggered(means.triggeredRows), means.triggered)] };
  }, [means, order]);
  const gaps = useMemo(() => means.clean.map((v, u) => means.triggered[u]! - v), [means]);
  const table = () => ({
    columns: [words.neuron, words.clean(means.cleanRows), words.triggered(means.triggeredRows), words.gap].map((title) => ({ title, numeric: true })),
    rows: cellsOf(order, [means.clean, means.triggered, gaps]),
  });
  const top = order[0] ?? 0;
  return <LinesView shown={shown} looks={LOOKS} table={table} finding={<>{words.says} {words.finding(top, means.clean[top] ?? 0, means.triggered[top] ?? 0, order.length)}</>} />;
}

export function Neurons({ arm, spec, revealed }: { readonly arm: ArmInfo; readonly spec: Spec; readonly revealed: boolean }) {
  const modelKey = useRun((s) => s.artifacts[arm.id]?.modelKey);
  const { value, problem } = useAsked(revealed && modelKey ? `units/${modelKey}` : null, () => engine().unitMeans(spec, modelKey!));
  if (revealed && value) return <Drawn means={value} />;
  return (
    <section aria-label={words.title}>
      <h4 className="text-sm font-semibold">{words.title}</h4>
      <p className="text-sm text-muted">{revealed ? (problem ?? map.working) : words.hidden}</p>
    </section>
  );
}
