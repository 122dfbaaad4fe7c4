/** The two tables of a comparison: what was set differently, and what was measured, with how far it is from the first run. Draws no curve. */
import { useId } from "react";
import type { MetricValue } from "../../../engine/index";
import { percent, range, signedPoints } from "../../text/format";
import { letterOf, runsCompare as words } from "../../text/runs-words";
import type { MetricRow } from "./compare";
import type { Setting } from "./differences";

const head = "px-2 py-1.5 text-start align-bottom text-sm font-medium text-muted", cell = "px-2 py-1.5 align-top";

function Heads({ first, titles }: { readonly first: string; readonly titles: readonly string[] }) {
  // The same name three times says nothing; the letters do.
  const named = new Set(titles).size > 1;
  return (
    <thead>
      <tr className="border-b border-line">
        <th scope="col" className={head}>{first}</th>
        {titles.map((title, i) => <th key={i} scope="col" className={head}><span className="font-semibold text-ink">{letterOf(i)}</span>{named && <span title={title} className="line-clamp-2 min-w-24 text-xs font-normal [overflow-wrap:anywhere] max-sm:sr-only"> {title}</span>}</th>)}
      </tr>
    </thead>
  );
}

const box = "overflow-x-auto rounded-lg border border-line bg-paper [scrollbar-width:thin]";

export function SettingsTable({ settings, titles }: { readonly settings: readonly Setting[]; readonly titles: readonly string[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <h2 id={id} className="font-semibold">{words.settings}</h2>
      {settings.length === 0 ? <p className="text-muted">{words.sameSettings}</p> : (
        <div role="group" tabIndex={0} aria-labelledby={id} className={box}>
          <table aria-labelledby={id} className="w-full border-collapse text-sm">
            <Heads first={words.setting} titles={titles} />
            <tbody>
              {settings.map((s) => (
                <tr key={s.path} className="border-b border-line last:border-0">
                  <th scope="row" className={`${cell} text-start font-normal`} title={s.path}>{s.title}</th>
                  {s.values.map((v, i) => <td key={i} className={`${cell} min-w-24 font-medium break-words`}>{v ?? <span className="font-normal text-muted">{words.noneIn}</span>}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Value({ value, first }: { readonly value: MetricValue | null; readonly first: MetricValue | null | undefined }) {
  if (!value) return <span className="text-muted">{words.none}</span>;
  return (
    <>
      <span className="font-semibold">{percent(value.value)}</span>
      {first && <span className="block whitespace-nowrap">{words.points(signedPoints(value.value - first.value))}</span>}
      <span className="block text-xs whitespace-nowrap text-muted">{words.interval(range(value.low, value.high))}</span>
    </>
  );
}

export function NumbersTable({ rows, titles }: { readonly rows: readonly MetricRow[]; readonly titles: readonly string[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <h2 id={id} className="font-semibold">{words.numbers}</h2>
      <p className="max-w-[75ch] text-sm text-muted">{words.numbersWhy}</p>
      <div role="group" tabIndex={0} aria-labelledby={id} className={box}>
        <table aria-labelledby={id} className="w-full border-collapse text-sm">
          <Heads first={words.measure} titles={titles} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className="border-b border-line last:border-0">
                <th scope="row" className={`${cell} text-start font-normal`}>{row.title}</th>
                {row.cells.map((c, i) => <td key={i} className={cell}><Value value={c} first={i === 0 ? undefined : row.cells[0]} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
