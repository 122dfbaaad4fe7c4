/** The tabs at the bottom of the bench: samples, the defender's bench, evidence, classes, probes, stages. Chooses which feature shows, no more. */
import { lazy, Suspense, type ReactNode } from "react";
import { isAudit } from "../engine/index";
import { SamplesPanel } from "./features/samples/SamplesPanel";
import { useExperiment } from "./state/experiment";
import { useRun } from "./state/run";
import { setView, useView, type Panel } from "./state/view";
import { useViewOptions } from "./state/view-options";
import { panels } from "./text/words";
import { Tabs, type TabItem } from "./ui/Tabs";

const BenchPanel = lazy(() => import("./features/bench/BenchPanel").then((m) => ({ default: m.BenchPanel })));
const EvidencePanel = lazy(() => import("./features/evidence/EvidencePanel").then((m) => ({ default: m.EvidencePanel })));
const FederationPanel = lazy(() => import("./features/federation/FederationPanel").then((m) => ({ default: m.FederationPanel })));
const SourcesPanel = lazy(() => import("./features/sources/SourcesPanel").then((m) => ({ default: m.SourcesPanel })));
const ClassesPanel = lazy(() => import("./features/classes/ClassesPanel").then((m) => ({ default: m.ClassesPanel })));
const ProbesPanel = lazy(() => import("./features/probes/ProbesPanel").then((m) => ({ default: m.ProbesPanel })));
const AuditPanel = lazy(() => import("./features/audit/AuditPanel").then((m) => ({ default: m.AuditPanel })));
const MatrixPanel = lazy(() => import("./features/matrix/MatrixPanel").then((m) => ({ default: m.MatrixPanel })));
const SweepPanel = lazy(() => import("./features/sweep/SweepPanel").then((m) => ({ default: m.SweepPanel })));
const StreamPanel = lazy(() => import("./features/stream/StreamPanel").then((m) => ({ default: m.StreamPanel })));
const StagesPanel = lazy(() => import("./features/stages/StagesPanel").then((m) => ({ default: m.StagesPanel })));

const later = (node: ReactNode) => <Suspense fallback={<div className="min-h-24" />}>{node}</Suspense>;

/** Whether the setup or the run on screen is a model audit. */
function useAudited(): boolean {
  const onBench = useExperiment((s) => isAudit(s.spec)), ran = useRun((s) => s.spec !== null && isAudit(s.spec));
  return onBench || ran;
}

export function Panels() {
  const wanted = useView((s) => s.panel), onBench = useExperiment((s) => s.spec.regime), ran = useRun((s) => s.spec?.regime), audited = useAudited();
  // A tab of one way of learning is there only while the setup or the run on screen learns that way.
  const federated = onBench === "federated" || ran === "federated", online = onBench === "online" || ran === "online", panel = (wanted === "clients" && !federated) || (wanted === "stream" && !online) || (wanted === "audit" && !audited) ? "samples" : wanted;
  const { hide } = useViewOptions();
  const all: readonly TabItem<Panel>[] = [
    { value: "samples", label: panels.samples, content: <SamplesPanel /> },
    ...(federated ? [{ value: "clients" as const, label: panels.clients, content: later(<FederationPanel />) }] : []),
    ...(online ? [{ value: "stream" as const, label: panels.stream, content: later(<StreamPanel />) }] : []),
    { value: "bench", label: panels.bench, content: later(<BenchPanel />) },
    { value: "evidence", label: panels.evidence, content: later(<EvidencePanel />) },
    { value: "sources", label: panels.sources, content: later(<SourcesPanel />) },
    { value: "classes", label: panels.classes, content: later(<ClassesPanel />) },
    { value: "probes", label: panels.probes, content: later(<ProbesPanel />) },
    ...(audited ? [{ value: "audit" as const, label: panels.audit, content: later(<AuditPanel />) }] : []),
    { value: "matrix", label: panels.matrix, content: later(<MatrixPanel />) },
    { value: "sweep", label: panels.sweep, content: later(<SweepPanel />) },
    { value: "stages", label: panels.stages, content: later(<StagesPanel />) },
  ];
  const items = all.filter((item) => !hide.has(item.value)), shown = items.some((item) => item.value === panel) ? panel : items[0]?.value;
  if (shown === undefined) return null;
  return (
    <section id="details" aria-label={panels.region} className="rounded-lg border border-line bg-paper px-4 pb-4">
      <h2 className="sr-only">{panels.region}</h2>
      <Tabs<Panel> label={panels.region} value={shown} onChange={(next) => setView({ panel: next })} items={items} />
    </section>
  );
}
