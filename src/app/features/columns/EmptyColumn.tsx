/** A column before the first run: which model will stand here and what it will learn from. */
import type { ArmInfo } from "../../../engine/index";
import { empty } from "../../text/words";
import { ColumnTitle } from "./ColumnTitle";

const texts: Readonly<Partial<Record<ArmInfo["kind"], string>>> = { clean: empty.clean, poisoned: empty.poisoned, defended: empty.defended };

export function EmptyColumn({ arm }: { readonly arm: ArmInfo }) {
  return (
    <div className="min-w-0 rounded-lg border border-line bg-paper px-4 pb-4">
      <ColumnTitle arm={arm} />
      <p aria-hidden="true" className="mt-3 text-headline font-semibold text-edge/70">–</p>
      <p className="text-sm text-muted">{texts[arm.kind]}</p>
    </div>
  );
}
