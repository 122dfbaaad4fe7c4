/** The finding is written from the numbers: each way a run can end has its own sentence, and none claims what did not happen. */
import { describe, expect, it } from "vitest";
import { defaultSpec, type ArmResult, type ExperimentResult, type FederationReport, type FilterReport, type MetricValue, type Spec } from "../../engine/index";
import { presets } from "../../engine/later";
import { finding } from "./finding";

const rate = (value: number, n = 1000): MetricValue => ({ value, n, low: value, high: value });
const arm = (id: string, kind: ArmResult["kind"], accuracy: number, success: number | null, more: Partial<ArmResult> = {}): ArmResult => ({
  id, kind, title: id, metrics: { cleanAccuracy: rate(accuracy), attackSuccess: success === null ? null : rate(success, 900) },
  classMetrics: {}, confusion: [], curve: [], notes: [], diverged: false, seconds: 1, ownSeconds: 0, ...(kind === "defended" ? { pipeline: 0 } : {}), ...more,
});
const filter = (found: number, honest: number, total = 200, more: Partial<FilterReport> = {}): FilterReport => ({
  kept: 4000 - found - honest, removed: found + honest, relabeled: 0, truePositiveRate: null, falsePositiveRate: null, precision: null,
  poisonedFound: found, poisonedTotal: total, honestRowsLost: honest, honestTotal: 4000 - total, auroc: null, ...more,
});
const result = (arms: ArmResult[], spec: Spec = defaultSpec, poisoned = 200): ExperimentResult => ({
  spec, key: "k", engine: { version: "t", backend: "cpu" }, arms, stages: [], warnings: [], seconds: 1,
  poison: { rows: 4000, poisoned, relabeled: poisoned, added: 0, perClass: [] },
});
const said = (r: ExperimentResult) => {
  const f = finding(r);
  return [f.attack, ...f.defenses].join(" ").replaceAll("\u202f", " ");
};
const preset = (id: string) => presets.find((p) => p.id === id)!.spec;
const clean = arm("clean", "clean", 0.961, 0.004);

