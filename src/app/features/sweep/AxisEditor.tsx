/** The values of one knob: a range that fills a list which can also be typed, or check boxes for choices. */
import type { Spec } from "../../../engine/index";
import { MAX_SWEEP, type AxisInfo } from "../../../engine/later";
import { sweepWords as words, valueText } from "../../text/sweep-words";
import { Button } from "../../ui/Button";
import { NumberField } from "../../ui/NumberField";
import { TextField } from "../../ui/TextField";
import { filled, shownNumber, wrongWith, type AxisDraft } from "./draft";

export interface AxisEditorProps {
  readonly spec: Spec;
  readonly info: AxisInfo;
  readonly draft: AxisDraft;
  readonly error?: string;
  readonly onChange: (draft: AxisDraft) => void;
}

function Choices({ spec, info, draft, onChange }: AxisEditorProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{words.choices}</legend>
      <ul className="m-0 grid list-none gap-x-4 p-0 sm:grid-cols-2">
        {info.options.map(({ value, label }) => {
          const reason = wrongWith(spec, info.path, value), on = draft.chosen.includes(value);
          return (
            <li key={String(value)} className="min-w-0">
              <label className={`flex min-h-8 items-start gap-2 py-1 text-sm leading-snug ${reason === null ? "cursor-pointer" : "text-muted"}`}>
                <input type="checkbox" aria-label={label} className="mt-0.5 size-4 shrink-0 accent-(--h-ink)" checked={on && reason === null} disabled={reason !== null} onChange={() => onChange({ ...draft, chosen: on ? draft.chosen.filter((v) => v !== value) : [...draft.chosen, value] })} />
                <span className="min-w-0">{label}{reason !== null && <span className="block text-xs">{reason}</span>}</span>
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

export function AxisEditor(props: AxisEditorProps) {
  const { info, draft, error, onChange } = props, factor = info.percent ? 100 : 1, unit = info.percent ? "%" : info.unit;
  if (info.kind === "choice") return <Choices {...props} />;
  const bound = (v: number | undefined) => (v === undefined ? undefined : shownNumber(info, v)), digits = info.whole ? 0 : 6;
  const end = (label: string, value: number, set: (v: number) => AxisDraft) => (
    <NumberField label={label} value={shownNumber(info, value)} min={bound(info.min)} max={bound(info.max)} step={info.whole ? 1 : Math.max(1e-6, Number((Math.abs(value * factor) / 10).toPrecision(1)))} maxFractionDigits={digits} unit={unit?.startsWith("%") ? "%" : unit} onChange={(v) => onChange(set(v / factor))} />
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        {end(words.first, draft.from, (from) => ({ ...draft, from }))}
        {end(words.last, draft.to, (to) => ({ ...draft, to }))}
        <NumberField label={words.howMany} value={draft.count} min={2} max={MAX_SWEEP.values} maxFractionDigits={0} onChange={(count) => onChange({ ...draft, count })} />
        <Button size="sm" className="mb-1" onClick={() => onChange(filled(draft, info))}>{words.fill}</Button>
      </div>
      <TextField
        label={words.values} value={draft.text} maxLength={200} error={error} onChange={(text) => onChange({ ...draft, text })}
        description={`${words.valuesWhy(unit ?? "")}${info.min !== undefined && info.max !== undefined ? ` ${words.within(valueText(info, info.min), valueText(info, info.max))}` : ""} ${words.spacing[info.scale]}`}
      />
    </div>
  );
}
