/**
 * One test input as it is and with the trigger, and what each model of the run said of it when it was tested. Asks no model,
 * so a recorded run answers as well as one's own; drawing and writing inputs is the lab's.
 */
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useMemo } from "react";
import { attacks } from "../../engine/index";
import { toneOf } from "../charts/arm-style";
import { ProbabilityBars } from "../charts/ProbabilityBars";
import { Versions } from "../features/pinned/Versions";
import { useRun } from "../state/run";
import { setView, useView } from "../state/view";
import { answerName } from "../text/answer-words";
import { thingsOf } from "../text/attack-words";
import { figures as words } from "../text/story-words";
import { pinned as labels } from "../text/words";
import { cx } from "../ui/cx";
import { IconButton } from "../ui/IconButton";
import { armsOf, isLive, nameOfArm, type FigureSize, type Shown } from "./shown";
import { answersOf, inputAt, rowsOf, telling } from "./pinned-rows";
import { sideBySide } from "./side-by-side";

export function Pinned({ shown, size }: { readonly shown: Shown; readonly size: FigureSize }) {
  const preview = shown.preview!, { meta, test } = preview, { spec } = shown, wanted = useView((s) => s.pinned);
  const { rows, first } = useMemo(() => {
    const all = rowsOf(shown.preview!);
    return { rows: all, first: telling(shown, all) };
  }, [shown]);
  const known = wanted === null ? -1 : rows.indexOf(wanted), at = known >= 0 ? known : first, row = rows[at] ?? 0;
  const subject = useMemo(() => inputAt(shown, row), [shown, row]);
  const [thing] = thingsOf(meta), truth = test.labels[row]!, name = (c: number | undefined) => answerName(meta.classNames, c);
  const target = spec.attack ? (attacks.find(spec.attack.id)?.target?.(spec.attack.params, truth, meta.classNames.length) ?? null) : null;
  const answered = armsOf(shown).flatMap((arm) => { const answers = answersOf(shown, arm.id, row); return answers ? [{ arm, ...answers }] : []; });
  const said = answered.map((a) => words.pinnedAnswer(nameOfArm(a.arm, shown), name(a.says), a.triggered ? name(a.saysTriggered) : null));
  // What is in view counts as looked at, and stays when a run ends. A run that has just left the screen is not in view.
  const settled = isLive(size) && known < 0 && answered.length > 0;
  useEffect(() => { if (settled && useRun.getState().result === shown.run.result) setView({ pinned: row }); }, [settled, row, shown]);
  const go = (by: number) => setView({ pinned: rows[(at + by + rows.length) % rows.length]! });
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="text-sm font-semibold">{words.pinned(thing)}</h3>
        <div className="flex items-center gap-1">
          {isLive(size) && <IconButton size="md" label={labels.previous(thing)} icon={<ChevronLeft aria-hidden="true" />} onClick={() => go(-1)} />}
          <span className="text-sm text-muted">{labels.which(thing, row + 1, meta.classNames[truth]!)}</span>
          {isLive(size) && <IconButton size="md" label={labels.next(thing)} icon={<ChevronRight aria-hidden="true" />} onClick={() => go(1)} />}
        </div>
      </div>
      {/* Above the pictures: on a phone the bars reach far below them, and this is what to compare from one input to the next. */}
      <p className="-mt-2 min-h-10 text-sm text-muted">{said.length > 0 ? `${said.join("; ")}.` : labels.before}{said.length > 0 && preview.pending && subject.triggered && ` ${words.pinnedLater}`}</p>
      <div className={cx("flex min-w-0 flex-col gap-x-6 gap-y-4", meta.modality === "image" && "md:flex-row")}>
        <div className={cx("min-w-0", meta.modality === "image" && "shrink-0")}><Versions subject={subject} meta={meta} /></div>
        {answered.length > 0 && (
          <div className="grid min-w-0 flex-1 gap-x-6 gap-y-4" style={sideBySide(answered.length, 11)}>
            {answered.map(({ arm, plain, triggered }) => <ProbabilityBars key={arm.id} caption={nameOfArm(arm, shown)} tone={toneOf(arm.kind)} classNames={meta.classNames} plain={plain} triggered={triggered} trueClass={truth} targetClass={target} />)}
          </div>
        )}
      </div>
    </figure>
  );
}
