/** One message as a row of words, each in a chip of its own: words in a list are not sentences. Marks what an attacker put in or left out. */
import { NO_WORD, wordsOf, type DatasetMeta } from "../../../engine/index";
import { rows as words } from "../../text/rows";
import { cx } from "../../ui/cx";
import { wordSteps } from "./changes";

export interface WordChipsProps {
  readonly input: Float32Array;
  /** The message before the attack. */
  readonly original?: Float32Array | null;
  readonly meta: DatasetMeta;
}

const looks = {
  same: "border-transparent bg-sunken/70",
  in: "border-poisoned-fill bg-poisoned-tint font-semibold text-poisoned",
  out: "border-dashed border-edge text-muted line-through",
} as const;

export function WordChips({ input, original = null, meta }: WordChipsProps) {
  const steps = wordSteps(original, input);
  if (steps.length === 0) return <span className="text-sm text-muted">{words.empty}</span>;
  const names = wordsOf(steps.map((s) => s.word || NO_WORD), meta);
  return (
    <span className="flex flex-wrap gap-x-1 gap-y-0.5">
      {steps.map(({ how }, i) => (
        <span key={i} className={cx("max-w-full rounded-sm border px-1 text-sm leading-5 break-words", looks[how])}>
          {how !== "same" && <span className="sr-only">{how === "in" ? words.plus : words.minus}</span>}
          {how === "in" && <span aria-hidden="true">+</span>}
          {names[i]}
        </span>
      ))}
    </span>
  );
}
