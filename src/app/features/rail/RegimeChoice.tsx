/** How the victim learns: one of three ways, each with a sentence. Changes nothing by itself. */
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import { REGIMES, type RegimeKind } from "../../../engine/index";
import { useLocked } from "../../ui/lock";
import { learning as words, regimes } from "../../text/regime-words";

export interface RegimeChoiceProps {
  readonly value: RegimeKind;
  readonly onChange: (value: RegimeKind) => void;
  /** Why a way cannot be chosen. */
  readonly reasons: Readonly<Partial<Record<RegimeKind, string>>>;
  readonly error?: string;
}

export function RegimeChoice({ value, onChange, reasons, error }: RegimeChoiceProps) {
  const id = useId(), locked = useLocked();
  return (
    <div className="flex flex-col gap-1.5">
      <h3 id={id} className="text-sm font-semibold text-muted">{words.how}</h3>
      <RadioGroup value={value} onValueChange={(next) => onChange(next as RegimeKind)} aria-labelledby={id} className="flex flex-col overflow-hidden rounded-lg border border-edge">
        {REGIMES.map((regime) => (
          // Ties the words to the button without a label, whose text would become its name.
          <Radio.Root key={regime} value={regime} disabled={locked || reasons[regime] !== undefined} aria-labelledby={`${id}-${regime}`} aria-describedby={`${id}-${regime}-text`}
            className="group flex w-full cursor-pointer items-start gap-2.5 border-b border-line bg-paper px-3 py-2 text-start last:border-0 hover:bg-hover focus-visible:-outline-offset-2 data-checked:bg-sunken data-disabled:cursor-not-allowed data-disabled:bg-paper">
            <span aria-hidden="true" className="mt-1 grid size-4 shrink-0 place-items-center rounded-full border-2 border-edge bg-paper group-data-checked:border-ink group-data-disabled:opacity-40">
              <span className="size-2 rounded-full group-data-checked:bg-ink" />
            </span>
            <span className="min-w-0">
              <span id={`${id}-${regime}`} className="block leading-snug font-medium group-data-disabled:text-muted">{regimes[regime].title}</span>
              <span id={`${id}-${regime}-text`} className="block text-sm leading-snug text-muted">{reasons[regime] ?? regimes[regime].text}</span>
            </span>
          </Radio.Root>
        ))}
      </RadioGroup>
      {error && <p className="text-sm text-error">{error}</p>}
    </div>
  );
}
