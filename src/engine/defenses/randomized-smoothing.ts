/**
 * Randomized smoothing (Cohen, Rosenfeld, Kolter 2019): answer what the model says most often about noisy copies of a request, and
 * turn the request away when the vote is too even. With many more copies a radius is certified around some requests within which
 * no change of the input changes the answer. It guards against changed inputs; poison that the model has learned stays learned.
 */
import { z } from "zod";
import { argmaxRows, NO_ANSWER, TURNED_AWAY } from "../core/answer";
import { halfTest, lowerBound, normalQuantile } from "../core/binomial";
import { sizeOf } from "../core/data";
import { defineGuard, type DefenseArgs, type Evidence, type Note } from "../core/plugins";
import type { TrainedModel } from "../core/learner";
import { median } from "../core/statistics";
import type { Rng } from "../core/rng";
import { plainDistance } from "./shared/plain-distance";
import { accuracyOf, beat, counted, percent } from "./shared/rows";

/** Copies in one pass through the model. */
const BLOCK = 250;
/** A model that loses more accuracy than this to the noise has not learned to read through it. */
const LOSS = 0.05;

type Args = Pick<DefenseArgs<unknown>, "learner" | "pulse" | "signal">;

/** How often the model says each class about noisy copies of one input; copies without a finite answer vote for nobody. */
export async function noisyVotes({ learner }: Pick<Args, "learner">, model: TrainedModel, input: Float32Array, sigma: number, copies: number, rng: Rng, each?: () => Promise<void>): Promise<Int32Array> {
  const d = input.length, k = model.plan.classes, votes = new Int32Array(k);
  for (let done = 0; done < copies; done += BLOCK) {
    const n = Math.min(BLOCK, copies - done), noisy = new Float32Array(n * d);
    for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) noisy[i * d + j] = input[j]! + sigma * rng.normal();
    argmaxRows(await learner.logits(model, noisy, n), k).forEach((c) => { if (c >= 0) votes[c]!++; });
    await each?.();
  }
  return votes;
}

/** Winner and runner-up. */
function topTwo(votes: Int32Array): [number, number] {
  const order = Array.from(votes.keys()).sort((a, b) => votes[b]! - votes[a]! || a - b);
  return [order[0]!, order[1] ?? order[0]!];
}

/** Certified L2 radius for `count` of n fresh votes, −1 when the class is not shown to hold a majority. */
export function certifiedRadius(count: number, n: number, sigma: number, alpha: number): number {
  const share = lowerBound(count, n, alpha);
  return share <= 0.5 ? -1 : sigma * normalQuantile(share);
}

