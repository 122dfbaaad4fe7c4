/** What the Stream tab says of an arm that was caught late, one that went back, and one that nobody attacked. */
import { describe, expect, it } from "vitest";
import type { OnlineReport } from "../../engine/index";
import { lane, streamSentences } from "./stream-words";

const report: OnlineReport = { steps: [], onset: 12, alarms: [], honestDropped: null, attackerDropped: null, restored: [], worst: { step: 20, attackSuccess: 0.2 } };
const nb = "\u202f";

describe("sentences of a stream", () => {
  it("says when poison came, when it worked and whether the alarm was in time", () => {
    const said = streamSentences("Monitor", { ...report, alarms: [{ title: "M", at: 17, delay: 5, early: false }, { title: "N", at: null, delay: null, early: false }] }, { attackSuccess: 0.9, accuracy: 0.93, passed: 30, last: 0.9 });
    expect(said).toBe(`Monitor. The first poison came in step 12; the attack passed 70 % in step 30, and at the end the attack succeeds 90.0${nb}% of the time. M raised its alarm in step 17, 5 steps after the first poison and 13 steps before the attack passed 70 %. N stayed silent. It reads 93.0${nb}% of clean test rows rightly.`);
    expect(streamSentences("M", { ...report, alarms: [{ title: "M", at: 31, delay: 19, early: false }] }, { attackSuccess: 0.9, accuracy: null, passed: 30, last: 0.9 })).toContain("when the attack had passed 70 % already.");
  });
  it("names the model that it went back to, and what was forgotten", () =>
    expect(streamSentences("R", { ...report, restored: [{ step: 19, to: 0, honest: 200, attackers: 1 }] }, { attackSuccess: 0.01, accuracy: null, passed: null, last: 0.01 })).toContain("In step 19 the model went back to the model as deployed and forgot 200 honest reports together with 1 of the attacker’s."));
  it("calls an alarm on a clean stream what it is", () =>
    expect(streamSentences("C", { ...report, onset: null, worst: null, alarms: [{ title: "M", at: 3, delay: null, early: true }] }, { attackSuccess: 0.01, accuracy: null, passed: null, last: 0.01 })).toBe("C. M raised its alarm in step 3, though nobody attacked: a false alarm."));
  it("counts the honest ones that were lost", () => {
    expect(lane.counts({ reported: 100, reportedBad: 10, dropped: 5, droppedBad: 1, learned: 85, learnedBad: 7, forgot: 0, forgotBad: 0 }, 2)).toBe(`5 of 100 honest reports were thrown away (5.0${nb}%); of the attacker’s 10 the model learned from 7 and 1 was thrown away; 2 still wait.`);
    expect(lane.counts({ reported: 100, reportedBad: 0, dropped: 0, droppedBad: 0, learned: 100, learnedBad: 0, forgot: 0, forgotBad: 0 }, 0)).toBe("No honest report was lost.");
  });
  it("tells what was kept from what was learned and forgotten", () =>
    expect(lane.counts({ reported: 991, reportedBad: 151, dropped: 611, droppedBad: 144, learned: 96, learnedBad: 0, forgot: 284, forgotBad: 7 }, 0)).toBe(
      `Of 991 honest reports 96 were learned and kept, 284 were learned and forgotten again (28.7${nb}%), and 611 were thrown away (61.7${nb}%); of the attacker’s 151 the model learned from 7, forgot 7 of them again, and 144 were thrown away.`));
});
