/**
 * Neural Cleanse (Wang and others 2019): for each class, search the smallest trigger that turns everything into it. A class
 * that needs far less than the others is suspicious. The reversed trigger is then unlearned or its neurons are pruned. The index
 * rests on as many numbers as there are classes and is noisy: it is averaged over restarts and never called more than suspicious.
 */
import { z } from "zod";
import type { Crafted } from "../core/attack";
import { sizeOf, type DatasetMeta } from "../core/data";
import type { Evidence } from "../core/evidence";
import { defineRepair, type Note } from "../core/plugins";
import { mad, mean, median } from "../core/statistics";
import { accuracyOf, counted, percent } from "./shared/rows";
import { anomalyIndices, invertTriggers } from "./shared/trigger-inversion";
import { pruneByGap, turnedShare, unlearn, type KnownTrigger } from "./shared/trigger-removal";
import type { Inverted } from "./shared/trigger-search";

/** Above this the class is called suspicious. Of clean models with ten classes whose sizes are normal, a third has such a class. */
const SUSPICIOUS = 2;
/** Most classes whose triggers are shown. */
const SHOWN = 24;
/** Rounds between two looks at a search. */
const SHOW_EVERY = 25;

/** A mask's size in words; one that fades to nothing has no digit left. */
const worth = (size: number): string => (size < 0.05 ? "less than 0.1 of a pixel" : `${size.toFixed(1)} pixels’ worth`);

/** Classes that one part searches. */
const classesOf = (part: number, parts: number, classes: number): number[] => Array.from({ length: classes }, (_, c) => c).filter((c) => c % parts === part);

/** The restart with the smallest trigger that works, or the first when none does. */
const smallest = <T extends Pick<Inverted, "found" | "l1">>(restarts: readonly T[]): T =>
  restarts.reduce((a, b) => (b.found && (!a.found || b.l1 < a.l1) ? b : a));

/** Trigger on nothing, and its mask, of some classes. */
function pictures(id: string, says: string, meta: DatasetMeta, found: readonly { readonly target: number; readonly best: Inverted; readonly flagged?: boolean }[]): Evidence {
  const channels = meta.shape[2] ?? 1, spread = (mask: Float32Array) => Float32Array.from({ length: mask.length * channels }, (_, j) => mask[Math.floor(j / channels)]!);
  const item = (what: string, pixels: (t: Inverted) => Float32Array) => found.map(({ target, best, flagged = false }) => ({
    title: `${meta.classNames[target]!}: ${what}`, pixels: pixels(best), note: best.found ? `size ${best.l1 < 0.05 ? "below 0.1" : best.l1.toFixed(1)}` : "not found yet", ...(flagged && { flagged }),
  }));
  return { kind: "pictures", id, title: "Reversed triggers", says, shape: meta.shape, items: [...item("trigger", (t) => spread(t.mask).map((m, j) => m * t.pattern[j]!)), ...item("mask", (t) => spread(t.mask))] };
}

