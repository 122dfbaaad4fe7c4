/** A decision becomes one pipeline: beside the others, changed in place the next time, and what follows the filters goes along. */
import { expect, it } from "vitest";
import { defaultSpec, parseSpec, type Spec } from "../../engine/index";
import { givesScores, handPipeline, pickedIn, pickRows } from "./by-hand";

const chain = [{ id: "activation-clustering", params: {} }, { id: "fine-pruning", params: {} }];
const parsed = parseSpec({ ...defaultSpec, defenses: [chain] });
const spec: Spec = parsed.ok ? parsed.value : defaultSpec;
const rows = ["00000000000b", "00000000000a", "00000000000b"];

it("stands beside the pipeline that it was made from, without its filters", () => {
  const next = pickRows(spec, rows, spec.defenses[0])!;
  expect(next.defenses.map((c) => c.map((d) => d.id))).toEqual([["activation-clustering", "fine-pruning"], ["by-hand", "fine-pruning"]]);
  expect(next.defenses[1]![0]!.params["rows"]).toEqual(["00000000000a", "00000000000b"]);
  expect(parseSpec(next)).toEqual({ ok: true, value: next });
  expect([handPipeline(spec), handPipeline(next), pickedIn(next, rows), pickedIn(next, ["00000000000a"]), pickedIn(null, rows)]).toEqual([-1, 1, 2, null, null]);
});

it("is changed where it stands, even when there is no room for another", () => {
  const full = { ...spec, defenses: [spec.defenses[0]!, spec.defenses[0]!, spec.defenses[0]!, pickRows(spec, rows)!.defenses[1]!] };
  expect(pickRows(full, ["00000000000c"])!.defenses[3]).toEqual([{ id: "by-hand", params: { rows: ["00000000000c"] } }]);
  expect(pickRows({ ...full, defenses: full.defenses.with(3, spec.defenses[0]!) }, rows)).toBeNull();
});

it("knows which defenses score rows", () => expect(["activation-clustering", "fine-pruning", "by-hand", "nothing"].map(givesScores)).toEqual([true, false, false, false]));
