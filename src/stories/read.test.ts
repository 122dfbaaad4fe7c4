import { describe, expect, test } from "vitest";
import type { ArmResult } from "../engine/index";
import { readingOf } from "./read";

const rate = (value: number) => ({ value, n: 100, low: value, high: value });
const arms = [
  { id: "poisoned", metrics: { cleanAccuracy: rate(0.96), attackSuccess: rate(0.9), targetHit: null, f1: rate(NaN) }, classMetrics: { perClassRecall: [rate(0.5), rate(0.25)] } },
  { id: "defended-1", metrics: { cleanAccuracy: rate(0.95) }, classMetrics: {}, filter: { truePositiveRate: rate(0.99), falsePositiveRate: rate(0.01) } },
  { id: "defended-2", metrics: {}, classMetrics: {}, filter: { truePositiveRate: null, falsePositiveRate: rate(0.02) } },
  { id: "watched", metrics: {}, classMetrics: {}, curve: [{ epoch: 7, attackSuccess: 0.01 }, { epoch: 19, attackSuccess: 0.05 }], online: { alarms: [{ title: "late", at: 30 }, { title: "first", at: 19 }, { title: "never", at: null }] } },
  { id: "unheard", metrics: {}, classMetrics: {}, curve: [{ epoch: 7, attackSuccess: 0.01 }], online: { alarms: [{ title: "never", at: null }] } },
  { id: "server", metrics: {}, classMetrics: {}, federation: { attackersStopped: { count: 27, of: 36 }, honestLost: { count: 9, of: 144 }, attackerWeight: 0.023, clients: [{ rows: 23, asked: 12, rejected: 12 }, { rows: 24, asked: 12, rejected: 11 }, { rows: 5, asked: 1, rejected: 1 }, { rows: 7, asked: 0, rejected: 0 }] } },
  { id: "median", metrics: {}, classMetrics: {}, federation: { attackersStopped: null, honestLost: { count: 0, of: 0 }, attackerWeight: null, clients: [] } },
] as unknown as ArmResult[];

describe("a number of a run by its name", () => {
  test.each([
    ["poisoned", "cleanAccuracy", 0.96], ["poisoned", "attackSuccess", 0.9], ["poisoned", "recall:0", 0.5], ["poisoned", "recall:1", 0.25],
    ["defended-1", "removed:poisoned", 0.99], ["defended-1", "removed:honest", 0.01], ["defended-2", "removed:honest", 0.02],
    ["watched", "alarm:step", 19], ["watched", "alarm:attackSuccess", 0.05], ["server", "refused:malicious", 0.75], ["server", "refused:honest", 0.0625], ["server", "weight:malicious", 0.023], ["server", "lost:rows", 28],
  ])("%s.%s is %f", (arm, metric, value) => expect(readingOf(arms, arm, metric)).toBe(value));

  test.each([
    ["defended-3", "cleanAccuracy"], ["poisoned", "targetHit"], ["poisoned", "f1"], ["poisoned", "recall:2"], ["poisoned", "recall:"], ["poisoned", "recall:x"], ["poisoned", "telepathy"],
    ["poisoned", "removed:poisoned"], ["defended-2", "removed:poisoned"], ["defended-1", "removed:all"], ["defended-1", "recall:0"], ["poisoned", "cleanAccuracy:1"],
    ["unheard", "alarm:step"], ["unheard", "alarm:attackSuccess"], ["poisoned", "alarm:step"], ["median", "refused:malicious"], ["median", "refused:honest"], ["median", "weight:malicious"], ["poisoned", "weight:malicious"], ["poisoned", "lost:rows"], ["server", "refused:all"], ["server", "toString:x"],
  ])("%s.%s is not there", (arm, metric) => expect(readingOf(arms, arm, metric)).toBeNull());
});
