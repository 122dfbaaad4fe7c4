/** What a person decides about a table: which column is the class, who delivered the rows, what each column is used as. */
import { useState } from "react";
import type { ColumnUse, ImportChoices, ImportLook } from "../../../engine/index";
import { PAGE, Pager, validPage } from "../../parts/Pager";
import type { OwnTab } from "../../state/own";
import { choicesOf, choose, type Reading } from "../../state/own-session";
import { count } from "../../text/format";
import { look as words } from "../../text/own-words";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Switch } from "../../ui/Switch";

/** Stands for "none" in lists whose values are names. */
const NONE = "\u0000";

const uses: readonly ColumnUse[] = ["number", "category", "text", "ignore"];
const delimiters = [",", ";", "\t", "|"] as const;

interface TableProps {
  readonly tab: OwnTab;
  readonly reading: Reading;
}

function Columns({ tab, look, choices }: { readonly tab: OwnTab; readonly look: ImportLook; readonly choices: ImportChoices }) {
  const [wanted, setPage] = useState(0);
  const size = PAGE / 3, page = validPage(wanted, look.columns.length, size);
  const head = "border-b border-line px-2 py-1 text-start font-medium text-muted";
  return (
    <div>
      <div role="group" tabIndex={0} aria-label={words.columns} className="overflow-x-auto rounded-md border border-line">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">{words.columns}</caption>
          <thead>
            <tr>
              <th scope="col" className={head}>{words.column}</th>
              <th scope="col" className={head}>{words.use}</th>
              <th scope="col" className={`${head} text-end`}>{words.distinct}</th>
              <th scope="col" className={`${head} text-end`}>{words.gaps}</th>
              <th scope="col" className={head}>{words.examples}</th>
            </tr>
          </thead>
          <tbody>
            {look.columns.slice(page * size, (page + 1) * size).map((c) => (
              <tr key={c.name} className="border-b border-line last:border-0">
                <th scope="row" className="max-w-44 truncate px-2 py-1 text-start font-normal" title={c.name}>{c.name}</th>
                <td className="px-2 py-1">
                  {c.name === choices.label ? <span className="px-2 font-medium">{words.asLabel}</span>
                    : c.name === choices.source ? <span className="px-2 font-medium">{words.asSource}</span>
                    : <Select label={words.useOf(c.name)} hideLabel size="sm" value={choices.uses?.[c.name] ?? c.use} options={uses.map((value) => ({ value, label: words.uses[value] }))} onChange={(use) => choose(tab, { uses: { [c.name]: use } })} />}
                </td>
                <td className="px-2 py-1 text-end tabular-nums">{count(c.distinct)}</td>
                <td className="px-2 py-1 text-end tabular-nums">{count(c.missing)}</td>
                <td className="max-w-56 truncate px-2 py-1 text-muted">{c.examples.join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} total={look.columns.length} size={size} onChange={setPage} />
    </div>
  );
}

/** How the file is cut into cells; shown also when it could not be read, because that may be the reason. */
export function TableFormat({ tab, reading }: TableProps) {
  const choices = choicesOf(reading);
  return (
    <div className="grid items-end gap-x-6 gap-y-3 sm:grid-cols-2">
      <Segmented label={words.delimiter} value={choices.delimiter ?? ","} options={delimiters.map((value) => ({ value, label: words.delimiters[value] }))} onChange={(delimiter) => choose(tab, { delimiter })} />
      <Switch label={words.header} checked={choices.header ?? true} onChange={(header) => choose(tab, { header })} />
    </div>
  );
}

export function TableChoices({ tab, reading, look }: TableProps & { readonly look: ImportLook }) {
  const set = (change: ImportChoices) => choose(tab, change);
  const choices = choicesOf(reading), names = look.columns.map((c) => ({ value: c.name, label: c.name }));
  const two = look.classCounts.length === 2, gaps = look.columns.some((c) => c.missing > 0);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <Select label={words.label} value={choices.label ?? NONE} options={choices.label === undefined ? [{ value: NONE, label: words.noLabel }, ...names] : names} description={words.labelWhy} onChange={(label) => label !== NONE && set({ label })} />
        <Select label={words.source} value={choices.source ?? NONE} options={[{ value: NONE, label: words.noSource }, ...names.filter((n) => n.value !== choices.label)]} description={words.sourceWhy} onChange={(source) => set({ source: source === NONE ? null : source })} />
        {two && <Select label={words.positive} value={choices.positive ?? NONE} options={[{ value: NONE, label: words.noPositive }, ...look.classCounts.map((c) => ({ value: c.name, label: c.name }))]} description={words.positiveWhy} onChange={(positive) => set({ positive: positive === NONE ? null : positive })} />}
        {gaps && <Segmented label={words.missing} value={choices.missing ?? "drop"} options={[{ value: "drop", label: words.drop }, { value: "fill", label: words.fill }]} description={words.missingWhy} onChange={(missing) => set({ missing })} />}
      </div>
      <TableFormat tab={tab} reading={reading} />
      <Columns tab={tab} look={look} choices={choices} />
    </div>
  );
}
