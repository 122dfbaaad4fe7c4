/** A federation as an experiment: paired arms, the same bytes wherever the work is done, stops, honest reports. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Learner } from "../core/learner";
import { createLearner } from "../learner/learner";
import { StageCache } from "./cache";
import { Control } from "./control";
import { localLane } from "./lanes";
import { readFromDisk } from "./node-env";
import { planExperiment } from "./plan";
import type { ExperimentResult, RunEvent } from "./result";
import { runExperiment } from "./run";
import { parseSpec, type Spec } from "./spec";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
const specOf = (over: object = {}): Spec => {
  const parsed = parseSpec({
    dataset: { id: "moons", params: { train: 300, test: 100, trusted: 40 } }, model: { id: "mlp", params: {} }, training: { learningRate: 0.02, batchSize: 16 }, regime: "federated",
    federated: { clients: 6, malicious: 2, rounds: 4 }, attack: { id: "label-flip", params: { mode: "symmetric", rate: 1 } }, ...over,
  });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
const read = readFromDisk;
async function run(spec: Spec, lanes = 0, signal?: AbortSignal): Promise<{ result: ExperimentResult; events: RunEvent[] }> {
  const control = new Control(), events: RunEvent[] = [];
  const running = runExperiment(spec, { learner, read, cache: new StageCache(), control, now: () => 0, lanes: Array.from({ length: lanes }, () => localLane(learner, read, control)), signal });
  for (;;) {
    const next = await running.next();
    if (next.done) {
      if (next.value.type !== "done") throw new Error(JSON.stringify(next.value));
      return { result: next.value.result, events };
    }
    events.push(next.value);
  }
}
const bare = ({ stages: _, seconds: _s, ...rest }: ExperimentResult) => ({ ...rest, arms: rest.arms.map(({ seconds: _a, ownSeconds: _b, ...arm }) => arm) });

describe("a federated experiment", () => {
  it("gives the same bytes in one lane and in three, and reports every round of every arm", async () => {
    const one = await run(specOf()), three = await run(specOf(), 2);
    expect(bare(three.result)).toEqual(bare(one.result));
    for (const arm of ["clean", "poisoned"]) expect(one.events.filter((e) => e.type === "round" && e.arms.includes(arm)).map((e) => e.type === "round" && e.record.round)).toEqual([1, 2, 3, 4]);
    expect(one.result.arms[0]!.curve.map((p) => p.epoch)).toEqual([1, 2, 3, 4]);
  });

  it("says who is malicious and who delivered what, in numbers that add up", async () => {
    const { result } = await run(specOf()), [clean, poisoned] = result.arms;
    expect(poisoned!.federation!.clients.filter((c) => c.malicious)).toHaveLength(2);
    expect(clean!.federation!.clients.filter((c) => c.malicious)).toHaveLength(0);
    expect(poisoned!.federation!.clients.reduce((sum, c) => sum + c.rows, 0)).toBe(300);
    expect(poisoned!.federation!.attackerWeight).toBeCloseTo(2 / 6, 1);
    expect(poisoned!.federation!.attackersStopped).toEqual({ count: 0, of: 8 });
    expect(result.poison.poisoned).toBe(poisoned!.federation!.clients.reduce((sum, c) => sum + (c.malicious ? c.rows : 0), 0));
    expect(poisoned!.sources!.filter((s) => s.poisoned > 0)).toHaveLength(2);
  });

  it("has the same first rounds until the attacker acts, and honest ones after", async () => {
    const { result } = await run(specOf({ federated: { clients: 6, malicious: 2, rounds: 4, participation: "once", attackRound: 3 } })), [clean, poisoned] = result.arms;
    expect(poisoned!.curve.slice(0, 2).map((p) => p.cleanAccuracy)).toEqual(clean!.curve.slice(0, 2).map((p) => p.cleanAccuracy));
    expect(poisoned!.federation!.rounds.map((r) => r.attacked)).toEqual([false, false, true, false]);
    expect(poisoned!.federation!.rounds.slice(0, 2).map((r) => r.norm)).toEqual(clean!.federation!.rounds.slice(0, 2).map((r) => r.norm));
    expect(poisoned!.federation!.rounds[2]!.norm).not.toBe(clean!.federation!.rounds[2]!.norm);
  });

  it("loses messages and asks a part of the clients, the same in every arm", async () => {
    const { result } = await run(specOf({ federated: { clients: 6, malicious: 2, rounds: 4, fraction: 0.67, dropout: 0.25, localEpochs: 2 } })), [clean, poisoned] = result.arms;
    const seen = (arm: typeof clean) => arm!.federation!.rounds.map((r) => r.clients.map((c) => `${c.client}${c.state}`).join());
    expect(seen(poisoned)).toEqual(seen(clean));
    expect(clean!.federation!.rounds.every((r) => r.clients.length === 4 && r.clients.filter((c) => c.state === "lost").length === 1)).toBe(true);
  });

  it("runs one gradient a client with FedSGD: as one step on all rows", async () => {
    const { result } = await run(specOf({ federated: { clients: 6, malicious: 2, rounds: 3, algorithm: "fedsgd", serverRate: 0.5 }, attack: null }));
    expect(result.arms).toHaveLength(1);
    const cosines = result.arms[0]!.federation!.rounds[0]!.clients.map((c) => c.cosine!);
    expect(Math.min(...cosines)).toBeGreaterThan(0.3);
  });

  it("counts messages and not names: forged ones that are refused, and honest ones that they would have replaced", async () => {
    const { result } = await run(specOf({ attack: { id: "forged-updates", params: { mode: "forge" } }, baselines: false, defenses: [[{ id: "signed-updates" }]] })), [, poisoned, defended] = result.arms;
    expect(poisoned!.federation).toMatchObject({ attackersStopped: { count: 0, of: 8 }, honestLost: { count: 0, of: 16 }, honestReplaced: { count: 8, of: 24 } });
    expect(poisoned!.federation!.attackerWeight).toBeGreaterThan(0.2);
    expect(defended!.federation).toMatchObject({ attackersStopped: { count: 8, of: 8 }, honestLost: { count: 0, of: 24 }, attackerWeight: 0 });
    expect(defended!.federation).toHaveProperty("honestReplaced", { count: 0, of: 24 });
  });

  it("does not blame a rule for honest messages that were changed on their way, and gives nobody a share in a sum that there was not", async () => {
    const tamper = { id: "forged-updates", params: { mode: "tamper" } }, defenses = [[{ id: "signed-updates" }], [{ id: "signed-updates" }, { id: "secure-aggregation", params: { threshold: 1 } }]];
    const { result } = await run(specOf({ attack: tamper, baselines: false, defenses })), [clean, poisoned, signed, masked] = result.arms.filter((a) => !a.id.includes("-clean"));
    expect(clean!.federation).not.toHaveProperty("honestReplaced");
    expect(poisoned!.federation).toMatchObject({ attackersStopped: { count: 0, of: 8 }, honestLost: { count: 0, of: 16 }, honestReplaced: { count: 8, of: 24 } });
    expect(signed!.federation).toMatchObject({ attackersStopped: { count: 8, of: 8 }, honestLost: { count: 0, of: 16 }, honestReplaced: { count: 8, of: 24 }, attackerWeight: 0 });
    expect(masked!.federation).toMatchObject({ hidden: true, honestLost: { count: 16, of: 16 }, attackerWeight: null });
  });

  it("asks the same clients in every arm, also when the attacker has one chance, and lets its message arrive", async () => {
    const { result } = await run(specOf({ federated: { clients: 10, malicious: 2, rounds: 3, fraction: 0.3, dropout: 0.5, participation: "once", attackRound: 2 } })), [clean, poisoned] = result.arms;
    const asked = (arm: typeof clean) => arm!.federation!.rounds.map((r) => r.clients.map((c) => c.client + c.state).join());
    expect(asked(poisoned)).toEqual(asked(clean));
    expect(poisoned!.federation!.attackersStopped).toEqual({ count: 0, of: 2 });
  });

  it("says when the model has fallen apart, and records lengths that are numbers", async () => {
    const { result } = await run(specOf({ training: { optimizer: "sgd", learningRate: 1 }, attack: { id: "sign-flip", params: { strength: 100 } }, federated: { clients: 6, malicious: 3, rounds: 30 } })), poisoned = result.arms[1]!;
    expect(poisoned.diverged).toBe(true);
    expect(result.warnings.some((w) => w.text.includes("diverged"))).toBe(true);
    for (const round of poisoned.federation!.rounds) for (const c of round.clients) expect([c.norm ?? 0, c.cosine ?? 0, ...(c.at ?? [])].every(Number.isFinite)).toBe(true);
  });

  it("says when the attack never happens", async () => {
    const texts = async (over: object) => (await run(specOf(over))).result.warnings.map((w) => w.text).join(" ");
    expect(await texts({ federated: { clients: 4, malicious: 1, rounds: 2, participation: "from", attackRound: 3 } })).toMatch(/begins in round 3, and there are only 2 rounds/);
    expect(await texts({ federated: { clients: 4, malicious: 0, rounds: 1 } })).toMatch(/No client is malicious/);
  });

  it("leaves a trained model its own scaling when a repair goes on with it", async () => {
    const { result } = await run(specOf({ dataset: { id: "breast-cancer", params: {} }, federated: { clients: 4, malicious: 2, rounds: 3 }, attack: { id: "table-trigger", params: { rate: 0.5 } }, baselines: false, defenses: [[{ id: "fine-tuning", params: { epochs: 1, learningRate: 1e-5 } }]] }));
    const [, poisoned, defended] = result.arms, asr = (arm: typeof poisoned) => arm!.metrics["attackSuccess"]!.value;
    expect(Math.abs(asr(defended) - asr(poisoned))).toBeLessThan(0.06);
  });

  it("stops when told to", async () => {
    const abort = new AbortController(), control = new Control(), running = runExperiment(specOf({ federated: { rounds: 100 } }), { learner, read, cache: new StageCache(), control, now: () => 0, signal: abort.signal });
    let rounds = 0, next = await running.next();
    while (!next.done) {
      if (next.value.type === "round" && ++rounds === 3) abort.abort();
      next = await running.next();
    }
    expect(next.value).toEqual({ type: "cancelled" });
    expect(rounds).toBeLessThan(20);
  });

  it("is one stage an arm, with the data and the attack as parents", () => {
    const plan = planExperiment(specOf()), kinds = plan.stages.map((s) => s.work.kind);
    expect(kinds.filter((k) => k === "federate")).toHaveLength(2);
    expect(kinds).not.toContain("train");
    expect(plan.stages.find((s) => s.work.kind === "poison")!.work).toMatchObject({ sources: expect.any(Array) as unknown });
  });
});

describe("a spec of a federation", () => {
  const why = (over: object) => { const p = parseSpec({ dataset: { id: "moons" }, model: { id: "mlp" }, regime: "federated", ...over }); return p.ok ? null : p.problem.message; };
  it("is refused where it makes no sense, with a sentence", () => {
    expect(why({})).toBeNull();
    expect(why({ federated: { clients: 3, malicious: 3 } })).toMatch(/federated.malicious must be below the number of clients \(3\); it was 3\./);
    expect(why({ training: { transfer: "fine-tune" } })).toMatch(/training.transfer must be none here/);
    expect(why({ contributors: [{ name: "a", share: 0.5 }, { name: "b", share: 0.5 }] })).toMatch(/contributors must be empty here/);
    expect(why({ trusted: { from: "delivered" } })).toMatch(/trusted.from must be held-out here/);
    expect(why({ dataset: { id: "digits" }, model: { id: "mlp", params: { hidden: [512] } }, federated: { clients: 200 } })).toMatch(/updates of one round would hold 8\d million numbers/);
    expect(why({ attack: { id: "label-flip", params: { mode: "farthest" } } })).toMatch(/worked out against one training run/);
    expect(why({ defenses: [[{ id: "knn-sanitization" }]] })).toMatch(/clients keep their rows to themselves/);
    expect(why({ defenses: [[{ id: "model-hash" }]] })).toMatch(/it looks at a model that the victim downloads, and here nothing is downloaded\./);
    expect(why({ regime: "online", defenses: [[{ id: "model-hash" }]] })).toMatch(/downloads, and here nothing is downloaded\./);
  });
});