describe("finding", () => {
  it("tells the default story: nothing to see, a backdoor, and a filter that works", () => {
    expect(said(result([clean, arm("poisoned", "poisoned", 0.958, 0.972), arm("defended-1", "defended", 0.956, 0.011, { filter: filter(198, 12) })]))).toBe(
      "Accuracy barely moved (96.1 → 95.8 %), but 97 % of images with the trigger are now read as 0. Activation clustering removed 198 of 200 poisoned rows and 12 honest ones, and brought attack success down to 1.1 %.");
  });

  it("says when the attack did not take, with the clean model’s rate beside it", () => {
    expect(said(result([clean, arm("poisoned", "poisoned", 0.961, 0.031)]))).toBe("The attack did not take: 3.1 % of images with the trigger are read as 0, against 0.4 % for the clean model. Accuracy stayed at 96.1 %.");
  });

  it("names source and target of a targeted flip", () => {
    expect(said(result([clean, arm("poisoned", "poisoned", 0.91, 0.62)], preset("digits-label-flip")))).toBe("Accuracy fell by 5.1 points (96.1 → 91.0 %), and 62 % of images of 4 are now read as 9.");
  });

  it("counts the cost of an availability attack and what a defense won back", () => {
    const base = arm("clean", "clean", 0.96, null);
    expect(said(result([base, arm("poisoned", "poisoned", 0.88, null), arm("defended-1", "defended", 0.931, null, { filter: filter(1000, 80, 1600) })], preset("digits-junk"), 1600))).toBe(
      "Accuracy fell by 8.0 points (96.0 → 88.0 %) with 1,600 rows poisoned. k-NN label sanitization removed 1,000 of 1,600 poisoned rows and 80 honest ones, and won back 5.1 of the 8.0 points lost.".replace("k-NN label sanitization", name(preset("digits-junk"))));
  });

  it("says when a defense hurts more than it helps, or changes nothing", () => {
    const poisoned = arm("poisoned", "poisoned", 0.958, 0.972);
    expect(said(result([clean, poisoned, arm("defended-1", "defended", 0.901, 0.96, { filter: filter(3, 700) })]))).toMatch(/removed 3 of 200 poisoned rows and 700 honest ones; it hurt more than it helped: accuracy went from 95\.8 to 90\.1 %, and attack success is still 96 %\.$/);
    expect(said(result([clean, arm("poisoned", "poisoned", 0.89, 0.63), arm("defended-1", "defended", 0.857, 0.8, { filter: filter(36, 255) })]))).toMatch(/255 honest ones; it hurt more than it helped: attack success rose from 63 % to 80 %, and accuracy went from 89\.0 to 85\.7 %\.$/);
    expect(said(result([clean, poisoned, arm("defended-1", "defended", 0.957, 0.968, { filter: filter(3, 7) })]))).toMatch(/, but attack success stayed at 97 %\.$/);
    expect(said(result([clean, poisoned, arm("defended-1", "defended", 0.957, 0.972, { filter: filter(0, 0) })]))).toMatch(/Activation clustering flagged nothing, but attack success stayed at 97 %\.$/);
  });

  it("speaks of a repair without rows", () => {
    const spec: Spec = { ...defaultSpec, defenses: [[{ id: "fine-pruning", params: {} }]] };
    expect(said(result([clean, arm("poisoned", "poisoned", 0.958, 0.972), arm("defended-1", "defended", 0.93, 0.05)], spec))).toMatch(/Fine-pruning brought attack success down to 5\.0 %\. It cost 2\.8 points of accuracy against the poisoned model\.$/);
  });

  it("counts as a cost only what a defense ends below both the clean and the poisoned model", () => {
    const spec: Spec = { ...defaultSpec, defenses: [[{ id: "fine-pruning", params: {} }]] }, poisoned = arm("poisoned", "poisoned", 0.976, 0.972), defended = (accuracy: number, success = 0.05) => said(result([clean, poisoned, arm("defended-1", "defended", accuracy, success)], spec));
    expect(defended(0.961)).toMatch(/Fine-pruning brought attack success down to 5\.0 %\.$/);
    expect(defended(0.941)).toMatch(/It cost 2\.0 points of accuracy against the clean model\.$/);
    expect(defended(0.961, 0.96)).not.toMatch(/cost|hurt/);
  });

  it("says what the same defenses reach without an attack, and who loses by it", () => {
    const spec: Spec = { ...preset("federated-uneven"), defenses: [[{ id: "coordinate-median", params: {} }], [{ id: "multi-krum", params: {} }]] };
    const base = arm("clean", "clean", 0.862, null), poisoned = arm("poisoned", "poisoned", 0.602, null), control = (pipeline: number, accuracy: number, more: Partial<ArmResult> = {}) => arm(`defended-${pipeline + 1}-clean`, "clean-control", accuracy, null, { pipeline, ...more });
    const last = (...controls: ArmResult[]) => finding(result([base, poisoned, arm("defended-1", "defended", 0.666, null), ...controls], spec)).defenses.slice(1).join(" ").replaceAll("\u202f", " ");
    expect(last(control(0, 0.761), control(1, 0.736))).toBe("Without any attack plain averaging reaches 86.2 %, Coordinate-wise median 76.1 %, Multi-Krum 73.6 %: every defense loses more than 1.5 points there.");
    expect(last(control(0, 0.761), control(1, 0.86))).toMatch(/: 1 of 2 defenses loses more than 1\.5 points there\.$/);
    expect(last(control(0, 0.862), control(1, 0.87))).toMatch(/: no defense loses more than 1\.5 points there\.$/);
    expect(last(control(0, 0.761))).toMatch(/: the defense costs 10\.1 points there\.$/);
    expect(last(control(0, 0.85))).toMatch(/: the defense costs no more than 1\.5 points there\.$/);
    expect([last(), last(control(0, 0.1, { diverged: true }))]).toEqual(["", ""]);
  });

  it("names the honest reports that a stream’s defense threw away or made the model forget", () => {
    const spec = preset("digits-boiling-frog"), online = { steps: [], onset: 10, alarms: [], worst: null, honestDropped: rate(0.6165489, 991), attackerDropped: rate(0.9536424, 151), restored: [{ step: 17, to: 4, honest: 284, attackers: 7 }] };
    const defended = (more: object, success = 0.007) => said(result([clean, arm("poisoned", "poisoned", 0.958, 0.97), arm("defended-1", "defended", 0.957, success, { pipeline: 1, online: { ...online, ...more } })], spec));
    expect(defended({})).toMatch(/Rollback to the last good model threw away 611 of 991 honest reports and 144 of the attacker’s 151, made the model forget 284 more honest ones, and brought attack success down to 0\.7 %\.$/);
    expect(defended({ honestDropped: rate(0, 991), attackerDropped: rate(0, 151), restored: [] }, 0.97)).toMatch(/good model left attack success at 97 %\.$/);
  });

  it("says when there is no attack, no poison, or no model left", () => {
    expect(said(result([clean], { ...defaultSpec, attack: null }, 0))).toBe("Nothing is poisoned: the model reads 96.1 % of the test inputs correctly.");
    expect(said(result([clean, arm("poisoned", "poisoned", 0.961, 0.004)], defaultSpec, 0))).toMatch(/^Not one row was poisoned/);
    expect(said(result([{ ...clean, diverged: true }]))).toMatch(/^The clean model diverged/);
    expect(said(result([clean, arm("poisoned", "poisoned", 0.1, null, { diverged: true })]))).toMatch(/^The poisoned model diverged/);
  });

  it("says what the clean model does, where that is far above zero", () => {
    const base = arm("clean", "clean", 0.957, 0.24), spec: Spec = { ...defaultSpec, defenses: [[{ id: "fine-pruning", params: {} }]] }, poisoned = arm("poisoned", "poisoned", 0.958, 0.54);
    expect(said(result([base, poisoned, arm("defended-1", "defended", 0.957, 0.25)], spec))).toMatch(/, but 54 % of images with the trigger are now read as 0, against 24 % for the clean model\. Fine-pruning brought attack success down to 25 %, with the clean model at 24 %\.$/);
    expect(said(result([base, poisoned, arm("defended-1", "defended", 0.957, 0.42)], spec))).toMatch(/brought attack success only from 54 % to 42 %, with the clean model at 24 %\.$/);
  });

  it("calls it down where a defense brings the attack to the clean model’s rate, however high that is", () => {
    const spec: Spec = { ...defaultSpec, defenses: [[{ id: "fine-pruning", params: {} }]] };
    expect(said(result([arm("clean", "clean", 0.957, 0.24), arm("poisoned", "poisoned", 0.958, 0.4), arm("defended-1", "defended", 0.957, 0.25)], spec))).toMatch(/ Fine-pruning brought attack success down to 25 %, with the clean model at 24 %\.$/);
  });

  it("says what a guard would cost a model that is audited, and does not call that model unpoisoned", () => {
    const spec: Spec = { ...defaultSpec, attack: null, training: { ...defaultSpec.training, transfer: "as-is" }, pretrained: { from: "file" }, defenses: [[{ id: "strip", params: {} }]] };
    expect(said(result([arm("clean", "clean", 0.938, null), arm("defended-1", "defended", 0.908, null)], spec, 0))).toBe("The model reads 93.8 % of the test inputs correctly. STRIP would cost 3.0 points of accuracy (93.8 → 90.8 %).");
  });

  describe("in a federation", () => {
    const clean = arm("clean", "clean", 0.94, null), rounds = (n: number, attacked: (round: number) => boolean) => Array.from({ length: n }, (_, k) => ({ round: k + 1, clients: [], norm: 1, attacked: attacked(k + 1) }));
    const report = (more: Partial<FederationReport> = {}): FederationReport => ({ clients: [], rounds: rounds(20, () => true), attackersStopped: null, honestLost: null, hidden: false, attackerWeight: null, durability: null, ...more });
    const faded = (round: number, after: number, atEnd: number) => report({ rounds: rounds(20, (r) => r === round), durability: { round, after, atEnd } });

    it("speaks of messages and not of clients where somebody sits on the wire", () => {
      const poisoned = (count: number, of: number) => arm("poisoned", "poisoned", 0.1, null, { federation: report({ honestReplaced: { count, of } }) }), signed = (count: number) => arm("defended-1", "defended", 0.938, null, { federation: report({ attackersStopped: { count: 60, of: 60 }, honestLost: { count, of: 240 } }) });
      const spec = preset("federated-on-the-line"), all = (...arms: ArmResult[]) => said(result([clean, ...arms], spec, 0));
      expect(all(poisoned(60, 300), signed(0))).toBe("Accuracy fell by 84.0 points (94.0 → 10.0 %) with 3 of 15 messages a round falsified on the way. Signed updates kept out 60 of 60 falsified messages and none of 240 honest messages, and won back 83.8 of the 84.0 points lost.");
      expect(all(poisoned(57, 300), signed(12))).toMatch(/ with 57 of 300 messages falsified on the way\. Signed updates kept out 60 of 60 falsified messages and 12 of 240 honest messages,/);
    });

    it("calls clients malicious where they are, and says none for nobody", () => {
      const spec = preset("federated-sign-flip"), poisoned = arm("poisoned", "poisoned", 0.1, null, { federation: report() }), stopped = (bad: number, honest: number) => said(result([clean, poisoned, arm("defended-1", "defended", 0.938, null, { federation: report({ attackersStopped: { count: bad, of: 60 }, honestLost: { count: honest, of: 240 } }) })], spec, 0));
      expect(stopped(60, 0)).toMatch(/ with 3 of 15 clients malicious\. Coordinate-wise median kept out 60 of 60 malicious updates and none of 240 honest updates, /);
      expect(stopped(0, 7)).toMatch(/ kept out none of 60 malicious updates and 7 of 240 honest updates, /);
    });

    it("says that an attack which starts after the last round never began", () => {
      const spec = preset("federated-sign-flip"), late: Spec = { ...spec, federated: { ...spec.federated, participation: "from", attackRound: 30 } };
      expect(said(result([clean, arm("poisoned", "poisoned", 0.94, null, { federation: report({ rounds: rounds(20, () => false) }) })], late, 0))).toBe("The attack never began: round 30 was to be its first, and there were only 20 rounds, so the poisoned model is the clean one: both read 94.0 % of the test inputs correctly.");
    });

    it("says how an attack fades once it has stopped", () => {
      const spec = preset("federated-one-voice"), fades = (after: number, end: number) => said(result([arm("clean", "clean", 0.94, 0.01), arm("poisoned", "poisoned", 0.92, end, { federation: faded(2, after, end) })], spec));
      expect(fades(0.87, 0.42)).toMatch(/42 % of images with the trigger are now read as 0\. The last attack was in round 2: attack success was 87 % right after it and has faded to 42 % by the end\.$/);
      expect(fades(0.87, 0.85)).toMatch(/was 87 % right after it and is still 85 % at the end\.$/);
      expect(fades(0.3, 0.6)).toMatch(/was 30 % right after it and has grown to 60 % by the end\.$/);
    });

    it("judges a defense by how the attack stood when it stopped, where it is forgotten at the end", () => {
      const spec = preset("federated-one-voice"), poisoned = arm("poisoned", "poisoned", 0.922, 0.03, { federation: faded(10, 0.89, 0.03) });
      const held = (after: number, end = 0.02, accuracy = 0.928) => said(result([arm("clean", "clean", 0.94, 0.01), poisoned, arm("defended-1", "defended", accuracy, end, { federation: faded(10, after, end) })], spec));
      expect(held(0.01)).toMatch(/^The attack took and was forgotten: right after round 10, .+\. Norm clipping kept attack success right after round 10 at 1\.0 %, against 89 % without it\.$/);
      expect(held(0.6)).toMatch(/Norm clipping brought attack success right after round 10 only from 89 % to 60 %\.$/);
      expect(held(0.88)).toMatch(/Norm clipping: attack success right after round 10 was 88 %, against 89 % without it\.$/);
      expect(held(0.01, 0.02, 0.9)).toMatch(/against 89 % without it\. It cost 2\.2 points of accuracy against the poisoned model\.$/);
      expect(held(0.6, 0.3)).toMatch(/to 60 %, and it is 30 % at the end, against 3\.0 %\.$/);
    });
  });

  describe("an attack on one image", () => {
    const spec: Spec = { ...defaultSpec, attack: { id: "feature-collision", params: { target: 3, row: -1 } }, defenses: [[{ id: "activation-clustering", params: {} }]] };
    const one = (id: string, kind: ArmResult["kind"], accuracy: number, hit: boolean, more: Partial<ArmResult> = {}) => arm(id, kind, accuracy, null, { metrics: { cleanAccuracy: rate(accuracy), attackSuccess: null, targetHit: rate(hit ? 1 : 0, 1) }, ...more });
    const base = one("clean", "clean", 0.96, false);

    it("is a hit or a miss and never a rate", () => {
      expect(said(result([base, one("poisoned", "poisoned", 0.959, true)], spec, 1))).toBe("Accuracy barely moved (96.0 → 95.9 %), but with 1 poisoned row the chosen image is now read as 3.");
      expect(said(result([base, one("poisoned", "poisoned", 0.96, false)], spec, 12))).toMatch(/^The attack missed: with 12 poisoned rows the chosen image is still not read as /);
      expect(said(result([one("clean", "clean", 0.96, true), one("poisoned", "poisoned", 0.96, true)], spec, 1))).toMatch(/by the clean model already, so the attack had nothing to win/);
      expect(finding(result([base, one("poisoned", "poisoned", 0.96, true)], spec, 1)).caveat).toMatch(/The target is one image: whether it is hit says nothing about others\.$/);
    });
    it("says whether a defense kept the image from being misread", () => {
      const poisoned = one("poisoned", "poisoned", 0.96, true), defended = (hit: boolean) => one("defended-1", "defended", 0.96, hit, { filter: filter(1, 4, 1) });
      expect(said(result([base, poisoned, defended(false)], spec, 1))).toMatch(/removed 1 of 1 poisoned row and 4 honest ones, and kept the chosen image from being read as /);
      expect(said(result([base, poisoned, defended(true)], spec, 1))).toMatch(/4 honest ones, but the chosen image is still read as /);
    });
  });

  it("puts the plainer attack and the near misses beside the attack", () => {
    const plainer = { id: "poisoned-baseline", kind: "attack-baseline", title: "Random flips" } as const;
    expect(said(result([arm("clean", "clean", 0.98, null), arm("poisoned", "poisoned", 0.8, null), { ...arm("b", "attack-baseline", 0.97, null), ...plainer }], preset("digits-junk"), 90)))
      .toBe("Accuracy fell by 18.0 points (98.0 → 80.0 %) with 90 rows poisoned. Random flips, just as many rows, left accuracy at 97.0 %.");
    const quiet = arm("poisoned", "poisoned", 0.958, 0.9);
    expect(said(result([clean, { ...quiet, metrics: { ...quiet.metrics, nearMissAccuracy: rate(0.94) } }]))).toMatch(/now read as 0\. Of images with only something like the trigger, 94 % are still read correctly\.$/);
    expect(said(result([clean, quiet, { ...arm("b", "attack-baseline", 0.96, 0.97), ...plainer }]))).toMatch(/now read as 0\. Random flips reached 97 %\.$/);
  });

  it("calls one run one run", () => {
    expect(finding(result([clean])).caveat).toBe("One run, seed 1, 1,000 test inputs: another seed gives slightly different numbers.");
    const three = { ...clean, metrics: { cleanAccuracy: { ...rate(0.96), values: [0.95, 0.96, 0.97] } } };
    expect(finding(result([three])).caveat).toBe("Means of 3 runs with different seeds.");
  });
});

function name(spec: Spec): string {
  return finding(result([arm("clean", "clean", 0.9, null), arm("poisoned", "poisoned", 0.8, null), arm("defended-1", "defended", 0.85, null, { filter: filter(0, 0) })], spec)).defenses[0]!.split(" flagged nothing")[0]!;
}
