/** A message of one's own, and a row whose values can be changed. What is typed stays on the page. */
import { useId } from "react";
import type { DatasetMeta } from "../../../engine/index";
import { columnTitle } from "../../text/rows";
import { pinned as words } from "../../text/words";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";

export function MessageBox({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const id = useId();
  return (
    <div className="max-w-[40rem]">
      <label htmlFor={id} className="text-sm font-medium">{words.writeLabel}</label>
      <textarea id={id} value={value} maxLength={600} rows={2} aria-describedby={`${id}-hint`} onChange={(e) => onChange(e.target.value)} className="mt-1 block w-full rounded-lg border border-edge bg-paper px-3 py-2" />
      <p id={`${id}-hint`} className="text-xs text-muted">{words.writeHint}</p>
    </div>
  );
}

interface RowFormProps {
  readonly meta: DatasetMeta;
  readonly values: Float32Array;
  readonly onChange: (values: Float32Array) => void;
  /** Only while something differs from the test row. */
  readonly onReset?: () => void;
}

export function RowForm({ meta, values, onChange, onReset }: RowFormProps) {
  const set = (j: number, value: number) => onChange(values.map((v, i) => (i === j ? value : v)));
  return (
    <fieldset className="rounded-md border border-line p-2">
      <legend className="px-1 text-sm font-medium">{words.changeLabel}</legend>
      <div className="grid max-h-64 grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-5 gap-y-1 overflow-y-auto [scrollbar-width:thin]">
        {(meta.columns ?? []).map((column, j) => (
          <div key={j} className="flex items-center justify-between gap-2 text-sm">
            <span className="min-w-0 text-muted [overflow-wrap:anywhere]" title={column.description}>{columnTitle(column)}</span>
            {column.kind === "category"
              ? <span className="w-28 shrink-0"><Select<number> size="sm" hideLabel label={column.name} value={values[j]!} options={column.levels.map((label, value) => ({ value, label }))} onChange={(v) => set(j, v)} /></span>
              : <input type="number" aria-label={columnTitle(column)} min={column.range[0]} max={column.range[1]} step={10 ** -column.decimals} value={Number(values[j]!.toFixed(column.decimals))} onChange={(e) => e.target.value !== "" && Number.isFinite(e.target.valueAsNumber) && set(j, Math.min(column.range[1], Math.max(column.range[0], e.target.valueAsNumber)))} className="h-8 w-24 shrink-0 rounded-md border border-edge bg-paper px-2 text-end" />}
          </div>
        ))}
      </div>
      {onReset && <Button size="sm" variant="ghost" className="mt-1" onClick={onReset}>{words.changeBack}</Button>}
    </fieldset>
  );
}
