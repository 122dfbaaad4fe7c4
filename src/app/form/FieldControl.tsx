/** Chooses the control for one described field. The only place that knows which kind of parameter looks like what. */
import { lazy, Suspense } from "react";
import { namedOptions, type Field } from "./fields";
import { ListEditor, type ListEditorLabels } from "./ListEditor";
import { NumberField, type NumberFieldLabels } from "../ui/NumberField";
import { Segmented } from "../ui/Segmented";
import { Select, type Option } from "../ui/Select";
import { Slider, type SliderLabels } from "../ui/Slider";
import { Switch } from "../ui/Switch";
import { TextField } from "../ui/TextField";

// Controls that need pictures, a dialog or words of their own; they come when a plug-in asks for them.
const PaintedTrigger = lazy(() => import("./PaintedTrigger").then((m) => ({ default: m.PaintedTrigger })));
const PickedRows = lazy(() => import("./PickedRows").then((m) => ({ default: m.PickedRows })));
const TestRowPicker = lazy(() => import("./TestRowPicker").then((m) => ({ default: m.TestRowPicker })));

export type FieldLabels = SliderLabels & NumberFieldLabels & ListEditorLabels;

export interface FieldControlProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown, final: boolean) => void;
  readonly onReset?: () => void;
  readonly error?: string;
  readonly disabledReason?: string;
  /** Reason why a single option cannot be chosen, by option value. */
  readonly optionReasons?: Readonly<Record<string, string>>;
  /** Class names for `control: "class"`. */
  readonly classNames?: readonly string[];
  /** Column names for `control: "column"`. */
  readonly columnNames?: readonly string[];
  readonly labels?: Partial<FieldLabels>;
}

const SEGMENTED_MAX = 4, SEGMENTED_CHARS = 34, SLIDER_RANGE = 1000;

export function FieldControl({ field, value, onChange, onReset, error, disabledReason, optionReasons, classNames, columnNames, labels }: FieldControlProps) {
  const common = { label: field.title, description: field.description, error, disabledReason, onReset, labels };
  const numeric = typeof value === "number" ? value : typeof field.default === "number" ? field.default : (field.min ?? 0);
  const { min, max, step } = field;
  if (field.kind === "painted") return <Suspense fallback={<div className="min-h-24" />}><PaintedTrigger {...common} name={field.name} value={typeof value === "string" ? value : ""} onChange={(v) => onChange(v, true)} /></Suspense>;
  if (field.kind === "row") return <Suspense fallback={<div className="min-h-24" />}><TestRowPicker {...common} value={numeric} onChange={(v) => onChange(v, true)} /></Suspense>;
  if (field.kind === "picked") return <Suspense fallback={<div className="min-h-16" />}><PickedRows {...common} count={Array.isArray(value) ? value.length : 0} onClear={() => onChange([], true)} /></Suspense>;
  if (field.kind === "boolean") return <Switch {...common} checked={value === true} onChange={(v) => onChange(v, true)} />;
  const named = namedOptions(field, { classNames, columnNames });
  if (named) return <Select<number> {...common} value={numeric} options={named} onChange={(v) => onChange(v, true)} />;
  if (field.kind === "enum" && field.options) {
    const options: Option<string | number>[] = field.options.map((o) => ({ ...o, disabledReason: optionReasons?.[String(o.value)] }));
    const chars = options.reduce((sum, o) => sum + o.label.length, 0);
    const current = value as string | number;
    return options.length <= SEGMENTED_MAX && chars <= SEGMENTED_CHARS
      ? <Segmented {...common} value={current} options={options} onChange={(v) => onChange(v, true)} />
      : <Select {...common} value={current} options={options} onChange={(v) => onChange(v, true)} />;
  }
  if (field.kind === "list") {
    const list = Array.isArray(value) ? value.filter((v): v is number => typeof v === "number") : [];
    return <ListEditor {...common} value={list} unit={field.unit} min={field.item?.min} max={field.item?.max} minItems={field.item?.minItems} maxItems={field.item?.maxItems} onChange={onChange} />;
  }
  if (field.kind === "text") return <TextField {...common} value={typeof value === "string" ? value : ""} maxLength={max} onChange={onChange} />;
  const whole = field.kind !== "number";
  if (field.nullable) return <NumberField {...common} value={typeof value === "number" ? value : null} min={min} max={max} step={step ?? (whole ? 10 : 0.1)} maxFractionDigits={whole ? 0 : 6} unit={field.unit} onChange={onChange} onEmpty={() => onChange(null, true)} />;
  const bounded = min !== undefined && max !== undefined && min < max;
  if (bounded && (!whole || max - min <= SLIDER_RANGE || field.scale === "log"))
    return <Slider {...common} value={numeric} min={min} max={max} step={step ?? (whole ? 1 : undefined)} whole={whole} scale={field.scale} percent={field.percent} unit={field.unit} onChange={onChange} />;
  return <NumberField {...common} value={numeric} min={min} max={max} step={step ?? (whole ? 1 : 0.1)} maxFractionDigits={whole ? 0 : 6} unit={field.unit} onChange={onChange} />;
}
