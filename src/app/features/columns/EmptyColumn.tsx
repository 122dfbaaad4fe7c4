/** A column before the first run: which model will stand here and what it will learn from. */
import type { ArmInfo } from "../../../engine/index";
import { ColumnTitle } from "./ColumnTitle";

export function EmptyColumn({ arm }: { readonly arm: ArmInfo }) {
  return (
    <div className="min-w-0 rounded-lg border border-line bg-paper px-2 pb-2 max-md:[&_p]:sr-only md:px-3 xl:px-4 xl:pb-3">
      <ColumnTitle arm={arm} />
    </div>
  );
}
