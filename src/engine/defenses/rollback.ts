/**
 * Rollback: keeps the model of every step and watches how often reported labels contradict answers it was sure of. On the alarm of a
 * CUSUM (Page 1954) it goes back to the model of the step at which that statistic last stood at zero, which is when the rise most
 * likely began (Hinkley 1971), a few steps earlier to be safe, and stops learning. It does not tell good reports from bad ones.
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { defineStream, type Note } from "../core/plugins";
import type { TrainedModel } from "../core/learner";
import { contradictions, cusumOf } from "./shared/cusum";
import { counted, percent } from "./shared/rows";
import { answersTo } from "./shared/stream";

/** Models kept at most, and their bytes together; older ones give way, every second one first. */
const KEPT = 120, KEPT_BYTES = 64 * 1024 * 1024;

interface Snapshot { readonly step: number; readonly model: TrainedModel }

/** The latest snapshot at or before a step. */
const upTo = (kept: readonly Snapshot[], step: number): Snapshot => kept.findLast((s) => s.step <= step) ?? kept[0]!;

export const rollback = defineStream({
  id: "rollback",
  title: "Rollback to the last good model",
  summary: "Keeps the model of every step and, when reported labels contradict it more often than usual, goes back to the last one from before that and stops learning.",
  paper: { authors: "Page", year: 1954, title: "Continuous Inspection Schemes", link: "https://doi.org/10.1093/biomet/41.1-2.100" },
  stage: "stream",
  needsTrusted: true,
  assumes: "Poison contradicts what the model has learned so far, so that the alarm comes before the model has taken it in, and somebody looks at the reports after an alarm. Poison that comes so slowly that its contradictions drown in honest mistakes stays.",
  params: z.strictObject({
    rise: z.number().min(0.01).max(0.5).default(0.05).meta({ title: "Rise to detect", description: "The rise of the share of contradictions that its alarm is tuned to find soonest.", percent: true, unit: "% of the reported labels" }),
    between: z.int().min(100).max(1_000_000).default(10_000).meta({ title: "Labels between false alarms", description: "On a clean stream at least so many reported labels pass on average before it cries wolf. Sets the threshold of its alarm.", scale: "log", unit: "labels" }),
    earlier: z.int().min(0).max(50).default(3).meta({ title: "Steps further back", description: "How many steps before the likely beginning it goes back to.", unit: "steps" }),
    rest: z.int().min(1).max(200).default(200).meta({ title: "Stops learning for", description: "How many steps after an alarm no report counts; 200 is until the end.", unit: "steps" }),
    sureness: z.number().min(0).max(0.999).default(0.9).meta({ title: "Sure answers only", description: "A contradiction counts where the model gave its answer at least this probability; at 0 all count.", percent: true, advanced: true }),
  }),
  remarks: [
    "Digits, sticker, boiling frog from step 10 on (seeds 1, 2, 3): its alarm came when ASR was still under 10 %, it went back by nine to thirteen steps, and ASR ended at 1 % or less, 92 to 98 % without it. No false alarm in the three clean streams.",
    "The price is that the model stands still: it ends about three points of accuracy below one that went on learning, and about half of all honest reports are lost.",
  ],
  supports: () => true,
  async begin({ params, trusted, learner, start }) {
    const onTrusted = contradictions(await answersTo(learner, start, trusted, () => {}), trusted.labels, params.sureness), cusum = cusumOf(onTrusted, params.rise, params.between);
    const most = Math.max(4, Math.min(KEPT, Math.floor(KEPT_BYTES / start.weights.byteLength))), alarms: { readonly step: number; readonly to: number }[] = [];
    let kept: Snapshot[] = [{ step: 0, model: start }], value = 0, zero = 0, until = 0, lost = 0;
    return {
      async admit({ step, reported, answers, pulse }) {
        await pulse(0, 1);
        const drop = () => {
          lost += reported.n;
          return { learn: takeRows(reported, []), held: 0, dropped: reported.ids.slice(), pause: true as const, level: { name: "contradictions (CUSUM)", value, threshold: cusum.threshold } };
        };
        if (step <= until) return drop();
        for (const c of contradictions(answers, reported.labels, params.sureness)) value = cusum.next(value, c === 1);
        const level = { name: "contradictions (CUSUM)", value, threshold: cusum.threshold };
        if (value <= cusum.threshold) {
          if (value === 0) zero = step;
          return { learn: reported, held: 0, level };
        }
        const good = upTo(kept, Math.max(0, zero - params.earlier)), out = drop(), began = zero + 1;
        alarms.push({ step, to: good.step });
        kept = kept.filter((s) => s.step <= good.step);
        until = step + params.rest - 1;
        value = 0;
        zero = step;
        return { ...out, restore: good, alarm: `more labels contradict the model than usual since about step ${began}` };
      },
      async learned(step, model) {
        kept.push({ step, model });
        if (kept.length > most) kept = kept.filter((_, i) => i === 0 || i >= most / 2 || i % 2 === 0);
      },
      notes(): Note[] {
        const [first] = alarms;
        return [
          { level: "info", text: first ? `In step ${first.step} its alarm took the model back to ${first.to === 0 ? "the one that was deployed" : `that of step ${first.to}`}${alarms.length > 1 ? `, the first of ${counted(alarms.length, "alarm")}` : ""}; ${counted(lost, "report")} since were thrown away, honest ones among them.` : `No alarm: labels contradicted sure answers no more often than usual${cusum.clean === null ? "" : ` (up to ${percent(cusum.clean)})`}.` },
          ...(cusum.clean === null ? [{ level: "warning" as const, text: "Without trusted rows it cannot know how many contradictions are usual, so it never goes back. Keep at least 100 aside." }] : trusted.n < 100 ? [{ level: "warning" as const, text: `${counted(trusted.n, "trusted row")} ${trusted.n === 1 ? "is" : "are"} few to learn the usual share of contradictions from, so the alarm is slow. Keep at least 100 aside.` }] : []),
        ];
      },
    };
  },
});
