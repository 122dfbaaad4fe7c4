/**
 * The knob of a painted trigger: what it looks like on a picture, and a dialog to paint it in. Its value is the string that
 * stands in the spec and the link; one stroke is one step of the page's undo.
 */
import { Brush, Eraser, Redo2, Shuffle, Undo2 } from "lucide-react";
import { useId, useMemo, useState, type KeyboardEvent } from "react";
import { attacks, formatPainted, inputOf, MOST_PAINTED, parsePainted, type Choice, type Preview } from "../../engine/index";
import { PixelImage } from "../charts/PixelImage";
import { redoSpec, undoSpec, useExperiment } from "../state/experiment";
import { usePreview } from "../state/preview";
import { painting as words } from "../text/craft-words";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { FieldFrame, type FieldFrameLabels } from "../ui/FieldFrame";
import { useLocked } from "../ui/lock";
import { Segmented } from "../ui/Segmented";
import { Slider } from "../ui/Slider";
import { hexOf, PaintGrid, type Painting, type Rgb } from "./PaintGrid";

export interface PaintedTriggerProps {
  /** The parameter that holds it. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly error?: string;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<FieldFrameLabels>;
}

/** What is painted inside a picture of this size; a string that is broken is an empty picture. */
function paintingOf(value: string, [height = 1, width = 1]: readonly number[]): Painting {
  try {
    return new Map(parsePainted(value).filter((p) => p.row < height && p.column < width).map((p) => [p.row * width + p.column, p.rgb]));
  } catch {
    return new Map();
  }
}

/** In reading order, so that the same picture is always the same string. */
const written = (painting: Painting, width: number): string =>
  formatPainted([...painting].sort(([a], [b]) => a - b).map(([at, rgb]) => ({ row: Math.floor(at / width), column: at % width, rgb })));

/** A picture with the trigger as the attack would stamp it. */
function stamped(attack: Choice | null, name: string, painting: Painting, below: Float32Array, { meta }: Preview): Float32Array {
  const plugin = attack ? attacks.find(attack.id) : undefined;
  return plugin?.stamp && attack && painting.size > 0 ? plugin.stamp({ ...attack.params, [name]: written(painting, meta.shape[1] ?? 1) }, below, 1, meta) : below;
}

interface EditorProps {
  readonly name: string;
  readonly painting: Painting;
  readonly preview: Preview;
  readonly onChange: (value: string) => void;
}

function Editor({ name, painting, preview, onChange }: EditorProps) {
  const attack = useExperiment((s) => s.spec.attack), history = useExperiment((s) => s.history);
  const [opened] = useState(history.past.length);
  const [draft, setDraft] = useState<Painting | null>(null);
  const [tool, setTool] = useState<"paint" | "erase">("paint");
  const [brightness, setBrightness] = useState(1), [color, setColor] = useState("#ffd500");
  const [sample, setSample] = useState(preview.goal?.testIndex[0] ?? 0);
  const colorId = useId();
  const { meta, test } = preview, colored = meta.shape[2] === 3, shown = draft ?? painting;
  const below = useMemo(() => inputOf(test, sample % test.n).slice(), [test, sample]);
  const grey = Math.round(brightness * 255);
  const rgb: Rgb = colored ? [1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16)) as unknown as Rgb : [grey, grey, grey];
  const change = (next: Painting) => onChange(written(next, meta.shape[1] ?? 1));
  // Strokes can be taken back here, what came before the dialog was opened cannot.
  const canUndo = history.past.length > opened, canRedo = history.future.length > 0;
  const undo = () => canUndo && undoSpec(), redo = () => canRedo && redoSpec();
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  };
  const full = shown.size >= MOST_PAINTED;
  return (
    <div role="group" aria-label={words.title} onKeyDown={onKeyDown} className="flex flex-col gap-5 pb-2 sm:flex-row">
      <div className="mx-auto w-full max-w-[min(27rem,calc(100dvh-16rem))] min-w-0 max-sm:max-w-80 sm:mx-0">
        <PaintGrid painting={shown} shape={meta.shape} range={meta.valueRange} below={below} brush={tool === "paint" ? rgb : null} most={MOST_PAINTED} onStroke={change} onDraft={setDraft} />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <Segmented<"paint" | "erase"> label={words.tool} hideLabel value={tool} onChange={setTool} options={[{ value: "paint", label: words.paint }, { value: "erase", label: words.erase }]} />
        {colored ? (
          <div className="flex items-center gap-3">
            <label htmlFor={colorId} className="font-medium">{words.color}</label>
            <input id={colorId} type="color" value={color} onChange={(e) => setColor(e.target.value)} className="h-10 w-16 cursor-pointer rounded-md border border-edge bg-paper p-1" />
            <span className="text-sm text-muted">{hexOf(rgb)}</span>
          </div>
        ) : <Slider label={words.brightness} value={brightness} min={0} max={1} step={0.05} percent onChange={setBrightness} />}
        <div className="flex flex-wrap gap-2">
          <Button size="sm" icon={<Undo2 />} disabled={!canUndo} onClick={undo}>{words.undo}</Button>
          <Button size="sm" icon={<Redo2 />} disabled={!canRedo} onClick={redo}>{words.redo}</Button>
          <Button size="sm" icon={<Eraser />} disabled={painting.size === 0} onClick={() => change(new Map())}>{words.clear}</Button>
        </div>
        <p role="status" className="text-sm text-muted">{full ? words.full(MOST_PAINTED) : words.limit(shown.size, MOST_PAINTED)}</p>
        <div className="flex flex-wrap items-center gap-3">
          <PixelImage pixels={below} shape={meta.shape} range={meta.valueRange} size={84} alt="" caption={words.plain} />
          <PixelImage pixels={stamped(attack, name, shown, below, preview)} shape={meta.shape} range={meta.valueRange} size={84} alt="" caption={words.stamped} poisoned={shown.size > 0} />
        </div>
        <Button size="sm" variant="ghost" icon={<Shuffle />} className="-ms-2 self-start" onClick={() => setSample((s) => (s + 17) % test.n)}>{words.another}</Button>
      </div>
    </div>
  );
}

