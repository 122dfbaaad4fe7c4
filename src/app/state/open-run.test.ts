/** A kept run that is opened where a link has locked steps: the bench keeps what is locked, the page says so, and what the link asks for stays. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import { defaultSpec, type Spec } from "../../engine/index";
import { startWith, undoSpec, useExperiment } from "./experiment";
import type { KeptRun } from "./kept-run";
import { openRun, setUpRun } from "./open-run";
import { showRecorded } from "./recorded";
import { useRoute } from "./route";
import { setView, useView } from "./view";

vi.mock("./recorded", () => ({ showRecorded: vi.fn<() => boolean>(() => true) }));
vi.mock("./runs", () => ({ fetchRun: async (hash: string) => (hash === "gone" ? null : { result: { arms: [] } }) }));
vi.stubGlobal("scrollTo", () => {});

const kept = (spec: Spec, hash = "here") => ({ hash, spec }) as KeptRun;
const noAttack: Spec = { ...defaultSpec, attack: null }, longer: Spec = { ...defaultSpec, training: { ...defaultSpec.training, epochs: 3 } }, both: Spec = { ...longer, attack: null };
const bench = () => useExperiment.getState().spec, notice = () => useView.getState().notice;
/** In Runs, having come by a link with these options. */
const inRuns = (options: Record<string, string>) => {
  startWith(defaultSpec);
  setView({ notice: null });
  useRoute.setState({ route: { page: "runs" }, options, setup: "" });
  vi.mocked(showRecorded).mockClear();
};
beforeEach(() => inRuns({ hide: "matrix,finding", lock: "attack" }));

describe("opening a kept run in a locked lab", () => {
  test.each([["its results are shown", (run: KeptRun) => openRun(run)], ["its settings are asked for", (run: KeptRun) => setUpRun(run)]])("one that differs in a locked step leaves the bench alone and says so when %s", async (_, open) => {
    await open(kept(both));
    expect(bench()).toEqual(defaultSpec);
    expect(notice()).toMatchObject({ tone: "info", text: expect.stringMatching(/step 2 \(Attack\), which whoever made this link has locked\.$/) });
    expect(useRoute.getState()).toMatchObject({ route: { page: "lab" }, options: { hide: "matrix,finding", lock: "attack" } });
    undoSpec();
    expect(bench()).toEqual(defaultSpec);
  });
  test("its results are shown all the same, and the sentence says whose they are", async () => {
    expect(await openRun(kept(noAttack))).toBe("shown");
    expect(vi.mocked(showRecorded).mock.calls[0]![0].result.spec).toEqual(noAttack);
    expect(notice()?.text).toBe("These are the results of the run that you opened. Its settings stay off the bench, because they differ in step 2 (Attack), which whoever made this link has locked.");
    expect(await openRun(kept(noAttack, "gone"))).toBe("gone");
  });
  test("one that differs in what is not locked comes on the bench, and the locks stay", async () => {
    await openRun(kept(longer));
    expect([bench(), notice()]).toEqual([longer, null]);
    expect(useRoute.getState().options).toEqual({ hide: "matrix,finding", lock: "attack" });
  });
  test("every locked step in which it differs is named", async () => {
    inRuns({ lock: "attack,learning,defense" });
    await setUpRun(kept(both));
    expect(notice()?.text).toBe("Nothing was changed: this would also change steps 2 (Attack) and 3 (Learning), which whoever made this link has locked.");
  });
  test("without locks it comes as it was kept", async () => {
    inRuns({});
    await openRun(kept(both));
    expect([bench(), notice()]).toEqual([both, null]);
  });
});
