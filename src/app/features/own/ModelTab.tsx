/** A model of the person's own: files are read in the worker, what was understood is shown, and two buttons in the footer use it. */
import { Trash2 } from "lucide-react";
import { useEffect, useId } from "react";
import { useExperiment } from "../../state/experiment";
import { auditModel, dropModel, openWanted, readFiles, refreshModels, showModel, useAsStart as startWith, useOwnModel } from "../../state/own-model";
import { auditOf, canStart } from "../../state/own-model-edit";
import { count } from "../../text/format";
import { modelTab as words } from "../../text/model-words";
import { asSentence } from "../../text/summaries";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Notice } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";
import { Segmented } from "../../ui/Segmented";
import { FileButton } from "./FileButton";

const shape = (sides: readonly number[]): string => sides.join(" × ");

function KeptModels() {
  const sets = useOwnModel((s) => s.sets);
  useEffect(() => void refreshModels(), []);
  if (sets.length === 0) return null;
  return (
    <section aria-label={words.kept} className="mt-3">
      <h3 className="pb-1 text-sm font-semibold">{words.kept}</h3>
      <ul className="flex flex-wrap gap-2">
        {sets.map((m) => (
          <li key={m.hash} className="flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line py-1.5 pe-1.5 ps-3 text-sm">
            <span className="min-w-0"><span className="block truncate font-medium">{m.title}</span><span className="text-muted">{words.keptFacts(m.parameters, m.kept)}</span></span>
            <span className="flex gap-1">
              <Button size="sm" aria-label={words.showNamed(m.title)} onClick={() => void showModel(m.hash)}>{words.show}</Button>
              {m.kept && <Button size="sm" variant="ghost" icon={<Trash2 />} aria-label={words.forgetNamed(m.title)} onClick={() => void dropModel(m.hash, m.title)}>{words.forget}</Button>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ModelLook() {
  const { look, busy, problem, pixels, wanted } = useOwnModel(), id = useId();
  if (!look && !busy && !problem) return null;
  return (
    <section aria-label={words.region} aria-busy={busy} className="relative mt-4 flex flex-col gap-4 border-t border-line pt-3">
      {busy && <div className="absolute inset-x-0 -top-1"><Progress compact label={words.reading} value={null} /></div>}
      {problem && <Notice level="error" title={words.failed}>{problem.message}</Notice>}
      {look && (
        <>
          {wanted?.hash === look.hash && <Notice action={{ label: words.open, onClick: () => void openWanted(look) }}>{words.opens}</Notice>}
          <div>
            <p className="font-semibold break-words">{look.title}</p>
            <p role="status" className="text-sm text-muted">{words.takes} {shape(look.plan.inputShape)}, {words.gives.toLowerCase()} {words.classes(look.plan.classes)}. {words.facts(look.weights.length, look.bytes)}</p>
            <p className="mt-1 text-sm text-muted">{words.fingerprint} <code className="break-all">{look.hash}</code></p>
          </div>
          {look.plan.inputShape.length === 3 && (
            <div className="w-full max-w-72">
              <Segmented label={words.pixels} value={pixels} options={[{ value: "unit", label: words.unit }, { value: "bytes", label: words.bytes }]} onChange={(next) => useOwnModel.setState({ pixels: next })} />
              <p className="mt-1 text-sm text-muted">{words.pixelsWhy}</p>
            </div>
          )}
          {look.notes.length > 0 && <Notice title={words.notes}><ul className="space-y-1 break-words">{look.notes.map((note) => <li key={note}>{note}</li>)}</ul></Notice>}
          <div>
            <p id={id} className="pb-1 text-sm font-medium">{words.layers}</p>
            <DataTable labelledBy={id} data={{ columns: words.columns.map((title, i) => ({ title, numeric: i === 3 })), rows: look.layers.map((l) => [l.name, l.kind, shape(l.shape), count(l.parameters), l.readAs || (l.kind === "InputLayer" ? "" : words.nothing)]) }} />
          </div>
        </>
      )}
    </section>
  );
}

export function ModelTab() {
  return (
    <>
      <p>{words.how} <span className="text-muted">{words.limits}</span></p>
      <div className="mt-3 flex flex-wrap gap-2">
        <FileButton multiple accept=".json,.bin,application/json,application/octet-stream" onFiles={(files) => void readFiles(files)}>{words.files}</FileButton>
        <FileButton accept=".zip,application/zip" onFiles={(files) => void readFiles(files)}>{words.zip}</FileButton>
      </div>
      <KeptModels />
      <ModelLook />
    </>
  );
}

/** The part of a problem's message after the name of its field. */
const withoutField = (message: string): string => asSentence(message.replace(/^[\w.-]+: /, ""));

export function ModelFooter() {
  const { look, busy, pixels } = useOwnModel(), spec = useExperiment((s) => s.spec);
  const none = look && !busy ? undefined : busy ? `${words.reading}…` : words.nothingYet;
  const fits = look ? canStart(spec, look, pixels) : true, audited = look ? auditOf(spec, look, pixels) : null;
  const noStart = none ?? (fits === true ? undefined : asSentence(fits)), noAudit = none ?? (audited && !audited.ok ? withoutField(audited.problem.message) : undefined);
  return (
    <>
      <p className="me-auto max-w-[60ch] flex-1 basis-60 self-center text-sm text-muted">{noStart ?? noAudit}</p>
      <Button disabledReason={noStart} onClick={() => look && void startWith(look)}>{words.use}</Button>
      <Button variant="primary" disabledReason={noAudit} onClick={() => look && void auditModel(look)}>{words.audit}</Button>
    </>
  );
}