export function PaintedTrigger({ name, label, value, onChange, description, error, disabledReason, onReset, labels }: PaintedTriggerProps) {
  const [open, setOpen] = useState(false), locked = useLocked();
  const preview = usePreview((s) => s.preview), attack = useExperiment((s) => s.spec.attack);
  const ready = preview?.meta.modality === "image" ? preview : null;
  const painting = useMemo(() => paintingOf(value, ready?.meta.shape ?? [256, 256]), [value, ready]);
  const picture = useMemo(() => {
    if (!ready) return null;
    const below = inputOf(ready.test, ready.goal?.testIndex[0] ?? 0).slice();
    return stamped(attack, name, painting, below, ready);
  }, [ready, painting, attack, name]);
  return (
    <FieldFrame label={label} description={description} error={error} disabledReason={disabledReason} onReset={onReset} labels={labels}>
      {(describedBy) => (
        <div className="flex items-center gap-3">
          {ready && picture && <PixelImage pixels={picture} shape={ready.meta.shape} range={ready.meta.valueRange} size={56} alt="" poisoned={painting.size > 0} />}
          <div className="flex flex-col items-start gap-1">
            {!locked && <Button size="sm" icon={<Brush />} aria-describedby={describedBy} disabledReason={disabledReason ?? (ready ? undefined : words.loading)} onClick={() => setOpen(true)}>{words.open}</Button>}
            <span className="text-sm text-muted">{painting.size > 0 ? words.painted(painting.size) : words.none}</span>
          </div>
          {ready && (
            <Dialog open={open} onOpenChange={setOpen} title={words.title} description={words.description} size="lg" footer={<Button variant="primary" onClick={() => setOpen(false)}>{words.done}</Button>}>
              <Editor name={name} painting={painting} preview={ready} onChange={onChange} />
            </Dialog>
          )}
        </div>
      )}
    </FieldFrame>
  );
}
