/**
 * Under a defended column: the same numbers for a random filter, for an oracle and for the same pipeline on clean data, so
 * that no defense stands alone. Opens them as full columns on request.
 */
import { Columns3 } from "lucide-react";
import type { ArmInfo } from "../../../engine/index";
import { baselinesOf } from "../../state/arms";
import { useRun } from "../../state/run";
import { toggleBaselines, useView } from "../../state/view";
import { useHidden } from "../../state/view-options";
import { percent } from "../../text/format";
import { armCaptions, columns as words, metricWords } from "../../text/words";
import { GlossaryTerm } from "../../parts/GlossaryTerm";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";

function Row({ arm, name, hasGoal, strong }: { readonly arm: ArmInfo; readonly name: React.ReactNode; readonly hasGoal: boolean; readonly strong?: boolean }) {
  const result = useRun((s) => s.results[arm.id]);
  const cell = (id: string) => (result ? (result.metrics[id] ? percent(result.metrics[id].value) : "–") : "…");
  return (
    <tr className={cx("border-t border-line", strong && "font-semibold")}>
      <th scope="row" className={cx("py-1 pe-2 text-start", !strong && "font-normal")}>{name}</th>
      <td className="py-1 ps-2 text-end">{cell("cleanAccuracy")}</td>
      {hasGoal && <td className="py-1 ps-2 text-end">{cell("attackSuccess")}</td>}
    </tr>
  );
}

export function Baselines({ arm, hasGoal }: { readonly arm: ArmInfo; readonly hasGoal: boolean }) {
  const arms = useRun((s) => s.arms), hidden = useHidden("baselines");
  const opened = useView((s) => arm.pipeline !== undefined && s.baselines.includes(arm.pipeline));
  const others = arm.kind === "defended" ? baselinesOf(arms, arm) : [];
  const any = useRun((s) => [arm, ...others].some((a) => s.results[a.id]));
  if (hidden || !any || others.length === 0 || arm.pipeline === undefined) return null;
  const pipeline = arm.pipeline;
  return (
    <section aria-label={words.baselinesOf(arm.title)}>
      <table className="w-full text-sm">
        <caption className="pb-1 text-start font-semibold">{words.baselines}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="font-normal"><span className="sr-only">{words.filter}</span></th>
            <th scope="col" className="pb-1 ps-2 text-end font-normal">{metricWords.cleanAccuracy.label}</th>
            {hasGoal && <th scope="col" className="pb-1 ps-2 text-end font-normal">{metricWords.attackSuccess.label}</th>}
          </tr>
        </thead>
        <tbody>
          <Row arm={arm} name={words.thisDefense} hasGoal={hasGoal} strong />
          {others.map((b) => <Row key={b.id} arm={b} hasGoal={hasGoal} name={b.kind === "clean-control" ? <span title={armCaptions[b.kind]}>{b.title}</span> : <GlossaryTerm id={b.kind === "random-baseline" ? "random" : "oracle"}>{b.title}</GlossaryTerm>} />)}
        </tbody>
      </table>
      <Button size="sm" variant="ghost" className="mt-1 -ms-2" icon={<Columns3 />} aria-pressed={opened} onClick={() => toggleBaselines(pipeline)}>{opened ? words.hideBaselines : words.showBaselines}</Button>
    </section>
  );
}
