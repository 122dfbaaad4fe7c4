/**
 * The columns of a run: aligned rows side by side where there is room, tabs with a difference view on a phone. More than
 * fit scroll sideways inside this row only. Arrives with the charts when a run starts.
 */
import type { ArmInfo } from "../../../engine/index";
import { PHONE, useMedia } from "../../state/use-media";
import { setView, useView } from "../../state/view";
import { columns as words } from "../../text/words";
import { Tabs } from "../../ui/Tabs";
import { ArmColumn, type ArmColumnProps } from "./ArmColumn";
import { CellDialog } from "./CellDialog";
import { Difference } from "./Difference";

const DIFFERENCE = "difference";

export interface RunColumnsProps {
  readonly arms: readonly ArmInfo[];
  readonly facts: Omit<ArmColumnProps, "arm">;
}

function PhoneTabs({ arms, facts }: RunColumnsProps) {
  const tab = useView((s) => s.phoneTab);
  const value = tab === DIFFERENCE || arms.some((a) => a.id === tab) ? tab : arms.at(-1)!.id;
  return (
    <Tabs
      label={words.region}
      value={value}
      onChange={(next) => setView({ phoneTab: next })}
      items={[
        ...arms.map((arm) => ({ value: arm.id, label: arm.title, content: <div className="grid"><ArmColumn arm={arm} {...facts} /></div> })),
        { value: DIFFERENCE, label: words.difference, content: <Difference arms={arms} meta={facts.meta} /> },
      ]}
    />
  );
}

export function RunColumns({ arms, facts }: RunColumnsProps) {
  const phone = useMedia(PHONE);
  return (
    <>
      {phone ? <PhoneTabs arms={arms} facts={facts} /> : (
        <div className="grid auto-cols-[minmax(13.75rem,1fr)] grid-flow-col xl:auto-cols-[minmax(17.5rem,1fr)] grid-rows-[repeat(5,auto)] gap-x-3 relative overflow-x-auto pb-1 [scrollbar-width:thin]">
          {arms.map((arm) => <ArmColumn key={arm.id} arm={arm} {...facts} />)}
        </div>
      )}
      <CellDialog />
    </>
  );
}
