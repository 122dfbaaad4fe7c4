/**
 * Label drift: counts how often the labels that users report contradict a model that was sure of its answer, and raises an alarm when
 * that is more often than on trusted rows (CUSUM, Page 1954). It watches and does nothing: the model goes on learning.
 */
import { z } from "zod";
import { defineMonitor, type Note } from "../core/plugins";
import { contradictions, cusumOf } from "./shared/cusum";
import { count, percent } from "./shared/rows";

const POINTS = 400;

export const labelDrift = defineMonitor({
  id: "label-drift",
  title: "Label drift monitor",
  summary: "Counts how often labels that users report contradict answers the model was sure of, and raises an alarm when that becomes more often than on trusted rows.",
  paper: { authors: "Page", year: 1954, title: "Continuous Inspection Schemes", link: "https://doi.org/10.1093/biomet/41.1-2.100" },
  stage: "monitor",
  needsTrusted: true,
  assumes: "Honest users are about as often wrong as the labels of the trusted rows, the inputs stay of the same kind, and poison contradicts what the model has learned so far. Poison with true labels passes unseen.",
  params: z.strictObject({
    rise: z.number().min(0.01).max(0.5).default(0.05).meta({ title: "Rise to detect", description: "The rise of the share of contradictions that it is tuned to find soonest.", percent: true, unit: "% of the reported labels" }),
    between: z.int().min(100).max(1_000_000).default(10_000).meta({ title: "Labels between false alarms", description: "On a clean stream at least so many reported labels pass on average before it cries wolf. Sets its threshold.", scale: "log", unit: "labels" }),
    sureness: z.number().min(0).max(0.999).default(0.9).meta({ title: "Sure answers only", description: "A contradiction counts where the model gave its answer at least this probability; at 0 all count.", percent: true, advanced: true }),
  }),
  supports: ({ regime }) => regime === undefined || regime === "online" || "it looks at labels that users report, and here nobody reports any. Choose continuous learning as the way the victim learns.",
  async watch({ params, reference, stream, pulse }) {
    const labels = stream.reported ?? new Int32Array(stream.n).fill(-1), seen = contradictions(stream, labels, params.sureness), cusum = cusumOf(reference.reported ? contradictions(reference, reference.reported, params.sureness) : new Int8Array(0), params.rise, params.between);
    const every = Math.max(1, Math.ceil(stream.n / POINTS)), points: { x: number; y: number }[] = [];
    let value = 0, alarmAt: number | null = null, labeled = 0, against = 0;
    for (let i = 0; i < stream.n; i++) {
      if (i % 1024 === 0) await pulse(i, stream.n);
      if (seen[i]! >= 0) {
        value = cusum.next(value, seen[i] === 1);
        labeled++;
        against += seen[i]!;
      }
      if (alarmAt === null && value > cusum.threshold) alarmAt = i + 1;
      if ((i + 1) % every === 0) points.push({ x: i + 1, y: value });
    }
    const notes: Note[] = [{ level: "info", text: `${count(against)} of ${count(labeled)} reported labels contradicted a sure answer${cusum.clean === null ? "" : ` (up to ${percent(cusum.clean)} is usual by the trusted rows)`}; ${alarmAt === null ? "no alarm" : `the alarm came after ${count(alarmAt)} answers`}.` }];
    if (cusum.clean === null) notes.push({ level: "warning", text: "Without labeled trusted rows it cannot know how many contradictions are usual, so it stays silent. Keep at least 100 aside." });
    else if (reference.n < 100) notes.push({ level: "warning", text: `${reference.n} trusted rows are few to learn the usual share of contradictions from, so it is slow. Keep at least 100 aside.` });
    return { detectors: [{ id: "contradictions", title: "Labels that contradict the model (CUSUM)", threshold: cusum.threshold, alarmAt, points }], notes };
  },
});
