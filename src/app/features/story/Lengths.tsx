/** The choice between a story's two versions. */
import type { Length } from "../../state/route";
import { player as words } from "../../text/story-words";
import { Segmented } from "../../ui/Segmented";

const LENGTHS: readonly Length[] = ["10", "40"];

export function Lengths({ value, onChange }: { readonly value: Length; readonly onChange: (length: Length) => void }) {
  return <Segmented<Length> label={words.length} hideLabel value={value} onChange={onChange} options={LENGTHS.map((length) => ({ value: length, label: words.lengths[length] }))} />;
}
