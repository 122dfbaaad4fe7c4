/** What the person decided, in one sentence, and the button that makes a pipeline of it; then the invitation to run. Trains nothing by itself. */
import { Play, ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import { MOST_PICKED, type Rows, type Spec } from "../../../engine/index";
import type { Draft } from "../../state/bench";
import { pickedIn, pickRows } from "../../state/by-hand";
import { changeSpec, useExperiment } from "../../state/experiment";
import { startRun, useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { bench, decision as words } from "../../text/bench-words";
import { Button } from "../../ui/Button";
import { Segmented } from "../../ui/Segmented";
import { sum, verdictsOf } from "./draft";

export interface DecisionProps {
  readonly train: Rows;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** 1 = dropped, before and with rows that are identical to dropped ones. */
  readonly drop: Uint8Array;
  readonly all: Uint8Array;
  readonly fingerprints: readonly string[] | null;
  /** The pipeline whose scores these are; what follows its filters follows the decision too. */
  readonly chain: Spec["defenses"][number];
}

export function Decision({ train, draft, onChange, drop, all, fingerprints, chain }: DecisionProps) {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), ran = useRun((s) => s.spec), busy = useRun((s) => isBusy(s.phase));
  const rows = useMemo(() => (fingerprints ? fingerprints.filter((_, i) => all[i] === 1) : null), [fingerprints, all]);
  const gone = sum(drop), more = sum(all) - gone;
  const names = useMemo(() => new Set(rows).size, [rows]), next = rows && names <= MOST_PICKED ? pickRows(spec, rows, chain) : null;
  const here = rows && rows.length > 0 ? pickedIn(spec, rows) : null, inRun = rows && rows.length > 0 ? pickedIn(ran, rows) : null;
  const why = !rows ? words.reading : rows.length === 0 ? words.nothing : names > MOST_PICKED ? words.tooMany(MOST_PICKED) : !next ? bench.fullPipelines : undefined;
  return (
    <section aria-label={words.title} className="flex flex-col gap-3 rounded-lg border border-line bg-sunken/40 p-4">
      <div className="grid items-start gap-x-6 gap-y-3 lg:grid-cols-2">
        <div className="flex flex-col gap-1">
          <h3 className="text-sm font-semibold">{words.title}</h3>
          <p role="status" className="text-lg leading-snug font-medium">{words.summary(gone, train.n, verdictsOf(draft.inspected).size)}</p>
          {more > 0 && <p className="text-sm text-muted">{words.twins(more)}</p>}
        </div>
        <Segmented<Draft["rule"]> label={words.rule} value={draft.rule} onChange={(rule) => onChange({ ...draft, rule })} options={(["beyond", "inspected"] as const).map((value) => ({ value, label: words.rules[value] }))} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {here !== null ? (
          <>
            <p role="status" className="flex items-center gap-2 text-sm"><ShieldCheck aria-hidden="true" className="size-5 shrink-0 text-defended" />{inRun === here && !busy ? words.ran(here) : words.set(here)}</p>
            {!busy && inRun !== here && <Button variant="primary" icon={<Play />} disabledReason={problem?.message} onClick={() => startRun()}>{bench.run}</Button>}
          </>
        ) : (
          <>
            <Button icon={<ShieldCheck />} disabledReason={why} onClick={() => next && changeSpec(next)}>{words.use}</Button>
            <p className="min-w-0 flex-1 basis-72 text-sm text-muted">{why && rows ? why : words.what}</p>
          </>
        )}
      </div>
    </section>
  );
}
