/**
 * The arms side by side: columns with aligned rows where there is room, tabs with a difference view on a phone. More than
 * fit scroll sideways inside this row only.
 */
import { useMemo } from "react";
import { singleTarget, attackTargets } from "../../text/attack-words";
import { attacks } from "../../../engine/index";
import { columnsOf, columnTitle, expectedArms } from "../../state/arms";
import { metaOf } from "../../state/edit";
import { useExperiment } from "../../state/experiment";
import { useRun } from "../../state/run";
import { PHONE, useMedia } from "../../state/use-media";
import { staleLook, useStale } from "../../state/use-stale";
import { setView, useView } from "../../state/view";
import { columns as words } from "../../text/words";
import { cx } from "../../ui/cx";
import { Tabs } from "../../ui/Tabs";
import { ArmColumn } from "./ArmColumn";
import { CellDialog } from "./CellDialog";
import { Difference } from "./Difference";
import { EmptyColumn } from "./EmptyColumn";

const DIFFERENCE = "difference";

export function ArmColumns() {
  const phone = useMedia(PHONE);
  const bench = useExperiment((s) => s.spec);
  const ran = useRun((s) => s.spec);
  const planned = useRun((s) => s.arms);
  const opened = useView((s) => s.baselines);
  const tab = useView((s) => s.phoneTab);
  const before = useRun((s) => s.phase === "idle" || (s.arms.length === 0 && s.phase !== "running"));
  const stale = useStale();
  const spec = ran ?? bench;
  const arms = useMemo(() => columnsOf(planned.length > 0 ? planned : expectedArms(spec), opened), [planned, spec, opened]);
  const facts = useMemo(() => ({
    meta: metaOf(spec),
    hasGoal: attackTargets(spec).some((t) => t !== null),
    triggered: Boolean(spec.attack && attacks.find(spec.attack.id)?.stamp),
    target: singleTarget(spec),
    epochs: spec.training.epochs,
  }), [spec]);
  const column = (arm: (typeof arms)[number]) => <ArmColumn key={arm.id} arm={arm} {...facts} />;
  if (before)
    return (
      <section aria-label={words.region} className="grid gap-3 md:auto-cols-[minmax(14rem,1fr)] md:grid-flow-col md:overflow-x-auto md:pb-1">
        {arms.map((arm) => <EmptyColumn key={arm.id} arm={arm} />)}
      </section>
    );
  if (phone) {
    const value = tab === DIFFERENCE || arms.some((a) => a.id === tab) ? tab : arms.at(-1)!.id;
    return (
      <section aria-label={words.region} className={cx(stale && staleLook)}>
        <Tabs
          label={words.region}
          value={value}
          onChange={(next) => setView({ phoneTab: next })}
          items={[
            ...arms.map((arm) => ({ value: arm.id, label: arms.filter((a) => a.kind === arm.kind).length > 1 ? `${columnTitle(arm)} ${(arm.pipeline ?? 0) + 1}` : columnTitle(arm), content: <div className="grid">{column(arm)}</div> })),
            { value: DIFFERENCE, label: words.difference, content: <Difference arms={arms} meta={facts.meta} /> },
          ]}
        />
        <CellDialog />
      </section>
    );
  }
  return (
    <section aria-label={words.region} className={cx(stale && staleLook)}>
      <div className="grid auto-cols-[minmax(17.5rem,1fr)] grid-flow-col grid-rows-[repeat(5,auto)] gap-x-3 overflow-x-auto pb-1 [scrollbar-width:thin]">{arms.map(column)}</div>
      <CellDialog />
    </section>
  );
}
