/**
 * How sure one model is about one input, class by class: without the trigger to the left, with it to the right. A real
 * table with bars in it, so it needs no twin. Not for accuracies.
 */
import { memo, type ReactNode } from "react";
import { argmaxRows } from "../../engine/index";
import { cx } from "../ui/cx";
import { armStyles, type ArmTone } from "./arm-style";
import { number } from "./format";
import { charts } from "../text/ui-words";

export interface ProbabilityBarsLabels {
  readonly class: string;
  readonly plain: string;
  readonly triggered: string;
  readonly truth: string;
  readonly target: string;
  /** Where the probabilities are no numbers. */
  readonly none: string;
  readonly unit: string;
}
/** What it says unless told otherwise. */
export const probabilityLabels: ProbabilityBarsLabels = charts.probability;

export interface ProbabilityBarsProps {
  /** Accessible name of the table, for example "Poisoned model". */
  readonly caption: ReactNode;
  readonly hideCaption?: boolean;
  readonly tone: ArmTone;
  readonly classNames: readonly string[];
  /** One probability per class. */
  readonly plain: ArrayLike<number>;
  readonly triggered?: ArrayLike<number> | null;
  readonly trueClass?: number;
  readonly targetClass?: number | null;
  readonly labels?: Partial<ProbabilityBarsLabels>;
}

interface BarProps {
  readonly share: number;
  readonly top: boolean;
  readonly tone: ArmTone;
  readonly side: "left" | "right";
}

function Bar({ share, top, tone, side }: BarProps) {
  // A model that fell apart while learning is sure of nothing.
  const known = Number.isFinite(share), value = known ? number(share * 100, share > 0.0005 && share < 0.0995 ? 1 : 0) : "–";
  return (
    <span className={cx("flex items-center gap-1", side === "left" && "flex-row-reverse")}>
      <span className={cx("flex h-3.5 min-w-0 flex-1 bg-sunken/70", side === "left" && "justify-end")}>
        <span className="relative block h-full forced-color-adjust-none" style={{ width: `${known ? Math.max(share > 0.001 ? 1 : 0, share * 100) : 0}%`, background: top ? armStyles[tone].fill : "var(--h-baseline-fill)" }} />
      </span>
      <span className={cx("w-8 shrink-0 text-xs leading-none", side === "left" ? "text-start" : "text-end", top ? "font-semibold text-ink" : "text-muted")}>{value}</span>
    </span>
  );
}

export const ProbabilityBars = memo(function ProbabilityBars({ caption, hideCaption, tone, classNames, plain, triggered, trueClass, targetClass, labels }: ProbabilityBarsProps) {
  const say = { ...probabilityLabels, ...labels };
  const topOf = (p: ArrayLike<number>) => argmaxRows(Float32Array.from(p), p.length)[0]!, topPlain = topOf(plain), topTriggered = triggered ? topOf(triggered) : topPlain;
  // Said once for both where both are silent; beside models that answer, the rows stay at one height.
  const silent = topPlain < 0 && topTriggered < 0, none = !silent && <strong className="block font-semibold text-ink">{say.none}</strong>;
  const long = classNames.some((n) => n.length > 2);
  const head = "pb-1 text-xs leading-tight font-normal text-muted";
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className={cx("pb-1 text-start text-sm font-semibold", hideCaption && "sr-only")}>{caption}<span className="font-normal text-muted">, {silent ? say.none : say.unit}</span></caption>
      <thead>
        <tr>
          <th scope="col" className={cx(head, "pe-2 text-end whitespace-nowrap")}>{say.plain}{topPlain < 0 && none}</th>
          <th scope="col" className={cx(head, long ? "w-[38%]" : "w-[25%]")}><span className="sr-only">{say.class}</span></th>
          {triggered && <th scope="col" className={cx(head, "ps-2 text-start whitespace-nowrap")}>{say.triggered}{topTriggered < 0 && none}</th>}
        </tr>
      </thead>
      <tbody>
        {classNames.map((name, c) => (
          <tr key={c}>
            <td className="py-px"><Bar share={plain[c] ?? 0} top={c === topPlain} tone={tone} side="left" /></td>
            <th scope="row" className="px-1 py-px text-center text-xs leading-none font-normal">
              <span className="flex flex-wrap items-center justify-center gap-x-1 gap-y-0.5">
                <span title={long ? name : undefined} className={cx("min-w-0 truncate", (c === trueClass || c === targetClass) && "font-semibold", c === targetClass && "text-poisoned")}>{name}</span>
                {c === trueClass && <span className="rounded-xs border border-edge/60 px-0.5 text-[10px] leading-3 text-muted">{say.truth}</span>}
                {c === targetClass && <span className="rounded-xs border border-poisoned/60 px-0.5 text-[10px] leading-3 text-poisoned">{say.target}</span>}
              </span>
            </th>
            {triggered && <td className="py-px"><Bar share={triggered[c] ?? 0} top={c === topTriggered} tone={tone} side="right" /></td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
});
