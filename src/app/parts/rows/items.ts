/** A training or test row as a view shows it: input, label, what happened to it, who delivered it. Pure. */
import { inputOf, type Preview } from "../../../engine/index";
import { coverAlt, deliveredAlt, rowAlt, rowLabel, testAlt } from "../../text/counts";
import { rows as words } from "../../text/rows";
import { isAdded, originalOf } from "./changes";

export interface RowItem {
  /** Position in the training or test rows. */
  readonly id: number;
  readonly input: Float32Array;
  /** The label it carries, or for test rows its number. */
  readonly label: string;
  /** What happened to the label or the row: "was spam", "added by the attacker". */
  readonly was: string | null;
  /** Both in a few words, for pictures: "was 7, now 0". */
  readonly caption: string;
  /** The whole story for those who cannot see the marks. */
  readonly alt: string;
  readonly poisoned: boolean;
  /** The input before the attack, where the attack changed a row that was there. */
  readonly original: Float32Array | null;
  readonly source: string | null;
}

export function trainItem(preview: Preview, row: number): RowItem {
  const { meta, train, truth } = preview, label = train.labels[row]!, before = truth.originalLabels[row]!, poisoned = truth.poisoned[row] === 1, added = isAdded(preview, row);
  const story = [meta, label, before, poisoned, added] as const, was = meta.classNames[before] ?? "?", cover = truth.cover?.[row] === 1;
  return {
    id: row, input: inputOf(train, row), label: meta.classNames[label] ?? "?",
    was: cover ? words.cover : !poisoned ? null : added ? (before === label ? words.added : words.addedAs(was)) : before === label ? words.changed : words.was(was),
    caption: cover ? `${words.cover}, ${meta.classNames[label] ?? "?"}` : rowLabel(...story), alt: cover ? coverAlt(meta, label) : rowAlt(...story), poisoned,
    // A picture made from another is worth comparing with it; a noisy copy of a table row differs everywhere.
    original: added && meta.modality !== "image" ? null : originalOf(preview, row),
    source: train.sources && meta.sources ? (meta.sources[train.sources[row]!] ?? null) : null,
  };
}

/** A training row as its receiver sees it: what it holds and which label it carries, nothing of how it came about. */
export function deliveredItem({ meta, train }: Pick<Preview, "meta" | "train">, row: number): RowItem {
  const label = meta.classNames[train.labels[row]!] ?? "?";
  return { id: row, input: inputOf(train, row), label, was: null, caption: label, alt: deliveredAlt(meta, row + 1, label), poisoned: false, original: null, source: train.sources && meta.sources ? (meta.sources[train.sources[row]!] ?? null) : null };
}

/** A test row in a confusion cell. */
export function testItem({ meta, test }: Preview, row: number, truth: number, answer: number): RowItem {
  const label = `#${row + 1}`;
  return { id: row, input: inputOf(test, row), label, was: null, caption: label, alt: testAlt(meta, row + 1, meta.classNames[truth]!, meta.classNames[answer]!), poisoned: false, original: null, source: null };
}
