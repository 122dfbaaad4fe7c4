/** The two tables of a comparison: what was set differently, and what was measured, with how far it is from the first run. Draws no curve. */
import { useId } from "react";
import type { MetricValue } from "../../../engine/index";
import { percent, range, signedPoints } from "../../text/format";
import { letterOf, runsCompare as words } from "../../text/runs-words";
import type { MetricRow } from "./compare";
import type { Setting } from "./differences";

const head = "px-1.5 py-1.5 text-start align-bottom text-sm font-medium text-muted sm:px-2", cell = "px-1.5 py-1.5 align-top sm:px-2";
/** The first column is as narrow as its words on a narrow screen, and stays where the others are scrolled. */
const first = "sticky start-0 z-10 bg-paper max-sm:w-0 max-sm:max-w-28 max-sm:break-words";

function Heads({ title: name, titles }: { readonly title: string; readonly titles: readonly string[] }) {
  // The same name three times says nothing; the letters do.
  const named = new Set(titles).size > 1;
  return (
    <thead>
      <tr className="border-b border-line">
        <th scope="col" className={`${head} ${first}`}>{name}</th>
        {titles.map((title, i) => <th key={i} scope="col" className={head}><span className="font-semibold text-ink">{letterOf(i)}</span>{named && <span title={title} className="line-clamp-2 text-xs font-normal [overflow-wrap:anywhere] max-sm:sr-only sm:min-w-24"> {title}</span>}</th>)}
      </tr>
    </thead>
  );
}

const box = "relative overflow-x-auto rounded-lg border border-line bg-paper [scrollbar-width:thin]";

export function SettingsTable({ settings, titles }: { readonly settings: readonly Setting[]; readonly titles: readonly string[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <h2 id={id} className="font-semibold">{words.settings}</h2>
      {settings.length === 0 ? <p className="text-muted">{words.sameSettings}</p> : (
        <div role="group" tabIndex={0} aria-labelledby={id} className={box}>
          <table aria-labelledby={id} className="w-full border-collapse text-sm">
            <Heads title={words.setting} titles={titles} />
            <tbody>
              {settings.map((s) => (
                <tr key={s.path} className="border-b border-line last:border-0">
                  <th scope="row" className={`${cell} ${first} text-start font-normal`} title={s.path}>{s.title}</th>
                  {s.values.map((v, i) => <td key={i} className={`${cell} min-w-18 font-medium [overflow-wrap:anywhere] sm:min-w-24`}>{v ?? <span className="font-normal text-muted">{words.noneIn}</span>}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Value({ value, from }: { readonly value: MetricValue | null; readonly from: MetricValue | null | undefined }) {
  if (!value) return <span className="text-muted">{words.none}</span>;
  return (
    <>
      <span className="font-semibold">{percent(value.value)}</span>
      {from && <span className="block sm:whitespace-nowrap">{words.points(signedPoints(value.value - from.value))}</span>}
      <span className="block text-xs text-muted sm:whitespace-nowrap">{words.interval(range(value.low, value.high))}</span>
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
          <Heads title={words.measure} titles={titles} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className="border-b border-line last:border-0">
                <th scope="row" className={`${cell} ${first} text-start font-normal`}>{row.title}</th>
                {row.cells.map((c, i) => <td key={i} className={cell}><Value value={c} from={i === 0 ? undefined : row.cells[0]} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
