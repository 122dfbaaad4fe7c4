/** Poison that a run crafts: when the data are asked for again, and the ten targets one after the other. */
import { beforeEach, expect, it, vi } from "vitest";
import { defaultSpec, type ArmArtifacts, type Preview, type RunEnd, type RunEvent, type Spec } from "../../engine/index";
import type { EngineClient } from "../../worker/protocol";
import { setEngine } from "./engine";
import { changeSpec } from "./experiment";
import { previewKey, usePreview } from "./preview";
import { startRun, useRun } from "./run";
import { useRunPreview } from "./run-preview";
import { idleRun } from "./run-state";
import { specOfTarget, stopTargets, tryTargets, useTargets } from "./targets";

const spec: Spec = { ...defaultSpec, attack: { id: "feature-collision", params: { row: -1, target: 3 } } };
let crafted = false, ran: Spec[] = [], end: (e: RunEnd) => void = () => {}, emit: (e: RunEvent) => void = () => {}, auto = false;
const goal = { kind: "one", inputs: new Float32Array(4), testIndex: Int32Array.of(2), targets: Int32Array.of(3) } as const;
const preview = (): Preview => ({ pending: !crafted, test: { labels: Int32Array.of(0, 1, 7) }, ...(crafted && { goal }) }) as unknown as Preview;
const artifacts = (hit: boolean) => ({ goalPredicted: Int32Array.of(hit ? 3 : 7), goalProbabilities: Float32Array.of(0, 0, 0, hit ? 0.8 : 0.1, 0, 0, 0, hit ? 0.2 : 0.9) }) as unknown as ArmArtifacts;
const armDone = (id: string, hit: boolean) => ({ type: "arm-done", arm: { id, curve: [] }, artifacts: { ...artifacts(hit), armId: id } }) as unknown as RunEvent;
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

vi.mock("../text/attack-words", async (original) => ({ ...(await original<object>()), testRowParam: () => "row" }));

beforeEach(() => {
  crafted = false;
  auto = false;
  ran = [];
  useRun.setState(idleRun);
  usePreview.setState({ status: "ready", preview: preview(), spec, problem: null });
  setEngine({
    preview: async () => ({ ok: true, value: preview() }),
    run: (asked: Spec, options: { onEvent: (e: RunEvent) => void }) => {
      ran.push(asked);
      emit = options.onEvent;
      const ended = new Promise<RunEnd>((resolve) => void (end = resolve));
      if (auto) {
        crafted = true;
        queueMicrotask(() => {
          options.onEvent(armDone("clean", false));
          options.onEvent(armDone("poisoned", ran.length % 2 === 1));
          end({ type: "done", result: {} } as unknown as RunEnd);
        });
      }
      return { end: ended, cancel: () => end({ type: "cancelled" }), pause: () => {}, resume: () => {}, stepEpoch: () => {} };
    },
  } as unknown as EngineClient);
});

it("knows that crafted poison depends on the model, other poison does not", () => {
  const other = (s: Spec): Spec => ({ ...s, training: { ...s.training, epochs: 3 } }), crafting: Spec = { ...spec, attack: { id: "bilevel", params: {} } };
  expect(previewKey(other(defaultSpec))).toBe(previewKey(defaultSpec));
  expect(previewKey(other(crafting))).not.toBe(previewKey(crafting));
});

it("asks for the data again once the run has crafted the poison, for the run and for the bench", async () => {
  changeSpec(defaultSpec);
  usePreview.setState({ preview: preview(), spec: defaultSpec });
  startRun(defaultSpec);
  await settle();
  expect(useRunPreview.getState().preview?.pending).toBe(true);
  crafted = true;
  emit({ type: "poisoned", report: { rows: 1, poisoned: 1, relabeled: 0, added: 0, perClass: [] } });
  await settle();
  expect(useRunPreview.getState().preview?.pending).toBe(false);
  expect(usePreview.getState().preview?.pending).toBe(false);
  end({ type: "cancelled" });
  await settle();
});

it("tries ten drawn targets with nothing beside the attack, and counts hits of attack and clean models apart", async () => {
  auto = true;
  expect(specOfTarget(spec, 2)).toMatchObject({ attack: { params: { row: -3, target: 3 } }, defenses: [], baselines: false, probes: [] });
  await tryTargets(spec);
  const { phase, tries } = useTargets.getState();
  expect(phase).toBe("done");
  expect(ran.map((s) => s.attack!.params["row"])).toEqual([-1, -2, -3, -4, -5, -6, -7, -8, -9, -10]);
  expect([tries.filter((t) => t.poisoned.hit).length, tries.filter((t) => t.clean.hit).length]).toEqual([5, 0]);
  expect(tries[0]).toMatchObject({ row: 2, label: 7, wanted: 3, poisoned: { answer: 3, hit: true }, clean: { answer: 7, hit: false } });
});

it("can be stopped and keeps what is finished", async () => {
  auto = true;
  const stop = useTargets.subscribe((s) => s.tries.length === 3 && s.phase === "running" && stopTargets());
  await tryTargets(spec);
  stop();
  expect(useTargets.getState()).toMatchObject({ phase: "stopped", spec });
  expect(useTargets.getState().tries).toHaveLength(3);
});
