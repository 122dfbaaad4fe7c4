/** Who is in quarantine on the bench, what that costs once the truth is shown, and the invitation to run with it. Puts nobody in by itself. */
import { Play, ShieldCheck } from "lucide-react";
import { removeDefense } from "../../state/edit";
import { changeSpec, sameSpec, useExperiment } from "../../state/experiment";
import { allHeld, type Held } from "../../state/quarantine";
import { startRun, useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { quarantine as words } from "../../text/federation-words";
import { chainTitle } from "../../text/summaries";
import { rail } from "../../text/words";
import { Button } from "../../ui/Button";

export interface QuarantineProps {
  /** Malicious clients; null while the truth is hidden. */
  readonly malicious: ReadonlySet<number> | null;
  /** What was just done, for those who cannot see the marks. */
  readonly said: string;
  /** The round that a client chosen now would be in quarantine from. */
  readonly from: number;
}

function One({ held, malicious }: { readonly held: Held; readonly malicious: ReadonlySet<number> | null }) {
  const spec = useExperiment((s) => s.spec), chain = spec.defenses[held.pipeline], position = chain?.findIndex((c) => c.id === "quarantine") ?? -1;
  const name = spec.defenses.length > 1 ? `${rail.pipelineName(held.pipeline + 1)} (${chainTitle(chain)})` : chainTitle(chain), bad = malicious ? held.clients.filter((c) => malicious.has(c)).length : 0;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <ShieldCheck aria-hidden="true" className="size-5 shrink-0 text-defended" />
      <span className="min-w-0 flex-1 basis-72">
        {words.line(name, held.clients, held.from)} {malicious && <strong className="font-medium">{words.truth(bad, held.clients.length - bad, malicious.size - bad)}</strong>}
      </span>
      <Button size="sm" variant="ghost" onClick={() => changeSpec(removeDefense(spec, { pipeline: held.pipeline, position }))}>{words.clear}</Button>
    </li>
  );
}

export function Quarantine({ malicious, said, from }: QuarantineProps) {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), ran = useRun((s) => s.spec), busy = useRun((s) => isBusy(s.phase));
  const all = allHeld(spec).filter((h) => h.clients.length > 0), same = ran !== null && sameSpec(ran, spec);
  return (
    <section aria-label={words.title} className="flex flex-col gap-2 rounded-lg border border-line bg-sunken/40 p-4">
      <h3 className="text-sm font-semibold">{words.title}</h3>
      {all.length === 0 ? <p className="text-sm text-muted">{words.none(from)}</p> : <ul className="m-0 flex list-none flex-col gap-2 p-0">{all.map((h) => <One key={h.pipeline} held={h} malicious={malicious} />)}</ul>}
      {all.length > 0 && malicious === null && <p className="text-sm text-muted">{words.hiddenTruth}</p>}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {all.length > 0 && !busy && !same && <Button variant="primary" icon={<Play />} disabledReason={problem?.message} onClick={() => startRun()}>{words.run}</Button>}
        {all.length > 0 && same && <p className="text-sm text-muted">{words.ran}</p>}
        <p role="status" className="text-sm">{said}</p>
      </div>
    </section>
  );
}
