/**
 * Quarantine window: every report waits some steps and is then let in only if rows like it, trusted ones and those let in before, carry
 * the same label (Paudice, Muñoz-González, Lupu 2018, here in a stream), or only if the model as it is then holds it possible. Likeness is
 * that of the features of the model as first deployed, which no report can have changed. It throws away what it does not let in.
 */
import { z } from "zod";
import { joinRows, takeRows, type Rows } from "../core/data";
import { featureLayer, type TrainedModel } from "../core/learner";
import { squaredNorms } from "../core/linear-algebra";
import { defineStream } from "../core/plugins";
import { inputSpace } from "./shared/input-space";
import { count, counted, percent } from "./shared/rows";
import { answersTo } from "./shared/stream";

/** Rows that were let in and are asked for their labels; the latest ones. */
const POOL = 1500;

const were = (n: number): string => `${count(n)} ${n === 1 ? "was" : "were"}`;
const still = (n: number): string => `${count(n)} still ${n === 1 ? "waits" : "wait"}`;

export const quarantineWindow = defineStream({
  id: "quarantine-window",
  title: "Quarantine window",
  summary: "Makes every report wait a few steps and lets it in only if similar rows that are trusted or were let in before agree with its label.",
  paper: { authors: "Paudice, Muñoz-González, Lupu", year: 2018, title: "Label Sanitization against Label Flipping Poisoning Attacks", link: "https://arxiv.org/abs/1803.00992" },
  stage: "stream",
  needsTrusted: true,
  assumes: "To a model that has not learned it yet, a poisoned row looks like others of its true class, and trusted rows show what those are called. Poison with true labels is let in, and honest rows that are unlike any other are lost.",
  params: z.strictObject({
    wait: z.int().min(0).max(50).default(3).meta({ title: "Quarantine", description: "How many steps a report waits before it is decided on.", unit: "steps" }),
    rule: z.enum(["neighbors", "model"]).default("neighbors").meta({ title: "Let in if", description: "The most similar trusted and earlier rows carry its label, or the model as it is by then holds the label possible.", options: { neighbors: "similar rows carry its label", model: "the model holds it possible" } }),
    neighbors: z.int().min(1).max(50).default(10).meta({ title: "Neighbors", description: "How many of the most similar rows are asked.", unit: "rows", showWhen: { field: "rule", is: ["neighbors"] }, advanced: true }),
    agreement: z.number().min(0.05).max(1).default(0.5).meta({ title: "Agreement", description: "Share of them that must carry the reported label.", percent: true, showWhen: { field: "rule", is: ["neighbors"] }, advanced: true }),
    least: z.number().min(0.001).max(0.9).default(0.1).meta({ title: "Held possible", description: "The probability that the model must give the reported label.", scale: "log", percent: true, showWhen: { field: "rule", is: ["model"] }, advanced: true }),
  }),
  remarks: [
    "Digits, sticker, boiling frog (seeds 1, 2, 3): 80 % of the attacker’s reports were thrown away, the others still waited at the end, and ASR never passed 3 %. Of honest reports 10 % were lost by the rule of neighbors, 4 to 5 % by the rule of the model, which refuses just those that it could learn most from; accuracy was within two points of learning everything.",
    "The paper relabels one finished training set. Here a row is asked about once, when its wait is over, and only trusted rows and rows that were let in have a say, so that accounts cannot vouch for each other.",
  ],
  supports: () => true,
  begin({ params, trusted, meta, learner, start }) {
    const layer = featureLayer(start.plan), waiting: { readonly step: number; readonly rows: Rows }[] = [];
    const featuresOf = async (rows: Rows): Promise<Float32Array> => (rows.n === 0 ? new Float32Array(0) : layer < 0 ? inputSpace(rows, meta).inputs : learner.activations(start, layer, rows.inputs, rows.n));
    let pool: { features: Float32Array; labels: Int32Array } | null = null, arrived = 0, accepted = 0, lost = 0;

    /** Which of the rows similar ones agree with. */
    const byNeighbors = async (rows: Rows): Promise<Uint8Array> => {
      const { features: near, labels } = (pool ??= { features: await featuresOf(trusted), labels: trusted.labels }), m = labels.length, d = m > 0 ? near.length / m : 0, own = await featuresOf(rows), fine = new Uint8Array(rows.n), k = Math.min(params.neighbors, m);
      if (k > 0 && rows.n > 0) {
        const norms = squaredNorms(near, m, d), dot = await learner.matmul(own, near, rows.n, d, m, true);
        for (let i = 0; i < rows.n; i++) {
          const distance = Float64Array.from(norms, (v, j) => v - 2 * dot[i * m + j]!), nearest = Array.from(distance.keys()).sort((a, b) => distance[a]! - distance[b]! || a - b).slice(0, k);
          fine[i] = nearest.filter((j) => labels[j] === rows.labels[i]).length >= params.agreement * k ? 1 : 0;
        }
      }
      const at = Int32Array.from(fine.keys()).filter((i) => fine[i] === 1), kept = Math.min(m, trusted.n + Math.max(0, POOL - at.length)), skip = m - kept;
      const features = new Float32Array((kept + at.length) * (d || own.length / Math.max(1, rows.n))), width = d || own.length / Math.max(1, rows.n);
      features.set(near.subarray(0, trusted.n * width));
      features.set(near.subarray((trusted.n + skip) * width), trusted.n * width);
      at.forEach((i, j) => features.set(own.subarray(i * width, (i + 1) * width), (kept + j) * width));
      pool = { features, labels: Int32Array.from([...labels.subarray(0, trusted.n), ...labels.subarray(trusted.n + skip), ...Array.from(at, (i) => rows.labels[i]!)]) };
      return fine;
    };
    const byModel = async (model: TrainedModel, rows: Rows): Promise<Uint8Array> => {
      const { probabilities } = await answersTo(learner, model, rows, () => {}), classes = model.plan.classes;
      return Uint8Array.from(rows.labels, (y, i) => (probabilities[i * classes + y]! >= params.least ? 1 : 0));
    };
    return {
      async admit({ step, model, reported, pulse }) {
        await pulse(0, 1);
        arrived += reported.n;
        waiting.push({ step, rows: reported });
        const due = joinRows([takeRows(reported, []), ...waiting.filter((w) => w.step <= step - params.wait).map((w) => w.rows)]);
        while (waiting.length > 0 && waiting[0]!.step <= step - params.wait) waiting.shift();
        const fine = params.rule === "model" ? await byModel(model, due) : await byNeighbors(due), at = Int32Array.from(fine.keys()), out = at.filter((i) => fine[i] === 0);
        accepted += due.n - out.length;
        lost += out.length;
        return { learn: takeRows(due, at.filter((i) => fine[i] === 1)), held: waiting.reduce((sum, w) => sum + w.rows.n, 0), dropped: Int32Array.from(out, (i) => due.ids[i]!) };
      },
      notes: () => [
        { level: "info", text: `Of ${counted(arrived, "report")} ${were(accepted)} let in after ${counted(params.wait, "step")}, ${were(lost)} thrown away and ${still(arrived - accepted - lost)}.` },
        ...(lost > 0.3 * arrived && arrived > 0 ? [{ level: "warning" as const, text: `${percent(lost / arrived)} of all reports were thrown away. Either there is a flood of poison, or the rule is too strict: look at some of them.` }] : []),
        ...(trusted.n < 100 && params.rule === "neighbors" ? [{ level: "warning" as const, text: trusted.n === 0 ? "Without trusted rows there is nobody to ask, so nothing is let in. Keep at least 100 aside." : `${counted(trusted.n, "trusted row")} ${trusted.n === 1 ? "is" : "are"} few to ask, so many honest reports are lost. Keep at least 100 aside.` }] : []),
      ],
    };
  },
});
