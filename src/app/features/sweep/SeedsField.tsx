/** How many seeds a sweep has. What was typed and cannot be run is brought into range, and the field says so. */
import { useState } from "react";
import { MAX_SEEDS } from "../../../engine/later";
import { sweepWords as words } from "../../text/sweep-words";
import { NumberField } from "../../ui/NumberField";
import { seedsFrom } from "./draft";

export function SeedsField({ seeds, onChange }: { readonly seeds: number; readonly onChange: (seeds: number) => void }) {
  const [typed, setTyped] = useState(""), found = seedsFrom(typed);
  // Runs before what was typed is known; after a step of the buttons nothing was.
  const change = (next: number) => {
    onChange(Math.round(next));
    if (Math.round(next) !== found.seeds) setTyped("");
  };
  return (
    <div className="max-w-80" onChange={(event) => event.target instanceof HTMLInputElement && setTyped(event.target.value)} onPaste={(event) => setTyped(event.clipboardData.getData("text"))}>
      <NumberField
        label={words.seeds} value={seeds} min={1} max={MAX_SEEDS} maxFractionDigits={0} onChange={change}
        description={<>{words.seedsWhy(MAX_SEEDS)} <span aria-live="polite" className="block font-medium text-ink">{found.seeds === seeds && found.brought}</span></>}
      />
    </div>
  );
}
