/**
 * DP-SGD (Abadi and others 2016): the gradient of each row is shortened to a bound, and noise as large as that bound is added to
 * their sum, so that no row can move the model by much; an accountant (core/privacy.ts) says how much privacy is spent. The rows
 * of a step are drawn here, each with the same probability, because the accountant counts such Poisson samples and not shuffled
 * epochs. The noise comes from the experiment's seed: right for a study, not for a release, whose noise must stay secret.
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { openAccountant } from "../core/privacy";
import { defineTraining, type Evidence, type Note } from "../core/plugins";
import { beat, counted, percent } from "./shared/rows";

/** Beyond this ε the promise says next to nothing. */
const EMPTY = 10;

export const dpSgd = defineTraining({
  id: "dp-sgd",
  title: "DP-SGD",
  summary: "Limits how much any single row can move the model and adds noise to every step, so that it can be said how little each row matters.",
  paper: { authors: "Abadi, Chu, Goodfellow, McMahan, Mironov, Talwar, Zhang", year: 2016, title: "Deep Learning with Differential Privacy", link: "https://arxiv.org/abs/1607.00133" },
  stage: "train",
  fromScratch: true,
  needsTrusted: false,
  assumes: "Poison is a few rows: k rows together may move the model k times as much as one. Only this training is counted in ε, not a filter before it, nor other settings that were tried on the same rows.",
  params: z.strictObject({
    noise: z.number().min(0).max(20).default(1.5).meta({ title: "Noise", description: "Standard deviation of the noise on each step, as a multiple of the clip norm. More noise, more privacy, less accuracy." }),
    clip: z.number().min(0.01).max(100).default(1).meta({ title: "Clip norm", description: "How long the gradient of a single row may be; longer ones are shortened to it.", scale: "log" }),
    epochs: z.int().min(1).max(300).default(20).meta({ title: "Epochs", description: "How long it trains; every step spends privacy.", unit: "epochs" }),
    batchSize: z.int().min(1).max(4000).default(200).meta({ title: "Expected batch size", description: "How many rows a step draws on average; each row is drawn by itself with the same probability. Large batches drown the noise but spend more a step.", unit: "rows" }),
    learningRate: z.number().min(1e-5).max(10).default(0.005).meta({ title: "Learning rate", description: "How far one step moves the weights.", scale: "log", advanced: true }),
    delta: z.number().min(1e-12).max(0.1).default(1e-5).meta({ title: "δ", description: "The small chance with which the promise may fail; it should be far below one in the number of rows.", scale: "log", advanced: true }),
  }),
  remarks: [
    "On 4,000 digits with batches of 200 and 20 epochs, noise 1.1 spends ε 6.93 and noise 3 spends 1.77 at δ 1e-5. The paper’s small ε at 97 % need its 60,000 images: with so few, a row is drawn fifteen times as often.",
    "The multilayer perceptron reads 87 % and 82 % then, against 93 % without; the convolutional network 88 % at the standard noise of 1.5, against 96 %.",
    "A backdoor in 20 of 4,000 rows takes 32 % of stamped digits from the ordinary model and 1.5 % from this one, although the ε of a group of 20 promises nothing: bounded and noisy steps do not pick up what few rows say.",
    "Each row of a convolutional network costs about six times an ordinary training step; dense layers cost about three times.",
  ],
  supports: () => true,
  async *train(args) {
    const { params, train, learner, rng, plan } = args, { noise, clip, delta } = params, { n } = train;
    const batchSize = Math.max(1, Math.min(params.batchSize, n)), q = n > 0 ? batchSize / n : 0, perEpoch = Math.ceil(n / batchSize);
    const accountant = openAccountant(q, noise, delta), sampling = rng.fork("rows"), normal = rng.fork("noise"), spent = [{ x: 0, y: 0 }];
    let steps = 0, clipped = 0, seen = 0, loss = 0, accuracy = 0;
    const evidence = (): Evidence => ({
      id: "epsilon", kind: "lines", title: "Privacy spent", says: `The ε that has been spent after each epoch, at δ ${delta}. Lower is more private; below 1 is strong, above ${EMPTY} says next to nothing.`,
      xTitle: "epoch", yTitle: "ε", lines: [{ id: "spent", title: "ε spent", points: spent.slice(-200) }],
    });
    const training = args.fit({
      settings: { optimizer: "adam", learningRate: params.learningRate, batchSize, epochs: params.epochs },
      // The batch on offer only sets the beat; the rows of a step are drawn here.
      gradient: async ({ model, n: count }) => {
        await beat(args, steps, perEpoch * params.epochs);
        const rows = takeRows(train, Int32Array.from({ length: n }, (_, i) => i).filter(() => sampling.uniform() < q));
        const { weights, norms, total, correct } = await learner.clippedGradients(model, rows.inputs, rows.labels, clip);
        steps++;
        seen += rows.n;
        clipped += norms.reduce((sum, v) => sum + (v > clip ? 1 : 0), 0);
        if (rows.n > 0) [loss, accuracy] = [total / rows.n, correct / rows.n];
        // Divided by the expected size of a batch: the true one is itself private.
        return { total: loss * count, correct: accuracy * count, weights: weights.map((v) => (v + noise * clip * normal.normal()) / batchSize) };
      },
    });
    let next = await training.next();
    for (; !next.done; next = await training.next()) {
      const epsilon = accountant.epsilon(steps);
      if (Number.isFinite(epsilon)) spent.push({ x: next.value.epoch, y: epsilon });
      args.show?.(evidence());
      yield next.value;
    }
    const epsilon = accountant.epsilon(steps), notes: Note[] = [{ level: "info", text: `${counted(steps, "step")} each drew every row with probability ${percent(q)} and added noise of ${noise} times the clip norm ${clip}; ${percent(clipped / Math.max(1, seen))} of the gradients were shortened.` }];
    if (!Number.isFinite(epsilon)) notes.push({ level: "warning", text: "Without noise there is no privacy to speak of: ε is infinite. The bound on each row’s gradient alone stays." });
    else {
      const odds = Math.exp(epsilon);
      notes.push({ level: "info", text: `The privacy spent is ε = ${epsilon.toFixed(2)} at δ = ${delta}: whether any one row of those that reached this training was there or not makes no outcome more than ${odds < 1000 ? odds.toFixed(odds < 10 ? 1 : 0) : odds.toExponential(0)} times as likely, but for a chance of about δ. Poison is many rows: for k of them ε grows about k times and δ much faster, so that after a few nothing is promised.` });
      if (epsilon > EMPTY) notes.push({ level: "warning", text: `An ε of ${epsilon.toFixed(1)} promises next to nothing; use more noise, fewer epochs or more rows.` });
      notes.push({ level: "warning", text: "Trying out settings on the same rows costs privacy too, and so does every accuracy looked at on them: the ε here counts this one training only." });
    }
    if (n > 0 && delta > 1 / n) notes.push({ level: "warning", text: `The δ is larger than one in ${counted(n, "row")}, so giving away a row whole would count as private; use a smaller one.` });
    if (plan.layers.some((l) => l.kind === "encode")) notes.push({ level: "warning", text: "The mean and spread of each column were taken from the rows without noise and are not counted in ε." });
    return { model: next.value, notes, evidence: spent.length > 1 ? [evidence()] : [] };
  },
});
