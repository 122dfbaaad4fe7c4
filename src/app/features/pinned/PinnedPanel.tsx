/**
 * One input, every model: a pinned test input or one of the person's own (drawn, written, changed), as it is and with the
 * trigger, and how sure each model is about each class.
 */
import { ChevronLeft, ChevronRight, Shuffle } from "lucide-react";
import { useMemo, useState } from "react";
import { attacks, encodeMessage, inputOf, type Preview, type Spec } from "../../../engine/index";
import { DrawPad } from "../../charts/DrawPad";
import { useRun } from "../../state/run";
import { usePreview } from "../../state/preview";
import { useRunPreview } from "../../state/run-preview";
import { useExperiment } from "../../state/experiment";
import { setView, useView } from "../../state/view";
import { thingsOf } from "../../text/attack-words";
import { pinned as words } from "../../text/words";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { Segmented } from "../../ui/Segmented";
import { Answers } from "./Answers";
import { MessageBox, RowForm } from "./own-input";
import { Versions } from "./Versions";

interface Subject {
  readonly plain: Float32Array;
  readonly triggered: Float32Array | null;
  readonly truth: number | null;
  /** Which test row it is, unchanged. */
  readonly row?: number;
}

/** The input alone and, for attacks with a trigger, stamped. */
function subjectOf(plain: Float32Array, truth: number | null, spec: Spec, preview: Preview): Subject {
  const plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  return { plain, truth, triggered: plugin?.stamp && spec.attack ? plugin.stamp(spec.attack.params, plain, 1, preview.meta) : null };
}

function Stepper({ index, preview, thing }: { readonly index: number; readonly preview: Preview; readonly thing: string }) {
  const n = preview.test.n;
  const go = (to: number) => setView({ pinned: (to + n) % n });
  return (
    <div className="flex items-center gap-1">
      <IconButton size="md" label={words.previous(thing)} icon={<ChevronLeft aria-hidden="true" />} onClick={() => go(index - 1)} />
      <span className="text-sm text-muted">{words.which(thing, index + 1, preview.meta.classNames[preview.test.labels[index]!]!)}</span>
      <IconButton size="md" label={words.next(thing)} icon={<ChevronRight aria-hidden="true" />} onClick={() => go(index + 1)} />
      <IconButton size="md" label={words.another(thing)} icon={<Shuffle aria-hidden="true" />} onClick={() => go(Math.floor(Math.random() * n))} />
    </div>
  );
}

/** A test input that shows the attack: the first one that does not belong to the target already. */
function firstPin(preview: Preview): number {
  return preview.goal?.testIndex[0] ?? 0;
}

export function PinnedPanel() {
  const bench = usePreview((s) => s.preview);
  const run = useRunPreview((s) => s.preview);
  // Data that are still on their way are not those of the bench.
  const previewed = usePreview((s) => s.spec), onBench = useExperiment((s) => s.spec), benchSpec = previewed ?? onBench;
  const runSpec = useRun((s) => s.spec);
  const pinned = useView((s) => s.pinned);
  const drawing = useView((s) => s.drawing);
  const [ink, setInk] = useState<Float32Array | null>(null);
  const preview = run ?? bench, spec = run && runSpec ? runSpec : benchSpec;
  const index = preview ? Math.min(pinned ?? firstPin(preview), preview.test.n - 1) : 0;
  const [message, setMessage] = useState("");
  const [edited, setEdited] = useState<{ readonly index: number; readonly values: Float32Array } | null>(null);
  const meta = preview?.meta, modality = meta?.modality;
  const canDraw = modality === "image" && meta!.shape[0] === 28 && meta!.shape[1] === 28 && (meta!.shape[2] ?? 1) === 1;
  const own = drawing && (canDraw || modality === "text" || modality === "tabular");
  const changed = edited?.index === index && preview && edited.values.length === preview.test.inputs.length / preview.test.n ? edited.values : null;
  const subject = useMemo(() => {
    if (!preview) return null;
    const test = inputOf(preview.test, index).slice(), truth = preview.test.labels[index]!;
    if (!own) return { ...subjectOf(test, truth, spec, preview), row: index };
    if (preview.meta.modality === "text") return message.trim() ? subjectOf(encodeMessage(message, preview.meta), null, spec, preview) : null;
    if (preview.meta.modality === "tabular") return subjectOf(changed ?? test, changed ? null : truth, spec, preview);
    return ink && ink.some((v) => v > 0) ? subjectOf(ink, null, spec, preview) : null;
  }, [preview, spec, own, ink, index, message, changed]);
  if (!preview || !meta || modality === "points") return null;
  const [thing] = thingsOf(meta);
  const ownLabel = modality === "text" ? words.write : modality === "tabular" ? words.change : words.draw;
  return (
    <section aria-labelledby="pinned-title" className="rounded-lg border border-line bg-paper p-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="pinned-title" className="font-semibold">{words.title(thing)}</h2>
        {(canDraw || modality !== "image") && (
          <div className="w-72 max-w-full">
            <Segmented label={words.source(thing)} hideLabel value={own ? "draw" : "test"} onChange={(v) => setView({ drawing: v === "draw" })} options={[{ value: "test", label: words.test(thing) }, { value: "draw", label: ownLabel }]} />
          </div>
        )}
        {(!own || modality === "tabular") && <Stepper index={index} preview={preview} thing={thing} />}
      </div>
      <div className={cx("flex flex-col gap-x-6 gap-y-4", modality === "image" ? "xl:flex-row" : "")}>
        <div className={cx("flex gap-4", modality === "image" ? "shrink-0 flex-wrap" : "flex-col")}>
          {own && modality === "image" && <DrawPad size={168} onChange={setInk} />}
          {own && modality === "text" && <MessageBox value={message} onChange={setMessage} />}
          {own && modality === "tabular" && subject && <RowForm meta={meta} values={subject.plain} onChange={(values) => setEdited({ index, values })} onReset={changed ? () => setEdited(null) : undefined} />}
          {subject && <Versions subject={subject} meta={meta} />}
          {!subject && <p className="max-w-60 text-sm text-muted">{modality === "text" ? words.writeFirst : words.drawFirst}</p>}
        </div>
        <Answers subject={subject} preview={preview} spec={spec} />
      </div>
    </section>
  );
}
