/** The knob of a list of picked rows: how many there are, the way to the bench where they are picked, and how to forget them. Not an editor. */
import { Eraser, ListChecks } from "lucide-react";
import { setView } from "../state/view";
import { pickedField as words } from "../text/bench-words";
import { Button } from "../ui/Button";
import { FieldFrame, type FieldFrameLabels } from "../ui/FieldFrame";
import { useLocked } from "../ui/lock";

export interface PickedRowsProps {
  readonly label: string;
  readonly count: number;
  readonly onClear: () => void;
  readonly description?: string;
  readonly error?: string;
  readonly disabledReason?: string;
  readonly labels?: Partial<FieldFrameLabels>;
}

/** The bench is a tab below the columns; on narrow screens the rail lies over it. */
function openBench(): void {
  setView({ panel: "bench", drawer: null });
  requestAnimationFrame(() => document.getElementById("details")?.scrollIntoView({ block: "start" }));
}

export function PickedRows({ label, count, onClear, description, error, disabledReason, labels }: PickedRowsProps) {
  const locked = useLocked();
  return (
    <FieldFrame label={label} description={description} error={error} disabledReason={disabledReason} labels={labels}>
      {(describedBy) => (
        <div className="flex flex-col items-start gap-2">
          <p className="text-sm">{words.picked(count)}</p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" icon={<ListChecks />} aria-describedby={describedBy} onClick={openBench}>{words.open}</Button>
            {count > 0 && !locked && <Button size="sm" icon={<Eraser />} disabledReason={disabledReason} onClick={onClear}>{words.clear}</Button>}
          </div>
        </div>
      )}
    </FieldFrame>
  );
}
