/** Chooses the rows, columns and seeds of a matrix. Says how many cells that makes; starts nothing by itself. */
import { Grid3x3 } from "lucide-react";
import { useMemo, useState } from "react";
import { datasets, models } from "../../../engine/index";
import { MAX_MATRIX, type Matrix } from "../../../engine/later";
import { useExperiment } from "../../state/experiment";
import { count } from "../../text/format";
import { matrixWords as words } from "../../text/matrix-words";
import { lengthOf, ticks } from "../../text/pace";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Segmented } from "../../ui/Segmented";
import { attackChoices, matrixOf, pipelineChoices, type Choosable } from "./choice";

/** A good first matrix where these fit. */
const FIRST_ROWS = ["own", "none", "label-flip"], FIRST_COLUMNS = ["own-0", "spectral-signatures", "knn-sanitization", "fine-pruning"];

function CheckList({ title, choices, chosen, onChange, most }: { readonly title: string; readonly choices: readonly Choosable[]; readonly chosen: ReadonlySet<string>; readonly onChange: (next: ReadonlySet<string>) => void; readonly most: number }) {
  const free = choices.filter((c) => c.reason === undefined);
  const toggle = (key: string, on: boolean) => { const next = new Set(chosen); if (on) next.add(key); else next.delete(key); onChange(next); };
  return (
    <fieldset className="min-w-0">
      <legend className="float-start me-3 leading-8 font-semibold">{title}</legend>
      <div className="flex flex-wrap gap-1">
        <Button size="sm" variant="ghost" onClick={() => onChange(new Set(free.slice(0, most).map((c) => c.key)))}>{words.all}</Button>
        <Button size="sm" variant="ghost" onClick={() => onChange(new Set())}>{words.clear}</Button>
      </div>
      {[...new Set(choices.map((c) => c.group))].map((group) => (
        <div key={group} className="clear-both mt-2">
          <p aria-hidden="true" className="text-xs font-medium text-muted">{group}</p>
          <ul aria-label={group} className="m-0 grid list-none gap-x-4 p-0 sm:grid-cols-2 xl:grid-cols-3">
            {choices.filter((c) => c.group === group).map((c) => (
              <li key={c.key} className="min-w-0">
                <label className={`flex min-h-8 items-start gap-2 py-1 text-sm leading-snug ${c.reason === undefined ? "cursor-pointer" : "text-muted"}`}>
                  <input type="checkbox" aria-label={c.title} className="mt-0.5 size-4 shrink-0 accent-(--h-ink)" checked={chosen.has(c.key) && c.reason === undefined} disabled={c.reason !== undefined} onChange={(e) => toggle(c.key, e.target.checked)} />
                  <span className="min-w-0">{c.title}{c.reason !== undefined && <span className="block text-xs">{c.reason.charAt(0).toUpperCase() + c.reason.slice(1)}</span>}</span>
                </label>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </fieldset>
  );
}

export function MatrixSetup({ onStart, onBack }: { readonly onStart: (matrix: Matrix) => void; readonly onBack?: () => void }) {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem);
  const rows = useMemo(() => attackChoices(spec), [spec]), columns = useMemo(() => pipelineChoices(spec), [spec]);
  const [chosenRows, setRows] = useState<ReadonlySet<string>>(() => new Set(FIRST_ROWS)), [chosenColumns, setColumns] = useState<ReadonlySet<string>>(() => new Set(FIRST_COLUMNS)), [seeds, setSeeds] = useState(2);
  const picked = rows.filter((r) => chosenRows.has(r.key) && r.reason === undefined), defended = columns.filter((c) => chosenColumns.has(c.key) && c.reason === undefined);
  const counted = { attacks: picked.map(() => null), pipelines: defended.map(() => []), seeds: Array.from({ length: seeds }, (_, i) => i) };
  const made = picked.length > 0 && defended.length > 0 ? matrixOf(spec, picked, defended, seeds) : null;
  const reason = problem?.message ?? (picked.length > MAX_MATRIX.attacks ? words.tooMany("attacks", MAX_MATRIX.attacks) : defended.length > MAX_MATRIX.pipelines ? words.tooMany("defenses", MAX_MATRIX.pipelines) : made === null ? words.choose : made.ok ? undefined : made.problem.message);
  const data = datasets.find(spec.dataset.id)!, rowsOf = spec.dataset.params["train"];
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[65ch] text-muted">{words.explain}</p>
      <CheckList title={words.attacks} choices={rows} chosen={chosenRows} onChange={setRows} most={MAX_MATRIX.attacks} />
      <CheckList title={words.pipelines} choices={columns} chosen={chosenColumns} onChange={setColumns} most={MAX_MATRIX.pipelines} />
      <div className="max-w-96"><Segmented label={words.seeds} description={words.seedsWhy} value={seeds} options={[1, 2, 3, 5].map((n) => ({ value: n, label: String(n) }))} onChange={setSeeds} /></div>
      <p className="text-sm text-muted">{words.size(counted)} {words.base(data.meta(spec.dataset.params).title, typeof rowsOf === "number" ? `${count(rowsOf)} training rows` : "all training rows", models.find(spec.model.id)!.title, lengthOf(spec), ticks[spec.regime])}</p>
      {made && !made.ok && <Notice level="warning">{made.problem.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button icon={<Grid3x3 />} disabledReason={reason} onClick={() => { if (made?.ok) onStart(made.value); }}>{words.start}</Button>
        {onBack && <Button variant="ghost" onClick={onBack}>{words.back}</Button>}
      </div>
    </div>
  );
}