export const neuralCleanse = defineRepair({
  id: "neural-cleanse",
  title: "Neural Cleanse",
  summary: "Searches the smallest sticker that turns every picture into one class; a class that needs a much smaller one than the others may have a backdoor, which is then unlearned.",
  paper: { authors: "Wang, Yao, Shan, Li, Viswanath, Zheng, Zhao", year: 2019, title: "Neural Cleanse: Identifying and Mitigating Backdoor Attacks in Neural Networks", link: "https://doi.org/10.1109/SP.2019.00031" },
  stage: "repair",
  needsTrusted: true,
  assumes: "The defender owns some clean pictures, the trigger is small and the same for all pictures, and few classes have one. A trigger that is large, faint or different for every picture is not found.",
  remarks: [
    "On the backdoored digits the true target has the smallest mask for each of seeds 1 to 5, with an anomaly index of 2.9 to 5.5. All ten classes with three restarts take about 10 seconds on one core. Unlearning ends at an attack success of 3 % and costs 1.3 points of accuracy (means of seeds 1, 2 and 3).",
    "Of eight models trained on clean digits, seven raised no alarm (highest index 1.0 to 1.4) and one a false one: class 8 with 2.1, and with 64 pictures a round 3.6. Hence suspicious and never more.",
    "On the signs (yellow sticker) and on digits under a faint haze the true target has the smallest mask too, but with an index of 1.8 and 1.9 it is not called suspicious (seed 1); choose to act on the smallest mask there.",
    "Switching off neurons does less harm here than unlearning: 2 or 3 of the 256 that feed the last layer are enough for an attack success of 0.6 % at most, at a cost of 0.4 points of accuracy (seeds 1, 2 and 3).",
    "One pass over the trusted pictures, as in the paper, is eight steps here and leaves an attack success of 70 % or costs five points of accuracy; hence 30 passes with a step size that falls.",
  ],
  params: z.strictObject({
    restarts: z.int().min(1).max(10).default(3).meta({ title: "Restarts", description: "How often each class is searched from another random start. The index is averaged over them, because one search alone is unreliable.", unit: "searches a class" }),
    action: z.enum(["unlearn", "prune", "nothing"]).default("unlearn").meta({ title: "Then", description: "What is done about a suspicious class.", options: { unlearn: "unlearn its trigger", prune: "switch off the neurons that its trigger wakes", nothing: "nothing, only look" } }),
    actOn: z.enum(["suspicious", "smallest"]).default("suspicious").meta({ title: "Act on", description: "Only on suspicious classes, or, if there is none, on the class with the smallest mask all the same.", options: { suspicious: "suspicious classes only", smallest: "the smallest mask if none is suspicious" } }),
    unlearnEpochs: z.int().min(1).max(100).default(30).meta({ title: "Unlearning epochs", description: "How often the model sees the trusted pictures, some of them with the reversed trigger and their true label.", unit: "epochs" }),
    unlearnLearningRate: z.number().min(1e-5).max(0.1).default(0.002).meta({ title: "Unlearning rate", description: "How far one step of unlearning moves the weights at the start.", scale: "log" }),
    stampShare: z.number().min(0.01).max(1).default(0.2).meta({ title: "Stamped share", description: "Share of the trusted pictures that carry the reversed trigger while unlearning.", percent: true, advanced: true }),
    tolerance: z.number().min(0).max(0.5).default(0.04).meta({ title: "Tolerance", description: "How many points of accuracy on trusted pictures switching neurons off may cost.", percent: true, advanced: true }),
    rounds: z.int().min(2).max(1000).default(400).meta({ title: "Search rounds", description: "Steps of one search at most; it stops when the mask no longer shrinks.", unit: "rounds", advanced: true }),
    batch: z.int().min(8).max(256).default(32).meta({ title: "Pictures a round", description: "Trusted pictures on which one step of a search looks.", unit: "pictures", advanced: true }),
    success: z.number().min(0.5).max(1).default(0.99).meta({ title: "Success", description: "Share of pictures that a trigger must turn into the class to count.", percent: true, advanced: true }),
  }),
  supports: ({ meta }) => meta.modality === "image" || `this defense searches a sticker on pictures, and ${meta.title} has none. Choose fine-tuning.`,
  inspection: {
    uses: ["restarts", "rounds", "batch", "success"],
    parts: (_, meta) => Math.min(32, meta.classNames.length),
    async inspect({ params, trusted, meta, model, learner, rng, pulse, show, part, parts }): Promise<Crafted> {
      const mine = classesOf(part, parts, meta.classNames.length), { restarts, rounds, batch, success } = params;
      const wanted = mine.flatMap((target) => Array.from({ length: restarts }, (_, r) => ({ target, rng: rng.fork(`class/${target}/${r}`) })));
      const readable = model.weights.every(Number.isFinite) ? trusted : { ...trusted, n: 0 };
      const best = (found: readonly Inverted[]) => mine.map((target, k) => ({ target, best: smallest(found.slice(k * restarts, (k + 1) * restarts)) }));
      const found = await invertTriggers(learner, model, readable, wanted, { rounds, batch, success, range: meta.valueRange }, async (round, now) => {
        await pulse(Math.min(round, rounds), rounds);
        if (round % SHOW_EVERY === 0 && mine.length <= SHOWN) show?.(pictures(`search-${part}`, "The search so far. What stays bright in the mask is what the model needs to see.", meta, best(now())));
      });
      const join = (of: (t: Inverted) => ArrayLike<number>) => Float32Array.from(found.flatMap((t) => Array.from(of(t))));
      return { mask: join((t) => t.mask), pattern: join((t) => t.pattern), l1: join((t) => [t.l1]), found: Int32Array.from(found, (t) => (t.found ? 1 : 0)), rounds: Int32Array.from(found, (t) => t.rounds) };
    },
  },
  async repair(args) {
    const { params, trusted, meta, plan, model, learner, inspected = [] } = args, classes = meta.classNames.length, { restarts } = params;
    const asItWas = { plan, weights: model.weights.slice() };
    if (trusted.n === 0) return { model: asItWas, notes: [{ level: "warning", text: "There are no trusted pictures to search on, so the model was left as it was." }] };
    if (!model.weights.every(Number.isFinite)) return { model: asItWas, notes: [{ level: "warning", text: "The model’s weights are not finite numbers, as happens when training diverged, so nothing was searched." }] };
    const tries = unpack(inspected, meta, restarts), perRestart = Array.from({ length: restarts }, (_, r) => tries.map((t) => t[r]!.l1));
    const indices = perRestart.map(anomalyIndices), index = Array.from({ length: classes }, (_, c) => mean(indices.map((i) => i[c]!))), sizes = tries.map((t) => mean(t.map((x) => x.l1)));
    const suspicious = [...index.keys()].filter((c) => index[c]! > SUSPICIOUS && tries[c]!.some((t) => t.found));
    const ranked = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]!), name = (c: number) => meta.classNames[c]!, lowest = ranked[0]!;
    const line = mean(perRestart.map((l) => median(l) - SUSPICIOUS * mad(l)));

    const notes: Note[] = [{ level: "info", text: `Class ${name(lowest)} has the smallest mask, searched on ${counted(trusted.n, "trusted picture")}: ${worth(sizes[lowest]!)} on average over ${counted(restarts, "restart")}, and the median class ${worth(median(sizes))}. Its anomaly index is ${index[lowest]!.toFixed(1)}, in robust standard deviations below the median.` }];
    notes.push({ level: "info", text: suspicious.length > 0 ? `Suspicious, with an index above ${SUSPICIOUS}: class ${suspicious.map((c) => `${name(c)} (${index[c]!.toFixed(1)})`).join(", ")}. That is suggestive and no proof; among a few classes one can lie so low by chance.` : `No class has an index above ${SUSPICIOUS}, so none is suspicious.` });
    const unfound = [...tries.keys()].filter((c) => !tries[c]!.some((t) => t.found));
    if (unfound.length > 0) notes.push({ level: "warning", text: `${unfound.length === 1 ? `For class ${name(unfound[0]!)}` : `For ${unfound.length} classes`} no trigger was found that turns ${percent(params.success)} of the pictures; the size shown is that of the last mask tried. More search rounds may help.` });
    if (trusted.n < 5 * classes) notes.push({ level: "warning", text: `There are ${counted(trusted.n, "trusted picture")} for ${classes} classes; with fewer than ${5 * classes} a mask may fit just these.` });
    if (classes < 5) notes.push({ level: "warning", text: `With ${classes} classes there is hardly anything to compare a class with, so the anomaly index means little.` });

    const acted = suspicious.length > 0 ? suspicious : params.actOn === "smallest" && tries[lowest]!.some((t) => t.found) ? [lowest] : [];
    const triggers: KnownTrigger[] = acted.map((target) => ({ target, ...smallest(tries[target]!) }));
    const shown = ranked.slice(0, SHOWN).sort((a, b) => a - b).map((target) => ({ target, best: smallest(tries[target]!), flagged: suspicious.includes(target) }));
    const evidence: Evidence[] = [
      { kind: "bars", id: "mask-sizes", title: "Size of each class’s smallest trigger", says: `Sum of the mask over all pixels, mean and range over ${counted(restarts, "restart")}. A class far below the others is suspicious; with so few classes one can be by chance.`, yTitle: "mask size in pixels", bars: sizes.map((value, c) => ({ label: name(c), value, low: Math.min(...tries[c]!.map((t) => t.l1)), high: Math.max(...tries[c]!.map((t) => t.l1)), ...(suspicious.includes(c) && { flagged: true }) })), ...(line > 0 && { threshold: { value: line, title: `anomaly index ${SUSPICIOUS}` } }) },
      pictures("reversed-triggers", "The smallest trigger found for each class, first on black, then its mask: bright pixels are replaced. A backdoor shows as a small, sharp spot.", meta, shown),
    ];
    if (params.action === "nothing" || triggers.length === 0) {
      if (params.action !== "nothing") notes.push({ level: "info", text: `The model was left as it was, because no class is suspicious. "Act on" can be set to the smallest mask, class ${name(lowest)}, all the same.` });
      return { model: asItWas, notes, evidence };
    }
    const accuracy = async (weights: Float32Array) => accuracyOf(await learner.logits({ plan, weights }, trusted.inputs, trusted.n), trusted.labels, plan.classes);
    const turned = async (weights: Float32Array) => mean(await Promise.all(triggers.map((t) => turnedShare(args, { plan, weights }, t, trusted))));
    const change = async (weights: Float32Array) => `The reversed trigger turned ${percent(await turned(model.weights))} of the ${counted(trusted.n, "trusted picture")} before and ${percent(await turned(weights))} after; accuracy on them went from ${percent(await accuracy(model.weights))} to ${percent(await accuracy(weights))}.`;
    const which = acted.map(name).join(", ");
    if (params.action === "prune") {
      const pruned = await pruneByGap(args, triggers, params.tolerance);
      notes.push({ level: "info", text: `${pruned.off} of ${counted(pruned.neurons, "neuron")} in the last hidden layer were switched off, those first that the trigger of class ${which} wakes most. ${await change(pruned.weights)}` });
      if (!pruned.stopped) notes.push({ level: "warning", text: "The reversed trigger still works: switching off more neurons would have cost more accuracy than the tolerance allows. Unlearn it instead." });
      return { model: { plan, weights: pruned.weights }, notes, evidence, path: pruned.path };
    }
    const weights = await unlearn(args, triggers, { share: params.stampShare, epochs: params.unlearnEpochs, learningRate: params.unlearnLearningRate });
    if (!weights) return { model: asItWas, notes: [...notes, { level: "warning", text: "Unlearning diverged, so the model was left as it was; try a lower unlearning rate." }], evidence };
    notes.push({ level: "info", text: `The trigger of class ${which} was unlearned in ${counted(params.unlearnEpochs, "epoch")}, on ${percent(params.stampShare)} of the pictures, with true labels. ${await change(weights)}` });
    return { model: { plan, weights }, notes, evidence };
  },
});

/** What the parts found, class by class and restart by restart. */
function unpack(inspected: readonly Crafted[], meta: DatasetMeta, restarts: number): Inverted[][] {
  const d = sizeOf(meta.shape), pixels = d / (meta.shape[2] ?? 1), out: Inverted[][] = [];
  inspected.forEach((crafted, part) => {
    const { mask, pattern, l1, found, rounds } = crafted as Record<string, Float32Array>;
    classesOf(part, inspected.length, meta.classNames.length).forEach((c, k) => {
      out[c] = Array.from({ length: restarts }, (_, r) => k * restarts + r).map((at) => ({
        mask: mask!.slice(at * pixels, (at + 1) * pixels), pattern: pattern!.slice(at * d, (at + 1) * d), l1: l1![at]!, found: found![at] === 1, rounds: rounds![at]!,
      }));
    });
  });
  return out;
}