export const randomizedSmoothing = defineGuard({
  id: "randomized-smoothing",
  title: "Randomized smoothing",
  summary: "Answers what the model says most often about noisy copies of an input, and certifies how far the input can be changed without changing that answer.",
  paper: { authors: "Cohen, Rosenfeld, Kolter", year: 2019, title: "Certified Adversarial Robustness via Randomized Smoothing", link: "https://arxiv.org/abs/1902.02918" },
  stage: "guard",
  needsTrusted: true,
  assumes: "The model was trained with noise of the same size, which noise training before it does. Changes are measured by their Euclidean length over all input values; a patch of a few bright pixels is far outside every radius, and a learned trigger is not undone.",
  params: z.strictObject({
    sigma: z.number().min(0.01).max(2).default(0.25).meta({ title: "Noise", description: "Standard deviation of the noise on each input value, as a share of the range that values have. More noise certifies larger changes and reads worse.", scale: "log" }),
    votes: z.int().min(10).max(1000).default(100).meta({ title: "Votes", description: "Noisy copies of each request that the model is asked about.", unit: "copies" }),
    certifyRows: z.int().min(0).max(2000).default(150).meta({ title: "Certified requests", description: "For how many of the requests, the first ones, a radius is worked out; it takes many copies.", unit: "requests" }),
    certifyVotes: z.int().min(10).max(20_000).default(1000).meta({ title: "Copies for a certificate", description: "Fresh noisy copies of each of them. The largest radius that can be shown is 1.5 times the noise with 100 copies, 2.5 with 1,000 and 3.2 with 10,000.", unit: "copies" }),
    alpha: z.number().min(1e-6).max(0.1).default(0.001).meta({ title: "Chance of error", description: "How often an answer or a certificate may be wrong by bad luck of the noise.", scale: "log", advanced: true }),
    selectionVotes: z.int().min(10).max(1000).default(100).meta({ title: "Copies for the choice", description: "Noisy copies that choose the class to be certified; they are not counted again.", unit: "copies", advanced: true }),
  }),
  remarks: [
    "A certificate holds with the chance of error that is set, for each request by itself; no vote can show a radius beyond what so many copies allow, however sure the model is.",
    "On digits with noise 0.25 an attack inside the radius, steps along the mean gradient over noisy copies, turned no answer; the same attack at twelve times the radius turned more than half of them.",
    "On digits with noise 0.25 after noise training, 92 % are answered rightly and 4 % turned away; 69 % are right and certified to the largest radius that 1,000 copies can show, 0.62 (seed 1). Without noise training it is 88 %, 8 % and 47 %; one network reads 96 %.",
  ],
  supports: plainDistance,
  async screen(args) {
    const { params, model, requests, learner, trusted, meta } = args, d = sizeOf(model.plan.inputShape), [low, high] = meta.valueRange;
    const { n } = requests, { alpha } = params, size = params.sigma * (high - low), certified = Math.min(params.certifyRows, n);
    const answers = new Int32Array(n).fill(TURNED_AWAY), scores = new Float32Array(n), radius = new Float32Array(n).fill(NaN);
    const blocks = (copies: number) => Math.ceil(copies / BLOCK), total = n * blocks(params.votes) + certified * (blocks(params.selectionVotes) + blocks(params.certifyVotes));
    let done = 0;
    const each = () => beat(args, ++done, total), votesOn = (i: number, copies: number, what: string) => noisyVotes(args, model, requests.inputs.subarray(i * d, (i + 1) * d), size, copies, args.rng.fork(`${what}/${i}`), each);

    for (let i = 0; i < n; i++) {
      const votes = await votesOn(i, params.votes, "predict"), [first, second] = topTwo(votes), most = votes[first]!;
      scores[i] = most / params.votes;
      if (halfTest(most, most + (second === first ? 0 : votes[second]!)) <= alpha) answers[i] = first;
      if (most === 0) answers[i] = NO_ANSWER;
    }
    let shown = 0;
    const curve = (judged: number): Evidence => radiusCurve(radius.subarray(0, judged), params.sigma);
    for (let i = 0; i < certified; i++) {
      const [chosen] = topTwo(await votesOn(i, params.selectionVotes, "select")), count = (await votesOn(i, params.certifyVotes, "certify"))[chosen]!;
      // What is certified must be what is answered; a request that is turned away, or answered otherwise, has none.
      radius[i] = answers[i] === chosen ? certifiedRadius(count, params.certifyVotes, size, alpha) : -1;
      if (i - shown >= 25) { shown = i; args.show?.(curve(i + 1)); }
    }
    const away = answers.reduce((sum, a) => sum + (a === TURNED_AWAY ? 1 : 0), 0), held = radius.subarray(0, certified).filter((r) => r >= 0);
    const notes: Note[] = [{ level: "info", text: `Each of ${counted(n, "request")} was answered by a vote over ${counted(params.votes, "noisy copy").replace("copys", "copies")}; ${away} were turned away because the vote was too even.` }];
    if (certified > 0) notes.push({ level: "info", text: `${held.length} of the first ${certified} requests have a certified radius${held.length > 0 ? `, in the middle ${median(held).toFixed(2)}` : ""}; the largest that ${params.certifyVotes} copies can show is ${certifiedRadius(params.certifyVotes, params.certifyVotes, size, alpha).toFixed(2)}.` });
    notes.push(await readsThroughNoise(args, model, size));
    const evidence = certified > 0 ? [curve(certified)] : [];
    return { answers, scores, scoreName: "share of votes for the winner", suspiciousWhen: "low", radius, radiusTitle: meta.modality === "image" ? "Euclidean length of the change, in full brightness of one pixel" : "Euclidean length of the change, in units of the inputs", notes, evidence };

    async function readsThroughNoise({ rng }: typeof args, { plan }: TrainedModel, sigma: number): Promise<Note> {
      if (trusted.n === 0) return { level: "warning", text: "There are no trusted rows, so nothing says whether the model reads through the noise." };
      const noise = rng.fork("trusted"), plain = accuracyOf(await learner.logits(model, trusted.inputs, trusted.n, args.pulse), trusted.labels, plan.classes);
      const noisy = accuracyOf(await learner.logits(model, trusted.inputs.map((v) => v + sigma * noise.normal()), trusted.n, args.pulse), trusted.labels, plan.classes);
      const facts = `On ${counted(trusted.n, "trusted row")} the model reads ${percent(plain)} rightly, and ${percent(noisy)} with noise on them`;
      return plain - noisy <= LOSS ? { level: "info", text: `${facts}.` } : { level: "warning", text: `${facts}: it seems not to be trained with this noise. Put noise training of the same size before it.` };
    }
  },
});

/** Share of the judged requests whose radius is at least so large, without knowing which answers are right. */
function radiusCurve(radius: Float32Array, sigma: number): Evidence {
  const top = radius.reduce((a, b) => Math.max(a, b), 0);
  const points = Array.from({ length: 41 }, (_, i) => ({ x: (top * i) / 40, y: radius.filter((r) => r >= (top * i) / 40 - 1e-7).length / Math.max(1, radius.length) }));
  return {
    id: "radius", kind: "lines", title: "How far the answers are certified", says: "The share of requests whose answer cannot be changed by any change of the input up to this length. Whether the answer is right is not known here.",
    xTitle: "length of the change", yTitle: "requests", percent: true, lines: [{ id: "certified", title: `certified at noise ${sigma}`, points }],
  };
}
