/** The tabs at the bottom of the bench: samples, the defender's bench, evidence, classes, probes, stages. Chooses which feature shows, no more. */
import { lazy, Suspense, type ReactNode } from "react";
import { SamplesPanel } from "./features/samples/SamplesPanel";
import { setView, useView, type Panel } from "./state/view";
import { panels } from "./text/words";
import { Tabs } from "./ui/Tabs";

const BenchPanel = lazy(() => import("./features/bench/BenchPanel").then((m) => ({ default: m.BenchPanel })));
const EvidencePanel = lazy(() => import("./features/evidence/EvidencePanel").then((m) => ({ default: m.EvidencePanel })));
const SourcesPanel = lazy(() => import("./features/sources/SourcesPanel").then((m) => ({ default: m.SourcesPanel })));
const ClassesPanel = lazy(() => import("./features/classes/ClassesPanel").then((m) => ({ default: m.ClassesPanel })));
const ProbesPanel = lazy(() => import("./features/probes/ProbesPanel").then((m) => ({ default: m.ProbesPanel })));
const MatrixPanel = lazy(() => import("./features/matrix/MatrixPanel").then((m) => ({ default: m.MatrixPanel })));
const StagesPanel = lazy(() => import("./features/stages/StagesPanel").then((m) => ({ default: m.StagesPanel })));

const later = (node: ReactNode) => <Suspense fallback={<div className="min-h-24" />}>{node}</Suspense>;

export function Panels() {
  const panel = useView((s) => s.panel);
  return (
    <section id="details" aria-label={panels.region} className="rounded-lg border border-line bg-paper px-4 pb-4">
      <h2 className="sr-only">{panels.region}</h2>
      <Tabs<Panel>
        label={panels.region}
        value={panel}
        onChange={(next) => setView({ panel: next })}
        items={[
          { value: "samples", label: panels.samples, content: <SamplesPanel /> },
          { value: "bench", label: panels.bench, content: later(<BenchPanel />) },
          { value: "evidence", label: panels.evidence, content: later(<EvidencePanel />) },
          { value: "sources", label: panels.sources, content: later(<SourcesPanel />) },
          { value: "classes", label: panels.classes, content: later(<ClassesPanel />) },
          { value: "probes", label: panels.probes, content: later(<ProbesPanel />) },
          { value: "matrix", label: panels.matrix, content: later(<MatrixPanel />) },
          { value: "stages", label: panels.stages, content: later(<StagesPanel />) },
        ]}
      />
    </section>
  );
}
