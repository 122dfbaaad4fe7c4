/** Files: what is saved can be opened again, and what cannot be opened says why. */
import { describe, expect, it } from "vitest";
import { defaultSpec, type ExperimentResult } from "../../engine/index";
import { curvesCsv, fileStem, readFileText, resultJson, specJson } from "./files";

const result: ExperimentResult = {
  spec: defaultSpec, key: "abcdef0123", engine: { version: "t", backend: "cpu" }, poison: { rows: 1, poisoned: 0, relabeled: 0, added: 0, perClass: [] }, stages: [], warnings: [], seconds: 1,
  arms: [{ id: "defended-1", kind: "defended", title: 'Filter, then "prune"', metrics: {}, classMetrics: {}, confusion: [], notes: [], diverged: false, seconds: 0, ownSeconds: 0,
    curve: [{ epoch: 1, loss: 0.5, cleanAccuracy: 0.9 }, { epoch: 2, loss: 0.25, cleanAccuracy: 0.95, attackSuccess: 0.01 }] }],
};

describe("files", () => {
  it("reads back a saved setup and a saved result", () => {
    expect(readFileText("a.json", specJson(defaultSpec))).toEqual({ ok: true, value: defaultSpec });
    expect(readFileText("a.json", resultJson(result))).toEqual({ ok: true, value: defaultSpec });
  });

  it("names the file and the field of what it cannot read", () => {
    const message = (text: string) => { const o = readFileText("a.json", text); return o.ok ? "" : o.problem.message; };
    expect(message("{")).toMatch(/^a\.json is not JSON/);
    expect(message("[]")).toMatch(/one JSON object/);
    expect(message(JSON.stringify({ ...defaultSpec, seed: -1 }))).toMatch(/^a\.json: seed must be at least 0/);
    expect(message(JSON.stringify({ spec: { ...defaultSpec, v: 9 } }))).toMatch(/newer version/);
    expect(message(" ".repeat(5_000_001))).toMatch(/larger than 5 MB/);
  });

  it("writes curves with quotes where they are needed and gaps where there is no value", () => {
    expect(curvesCsv(result)).toBe('arm,title,epoch,loss,cleanAccuracy,attackSuccess\ndefended-1,"Filter, then ""prune""",1,0.5,0.9,\ndefended-1,"Filter, then ""prune""",2,0.25,0.95,0.01\n');
    expect(fileStem(defaultSpec, result.key)).toBe("hemlock-badnets-abcdef");
  });
});
