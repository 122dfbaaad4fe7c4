/**
 * The knob of an attack that is about one test image: which one, and a dialog with test images to click. A value from 0 is a
 * position in the test rows; −1, −2, … are images that the seed draws, which only the run can name.
 */
import { Crosshair, Dices } from "lucide-react";
import { useMemo, useState } from "react";
import { inputOf, type Preview } from "../../engine/index";
import { PixelImage } from "../charts/PixelImage";
import { SampleStrip } from "../charts/SampleStrip";
import { PAGE, Pager, validPage } from "../parts/Pager";
import { useExperiment } from "../state/experiment";
import { usePreview } from "../state/preview";
import { wantedOfOne } from "../text/attack-words";
import { choosing as words } from "../text/craft-words";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { FieldFrame, type FieldFrameLabels } from "../ui/FieldFrame";
import { useLocked } from "../ui/lock";
import { Select } from "../ui/Select";

export interface TestRowPickerProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly description?: string;
  readonly error?: string;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<FieldFrameLabels>;
}

const ANY = -1;

function Choices({ preview, wanted, value, onChoose }: { readonly preview: Preview; readonly wanted: number | null; readonly value: number; readonly onChoose: (row: number) => void }) {
  const { meta, test } = preview;
  const [label, setLabel] = useState(value >= 0 && value < test.n ? test.labels[value]! : ANY);
  const [asked, setPage] = useState(0);
  const rows = useMemo(() => Array.from({ length: test.n }, (_, i) => i).filter((i) => test.labels[i] !== wanted && (label === ANY || test.labels[i] === label)), [test, wanted, label]);
  const page = validPage(asked, rows.length);
  const items = rows.slice(page * PAGE, page * PAGE + PAGE).map((row) => {
    const name = meta.classNames[test.labels[row]!] ?? "?";
    return { id: row, pixels: inputOf(test, row), caption: name, alt: words.alt(row, name) };
  });
  return (
    <div className="flex flex-col gap-3 pb-2">
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-48"><Select<number> label={words.byClass} hideLabel size="sm" value={label} onChange={(next) => { setLabel(next); setPage(0); }} options={[{ value: ANY, label: words.any }, ...meta.classNames.map((name, c) => ({ value: c, label: name })).filter((o) => o.value !== wanted)]} /></div>
        <Button size="sm" icon={<Dices />} onClick={() => onChoose(-1)}>{words.draw}</Button>
      </div>
      <SampleStrip label={words.strip} items={items} shape={meta.shape} range={meta.valueRange} size={48} wrap selectedId={value} onSelect={onChoose} />
      <Pager page={page} total={rows.length} onChange={setPage} />
    </div>
  );
}

export function TestRowPicker({ label, value, onChange, description, error, disabledReason, onReset, labels }: TestRowPickerProps) {
  const [open, setOpen] = useState(false), locked = useLocked();
  const preview = usePreview((s) => s.preview), previewed = usePreview((s) => s.spec), spec = useExperiment((s) => s.spec);
  const ready = preview?.meta.modality === "image" ? preview : null, wanted = wantedOfOne(spec);
  // The engine has drawn it already when the data on screen carry the goal of just this attack.
  const drawn = ready?.goal?.kind === "one" && previewed?.attack === spec.attack ? (ready.goal.testIndex[0] ?? null) : null;
  const row = value >= 0 ? value : drawn, known = ready && row !== null && row < ready.test.n;
  const name = known ? (ready.meta.classNames[ready.test.labels[row]!] ?? "?") : null;
  const choose = (next: number) => {
    onChange(next);
    setOpen(false);
  };
  return (
    <FieldFrame label={label} description={description} error={error} disabledReason={disabledReason} onReset={onReset} labels={labels}>
      {(describedBy) => (
        <div className="flex items-center gap-3">
          {known && <PixelImage pixels={inputOf(ready.test, row)} shape={ready.meta.shape} range={ready.meta.valueRange} size={56} alt="" />}
          <div className="flex min-w-0 flex-col items-start gap-1">
            {!locked && <Button size="sm" icon={<Crosshair />} aria-describedby={describedBy} disabledReason={disabledReason ?? (ready ? undefined : words.loading)} onClick={() => setOpen(true)}>{words.open}</Button>}
            <span className="text-sm leading-snug text-muted">
              {[name === null ? null : words.known(row!, name), value < 0 ? words.seeded(-value) : null].filter(Boolean).join(", ")}{value < 0 && name === null && `. ${words.later}`}
            </span>
          </div>
          {ready && (
            <Dialog open={open} onOpenChange={setOpen} title={words.title} description={words.description(wanted === null ? null : (ready.meta.classNames[wanted] ?? null))} size="lg">
              <Choices preview={ready} wanted={wanted} value={row ?? -1} onChoose={choose} />
            </Dialog>
          )}
        </div>
      )}
    </FieldFrame>
  );
}
