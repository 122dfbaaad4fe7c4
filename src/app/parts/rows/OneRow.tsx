/** What the attacker did to one row: before and after, side by side for pictures, below each other for messages, by column for tables. */
import type { DatasetMeta } from "../../../engine/index";
import { ImageTriplet } from "../../charts/ImageTriplet";
import { cellText, columnTitle, rows as words } from "../../text/rows";
import { samples } from "../../text/words";
import { changedCells } from "./changes";
import type { RowItem } from "./items";
import { WordChips } from "./WordChips";

interface OneRowProps {
  readonly item: RowItem;
  readonly meta: DatasetMeta;
  /** The label before the attack. */
  readonly before: string;
}

function Version({ title, label, children }: { readonly title: string; readonly label: string; readonly children?: React.ReactNode }) {
  return (
    <div>
      <p className="mb-0.5 text-xs text-muted">{title}: {words.class} <strong className="font-semibold text-ink">{label}</strong></p>
      {children}
    </div>
  );
}

function OneMessage({ item, meta, before }: OneRowProps) {
  const same = item.original !== null && changedCells(item.original, item.input).length === 0;
  return (
    <div className="flex max-w-[34rem] flex-col gap-2 xl:w-76">
      {item.original && <Version title={words.before} label={before}><WordChips input={item.original} meta={meta} /></Version>}
      <Version title={words.after} label={item.label}>{same ? <p className="text-sm text-muted">{words.sameWords}</p> : <WordChips input={item.input} original={item.original} meta={meta} />}</Version>
    </div>
  );
}

function OneTableRow({ item, meta, before }: OneRowProps) {
  const columns = meta.columns ?? [];
  if (!item.original) return <Version title={words.after} label={item.label}><p className="text-sm text-muted">{words.fromNothing}</p></Version>;
  const changed = changedCells(item.original, item.input), rest = columns.length - changed.length;
  const head = "border-b border-line px-2 py-1 text-start font-medium text-muted first:ps-0";
  return (
    <div className="max-w-[34rem] xl:w-76">
      <table className="w-full text-sm">
        <thead><tr><th scope="col" className={head}>{words.column}</th><th scope="col" className={head}>{words.before}</th><th scope="col" className={head}>{words.after}</th></tr></thead>
        <tbody>
          {[{ name: words.class, was: before, now: item.label }, ...changed.map((j) => ({ name: columnTitle(columns[j]!), was: cellText(columns[j]!, item.original![j]!), now: cellText(columns[j]!, item.input[j]!) }))].map((row) => (
            <tr key={row.name} className="border-b border-line last:border-0">
              <th scope="row" className="py-1 pe-2 text-start font-normal">{row.name}</th>
              <td className="px-2 py-1">{row.was}</td>
              <td className={row.was === row.now ? "px-2 py-1" : "px-2 py-1 font-semibold text-poisoned"}>{row.now}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className="mt-1 text-xs text-muted">{changed.length === 0 ? words.sameCells : words.unchanged(rest)}</p>}
    </div>
  );
}

export function OneRow(props: OneRowProps) {
  const { item, meta } = props;
  if (meta.modality === "text") return <OneMessage {...props} />;
  if (meta.modality !== "image") return <OneTableRow {...props} />;
  const source = item.original;
  return source && <ImageTriplet original={source} triggered={item.input} shape={meta.shape} range={meta.valueRange} poisoned={item.poisoned} labels={{ triggered: samples.after }} />;
}
