/**
 * One input, every model: a pinned test image or a drawing, as it is and with the trigger, and how sure each model is about
 * each class. The only place where a person's own drawing meets the models.
 */
import { ChevronLeft, ChevronRight, Shuffle } from "lucide-react";
import { useMemo, useState } from "react";
import { attacks, inputOf, type Preview, type Spec } from "../../../engine/index";
import { DrawPad } from "../../charts/DrawPad";
import { PixelImage } from "../../charts/PixelImage";
import { useRun } from "../../state/run";
import { usePreview } from "../../state/preview";
import { useRunPreview } from "../../state/run-preview";
import { useExperiment } from "../../state/experiment";
import { setView, useView } from "../../state/view";
import { pinned as words } from "../../text/words";
import { IconButton } from "../../ui/IconButton";
import { Segmented } from "../../ui/Segmented";
import { Answers } from "./Answers";

interface Subject {
  readonly plain: Float32Array;
  readonly triggered: Float32Array | null;
  readonly truth: number | null;
}

/** The input alone and, for attacks with a trigger, stamped. */
function subjectOf(plain: Float32Array, truth: number | null, spec: Spec, preview: Preview): Subject {
  const plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  return { plain, truth, triggered: plugin?.stamp && spec.attack ? plugin.stamp(spec.attack.params, plain, 1, preview.meta) : null };
}

function Pictures({ subject, preview }: { readonly subject: Subject; readonly preview: Preview }) {
  const look = { shape: preview.meta.shape, range: preview.meta.valueRange, size: 84 };
  return (
    <div className="flex gap-3">
      <PixelImage {...look} pixels={subject.plain} alt="" caption={words.plain} />
      {subject.triggered && <PixelImage {...look} pixels={subject.triggered} poisoned alt="" caption={words.triggered} />}
    </div>
  );
}

function Stepper({ index, preview }: { readonly index: number; readonly preview: Preview }) {
  const n = preview.test.n;
  const go = (to: number) => setView({ pinned: (to + n) % n });
  return (
    <div className="flex items-center gap-1">
      <IconButton size="md" label={words.previous} icon={<ChevronLeft aria-hidden="true" />} onClick={() => go(index - 1)} />
      <span className="text-sm text-muted">{words.image(index + 1, preview.meta.classNames[preview.test.labels[index]!]!)}</span>
      <IconButton size="md" label={words.next} icon={<ChevronRight aria-hidden="true" />} onClick={() => go(index + 1)} />
      <IconButton size="md" label={words.another} icon={<Shuffle aria-hidden="true" />} onClick={() => go(Math.floor(Math.random() * n))} />
    </div>
  );
}

/** A test image that shows the attack: the first one that does not belong to the target already. */
function firstPin(preview: Preview): number {
  return preview.goal?.testIndex[0] ?? 0;
}

export function PinnedPanel() {
  const bench = usePreview((s) => s.preview);
  const run = useRunPreview((s) => s.preview);
  const benchSpec = useExperiment((s) => s.spec);
  const runSpec = useRun((s) => s.spec);
  const pinned = useView((s) => s.pinned);
  const drawing = useView((s) => s.drawing);
  const [ink, setInk] = useState<Float32Array | null>(null);
  const preview = run ?? bench, spec = run && runSpec ? runSpec : benchSpec;
  const index = preview ? Math.min(pinned ?? firstPin(preview), preview.test.n - 1) : 0;
  const canDraw = preview?.meta.modality === "image" && preview.meta.shape[0] === 28 && preview.meta.shape[1] === 28 && (preview.meta.shape[2] ?? 1) === 1;
  const drawn = drawing && canDraw;
  const subject = useMemo(() => {
    if (!preview) return null;
    if (drawn) return ink && ink.some((v) => v > 0) ? subjectOf(ink, null, spec, preview) : null;
    return subjectOf(inputOf(preview.test, index).slice(), preview.test.labels[index]!, spec, preview);
  }, [preview, spec, drawn, ink, index]);
  if (!preview || preview.meta.modality !== "image") return null;
  return (
    <section aria-labelledby="pinned-title" className="rounded-lg border border-line bg-paper p-4">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="pinned-title" className="font-semibold">{words.title}</h2>
        {canDraw && (
          <div className="w-72 max-w-full">
            <Segmented label={words.source} hideLabel value={drawn ? "draw" : "test"} onChange={(v) => setView({ drawing: v === "draw" })} options={[{ value: "test", label: words.test }, { value: "draw", label: words.draw }]} />
          </div>
        )}
        {!drawn && <Stepper index={index} preview={preview} />}
      </div>
      <div className="flex flex-col gap-x-6 gap-y-4 xl:flex-row">
        <div className="flex shrink-0 flex-wrap gap-4">
          {drawn && <DrawPad size={168} onChange={setInk} />}
          {subject && <Pictures subject={subject} preview={preview} />}
          {!subject && <p className="max-w-40 text-sm text-muted">{words.drawFirst}</p>}
        </div>
        <Answers subject={subject} preview={preview} spec={spec} />
      </div>
    </section>
  );
}
