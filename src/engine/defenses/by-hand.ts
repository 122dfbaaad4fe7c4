/**
 * Rows picked by a person, usually on the page's defender's bench: they are removed, and nothing else. The list names rows
 * by content, so it holds in any order and after other filters. It judges nothing itself and comes from no paper.
 */
import { z } from "zod";
import { FINGERPRINT_DIGITS, fingerprintOf } from "../core/fingerprint";
import { defineFilter, type Note } from "../core/plugins";
import { beat, count, counted, percent } from "./shared/rows";

/** Names in one list; the page's links hold that many. */
export const MOST_PICKED = 3000;
/** Rows named between two looks at the stop sign. */
const BLOCK = 128;

export const byHand = defineFilter({
  id: "by-hand",
  title: "Picked by hand",
  summary: "Removes exactly the rows that a person has picked, for example on the defender’s bench.",
  stage: "filter",
  needsModel: false,
  needsTrusted: false,
  manual: true,
  assumes: "The person who looked at the rows can tell the bad ones. Data and seed are the same as when they were picked: a list of rows means nothing for other data.",
  remarks: ["Rows are named by the first 12 hex digits of SHA-256 over the bytes of input and label. Rows that are alike in every byte share a name and go together; a row that an earlier filter has relabeled has another name and stays."],
  params: z.strictObject({
    rows: z.array(z.string().regex(new RegExp(`^[0-9a-f]{${FINGERPRINT_DIGITS}}$`), "must be a row’s fingerprint: 12 of the digits 0-9 and a-f")).max(MOST_PICKED).default([])
      .meta({ title: "Picked rows", description: "The rows that are removed, each named by a short fingerprint of its content. Pick them on the defender’s bench.", control: "picked-rows" }),
  }),
  supports: () => true,
  async filter(args) {
    const { train, params } = args, n = train.n;
    const keep = new Uint8Array(n).fill(1), scores = new Float32Array(n), missing = new Set(params.rows);
    const asked = new Set(params.rows);
    for (let i = 0; i < n; i++) {
      if (i % BLOCK === 0) await beat(args, i, n);
      if (asked.size === 0) continue;
      const name = fingerprintOf(train, i);
      if (!asked.has(name)) continue;
      missing.delete(name);
      keep[i] = 0;
      scores[i] = 1;
    }
    await beat(args, n, n);
    return { keep, scores, scoreName: "picked by a person", notes: said(keep, asked.size, missing.size) };
  },
});

function said(keep: Uint8Array, asked: number, missing: number): Note[] {
  if (asked === 0) return [{ level: "info", text: "Nobody has picked a row yet, so none was removed. Pick rows on the defender’s bench." }];
  const n = keep.length, gone = n - keep.reduce((a, b) => a + b, 0), found = asked - missing;
  const notes: Note[] = [{ level: "info", text: `${counted(gone, "row")} of ${count(n)} (${percent(gone / Math.max(n, 1))}) had been picked by a person and ${gone === 1 ? "was" : "were"} removed.` }];
  if (gone > found) notes.push({ level: "info", text: `${counted(gone - found, "row")} of these went because of being identical to a picked one.` });
  if (missing > 0) notes.push({ level: "warning", text: `${counted(missing, "picked row")} of ${asked} ${missing === 1 ? "is" : "are"} not among these rows: since they were picked, data, attack or seed have changed, or an earlier filter has taken or relabeled them. Pick again on the defender’s bench.` });
  return notes;
}
