/**
 * Projected gradient descent: many small steps uphill on the model's loss, from random places in the ball, keeping each
 * row's worst point over all steps and restarts. It never leaves more than FGSM at the same ε, because the one-step point
 * is among the candidates, and never more than at a smaller ε, whose ball lies inside. Alarms that compare the two leave
 * that candidate out. Madry, Makelov, Schmidt, Tsipras, Vladu 2018, "Towards Deep Learning Models Resistant to Adversarial Attacks".
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { argmaxRows } from "../core/answer";
import { pgd as walkOnce, pgdWorst, type PgdOptions } from "../core/pgd";
import { defineProbe, type Note, type ProbeCurve } from "../core/plugins";
import { wilson } from "../core/statistics";
import { maskingNotes } from "./masking";
import { ascending, drawIndex, epsilonsParam, examplesParam, sampleOf, sweep } from "./sweep";
import { movable } from "./units";

/** Fewer steps than this are a weak search, which is no sign of anything about the model. */
const ENOUGH = 10;

export const pgd = defineProbe({
  id: "pgd",
  title: "PGD",
  summary: "Searches the surroundings of an input in many small steps for the change that makes the model most wrong.",
  paper: { authors: "Madry, Makelov, Schmidt, Tsipras, Vladu", year: 2018, title: "Towards Deep Learning Models Resistant to Adversarial Attacks", link: "https://arxiv.org/abs/1706.06083" },
  atlas: "AML.T0043.000",
  knows: "The finished model with its weights, and the true label of the input.",
  controls: "Every value of one input at the moment when it is read, within a ball of size ε.",
  fails: "A model that hides its gradients sends it nowhere and is not robust for that; the probe warns when it looks so.",
  params: z.strictObject({
    norm: z.enum(["linf", "l2"]).default("linf").meta({ title: "Measured by", description: "The largest change of one value, or the length of the whole change.", options: { linf: "largest change (L∞)", l2: "length of the change (L2)" } }),
    epsilons: epsilonsParam().meta({ showWhen: { field: "norm", is: ["linf"] } }),
    radii: z.array(z.number().min(0.001).max(50)).min(1).max(8).default([0.5, 1, 1.5, 2, 3]).meta({ title: "ε", description: "Lengths of the change to try: root of the summed squares, values counted as shares of their range.", showWhen: { field: "norm", is: ["l2"] } }),
    steps: z.int().min(1).max(200).default(40).meta({ title: "Steps", description: "Gradient steps from each start.", unit: "steps" }),
    restarts: z.int().min(1).max(20).default(1).meta({ title: "Restarts", description: "Random places to start from; each row’s worst result counts.", unit: "starts" }),
    goal: z.enum(["any", "class"]).default("any").meta({ title: "Aim", description: "Any wrong answer, or one class.", options: { any: "any wrong answer", class: "one class" } }),
    target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "What the rows of all other classes shall be read as.", control: "class", showWhen: { field: "goal", is: ["class"] } }),
    examples: examplesParam,
    travel: z.number().min(0.5).max(20).default(2.5).meta({ title: "Way to go", description: "Length of all steps together, as a multiple of ε.", unit: "× ε", advanced: true }),
  }),
  supports: movable,
  check: ({ goal, target }, meta) => goal === "any" || target < meta.classNames.length || { field: "target", message: `must be a class from 0 to ${meta.classNames.length - 1}; it was ${target}.` },
  async probe(args) {
    const { params: { norm, epsilons, radii, steps, restarts, goal, target, examples, travel }, model, pulse, rng } = args, targeted = goal === "class", k = model.plan.classes;
    const sample = await sampleOf(args, drawIndex(args, examples, (y) => !targeted || y !== target)), { x, n, source, read, at, units: { d, fixed, free } } = sample;
    const labels = targeted ? new Int32Array(n).fill(target) : sample.labels, hit = (row: number, as: number) => (as === labels[row]) === targeted;
    const ball = (epsilon: number, size: number) => ({ norm, epsilon, stepSize: size, targeted, range: [0, 1], fixed }) satisfies Partial<PgdOptions>;
    // The two attackers, each with what it has by now: the row's worst point, and whether that point is a hit.
    const own = { x: x.slice(), hit: Uint8Array.from(read, (as, i) => (hit(i, as) ? 1 : 0)) }, all = { x: x.slice(), hit: own.hit.slice() };
    const left = (hits: ArrayLike<number>) => n - Array.from(hits).reduce((a, b) => a + b, 0);

    /** PGD from random places on the rows that it has not fooled yet; gives the rows that later steps made right again. */
    async function search(epsilon: number, label: string, pending = (i: number) => !own.hit[i]): Promise<number> {
      let undone = 0;
      const begun = at.done;
      for (let restart = 0; restart < restarts; restart++) {
        const open = Int32Array.from({ length: n }, (_, i) => i).filter(pending), m = open.length;
        if (m === 0) break;
        const part = takeRows({ n, shape: [d], inputs: x, labels, ids: labels }, open);
        const found = await pgdWorst(source, model, part.inputs, m, { ...ball(epsilon, (travel * epsilon) / steps), steps, labels: part.labels, start: "random" }, rng.fork(`${label}/${restart}`), (s, of) => {
          at.done = begun + (restart + s / of) / restarts;
          return pulse(at.done, at.of);
        });
        if (restart === 0) undone = Math.max(...found.hitsAt) - found.hitsAt[steps]!;
        open.forEach((row, i) => {
          const point = found.inputs.subarray(i * d, i * d + d);
          own.x.set(point, row * d);
          own.hit[row] = found.hit[i]!;
        });
      }
      return undone;
    }

    const withstood = { pgd: [] as number[], fgsm: [] as number[], undone: [] as number[] }, strengths = ascending(norm === "linf" ? epsilons : radii);
    const swept = await sweep(args, sample, { norm, epsilons: strengths, title: "PGD", ...(targeted && { target }), craft: async (epsilon) => {
      const undone = await search(epsilon, `start/${epsilon}`);
      const step = await walkOnce(source, model, x, n, { ...ball(epsilon, epsilon), steps: 1, labels, start: "input" }, rng), as = argmaxRows(await source.logits(model, step, n), k);
      for (let i = 0; i < n; i++) {
        if (all.hit[i]) continue;
        const oneStep = !own.hit[i] && hit(i, as[i]!);
        all.hit[i] = own.hit[i] || oneStep ? 1 : 0;
        all.x.set((oneStep ? step : own.x).subarray(i * d, i * d + d), i * d);
      }
      withstood.undone.push(undone);
      withstood.pgd.push(left(own.hit));
      withstood.fgsm.push(left(Array.from(as, (a, i) => (hit(i, a) || hit(i, read[i]!) ? 1 : 0))));
      return all.x.slice();
    } });

    const { noiseHits, ...outcome } = swept, fine = sample.logits.every(Number.isFinite), several = new Set(read).size > 1;
    if (!targeted && fine && several && !fixed && steps >= ENOUGH) await search(norm === "linf" ? 1 : Math.sqrt(free), "start/anywhere");
    const unbounded = !targeted && several && !fixed ? left(own.hit) : null;
    const notes: Note[] = fine ? steps < ENOUGH ? [] : maskingNotes({ n, epsilons: strengths, ...withstood, noise: noiseHits.map((h) => n - h), unbounded })
      : [{ level: "warning", text: "The model’s outputs are not finite numbers, so that no gradient leads anywhere; this says nothing about robustness." }];
    const one: ProbeCurve = { id: "fgsm", title: "One step (FGSM)", points: [outcome.curves[0]!.points[0]!, ...strengths.map((epsilon, i) => ({ x: epsilon, rate: wilson(targeted ? n - withstood.fgsm[i]! : withstood.fgsm[i]!, n) }))] };
    return { ...outcome, curves: [outcome.curves[0]!, one, ...outcome.curves.slice(1)], notes };
  },
});
