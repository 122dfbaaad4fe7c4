/** What was read as what on a slide: counts in every cell that holds any, errors shaded, the diagonal quiet, a matrix a model. */
import { errorShade } from "../charts/ConfusionMatrix";
import { inkOn, sequential } from "../charts/scales";
import { armsOf } from "../story-figures/shown";
import { count } from "../text/format";
import { slides as words } from "../text/slide-words";
import { figures } from "../text/story-words";
import { ArmName, Blank, type SlideProps } from "./parts";

export function Matrix({ shown, box: { width, height, t, narrow } }: SlideProps) {
  const names = shown.preview!.meta.classNames, arms = armsOf(shown).filter((a) => shown.run.results[a.id]);
  if (arms.length === 0) return <Blank>{figures.noRun}</Blank>;
  const k = names.length, gap = 1.5 * t, head = Math.min(8, Math.max(2.4, ...names.map((n) => n.length * 0.6 + 0.6))) * t, own = narrow ? width : (width - gap * (arms.length - 1)) / arms.length, cell = Math.max(1.2 * t, Math.min((own - head) / k, (height - 5.4 * t) / k, 5 * t));
  return (
    <div className="flex h-full flex-wrap items-start" style={{ gap }}>
      {arms.map((arm) => (
        <table key={arm.id} aria-label={figures.confusion(arm.title)} className="border-collapse leading-none">
          <caption className="pb-[0.4em] text-start"><ArmName arm={arm} shown={shown} size={t * 1.1} /></caption>
          <thead><tr style={{ height: 1.6 * t }}><th scope="col" className="pe-[0.4em] text-end font-normal text-muted" style={{ width: head }}>{words.truth}</th>{names.map((n) => <th key={n} scope="col" className="max-w-0 truncate font-medium" style={{ width: cell }}><span className="sr-only">{words.readAs} </span>{n}</th>)}</tr></thead>
          <tbody>
            {shown.run.results[arm.id]!.confusion.map((row, truth) => {
              const all = row.reduce((a, b) => a + b, 0) || 1;
              return (
                <tr key={names[truth]} style={{ height: cell }}>
                  <th scope="row" className="max-w-0 truncate pe-[0.4em] text-end font-medium">{names[truth]}</th>
                  {row.map((n, answer) => <td key={names[answer]} className="border-2 border-paper text-center tabular-nums forced-color-adjust-none" style={truth === answer ? { background: "var(--h-sunken)", color: "var(--h-muted)" } : { background: sequential(errorShade(n / all)), color: inkOn(errorShade(n / all), false) }}>{n > 0 ? count(n) : ""}</td>)}
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </div>
  );
}
