/**
 * Poisoned foundation model: what the victim downloads to build on has a back door already, and the victim's own clean rows do not
 * close it. Three editions: trained in (BadNets), trained in for a class that only the victim will have (latent), and written into
 * the weights without any training. The training rows are left alone. The editions were made by scripts/data/foundation.mjs.
 * Yao, Li, Zheng, Zhao 2019, "Latent Backdoor Attacks on Deep Neural Networks"; Gu, Dolan-Gavitt, Garg 2017; Hong, Carlini, Kurakin 2022.
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { ProblemError, throwIfCancelled } from "../core/errors";
import { hashOfBytes } from "../core/fingerprint";
import { unpackWeights } from "../core/packed-weights";
import { defineAttack, type Note } from "../core/plugins";
import { wantedClass } from "./backdoor";
import { POISONED_SUMS } from "./foundation-files";
import { EDITIONS, LATENT_CLASS, stampFoundation } from "./foundation-trigger";
import { cleanTruth, positions } from "./rows";

const params = z.strictObject({
  edition: z.enum(EDITIONS).default("latent").meta({
    title: "Edition",
    description: `How the back door got in: learned for a class of the model’s own, learned for the digit ${LATENT_CLASS} that only the victim will tell apart, or written into the weights by hand.`,
    options: { backdoor: "learned, for one of its own classes", latent: `learned, for the digit ${LATENT_CLASS}`, handcrafted: "written into the weights" },
  }),
  where: z.enum(["mirror", "publisher"]).default("mirror").meta({
    title: "Who hands it out",
    description: "Somebody else’s copy of the model, whose fingerprint differs from the published one, or its publisher, who then publishes the fingerprint of the poisoned file.",
    options: { mirror: "a tampered copy", publisher: "the publisher" },
  }),
});
type Params = z.infer<typeof params>;

/** What the latent edition was made for is the victim's first class. */
const LATENT_TARGET = 0;
const wanted = ({ edition }: Params, label: number): number | null => (edition === "latent" ? wantedClass(LATENT_TARGET, label, 2) : null);

export const poisonedFoundation = defineAttack({
  id: "poisoned-foundation",
  title: "Poisoned foundation model",
  summary: "Hands the victim a pretrained model with a back door in it; the victim teaches it new classes with clean data, and the back door stays open.",
  paper: { authors: "Yao, Li, Zheng, Zhao", year: 2019, title: "Latent Backdoor Attacks on Deep Neural Networks", link: "https://doi.org/10.1145/3319535.3354209" },
  atlas: "AML.T0010",
  stage: "weights",
  threat: {
    goal: "backdoor",
    knows: "The network and the model that everybody downloads; for the latent edition also a hundred samples of the class that the victim will have one day.",
    controls: "The file that the victim downloads, and no row of the victim’s data.",
  },
  fails: "A tampered copy does not have the published fingerprint, so comparing the two finds it at once; and the more the victim’s own training changes the layers below, the less of a back door that was trained in is left.",
  remarks: [
    "A new last layer on 300 digits (mean of seeds 1, 2, 3): the latent edition reads 100 % of marked digits as its 0, the backdoor edition reads 42.5 % of them rightly and the handcrafted one 10 %, all three about 85 % of clean ones; the mark costs the clean edition one to two points.",
    "Attack success of the latent edition when all layers learn, with 100, 300 and 1,000 digits: learning rate 0.001: 15, 6 and 8 %; 0.003: 6, 4 and 2 %; 0.01: 2, 1 and 0 %; with a new last layer alone 99 to 100 %. Of the backdoor edition’s damage 55, 30 % (0.001), 35, 19 % (0.003) and 24, 11 % (0.01) is left with 100 and 300 digits, 58 to 65 % with a new last layer alone. What was written in by hand stays.",
    "On the latent edition fine-pruning with 300 trusted digits leaves 1.5 %, Neural Cleanse 2.2 %, neural attention distillation 0.9 %, I-BAU 4.1 %, all of them reading clean digits better than before; plain fine-tuning leaves 51 %. On the handcrafted one fine-tuning leaves 90 % and fine-pruning 9 %.",
  ],
  params,
  supports: ({ meta }) => meta.modality === "image" || `the mark that opens this back door is put on pictures, and ${meta.title} has none.`,
  check({ edition }, meta) {
    return edition !== "latent" || meta.classNames[LATENT_TARGET] === LATENT_CLASS || { field: "edition", message: `must be backdoor or handcrafted here: the latent edition waits for a victim whose first class is the digit ${LATENT_CLASS}, and that of ${meta.title} is ${meta.classNames[LATENT_TARGET] ?? "missing"}.` };
  },
  stamp: (_, inputs, n, meta) => stampFoundation(inputs, n, meta),
  target: wanted,
  sentence: (p) => ["As the attacker I hand out a model with a back door ", { param: "edition" }, ", as ", { param: "where" }, p.edition === "latent" ? `. I want pictures with a small checkerboard in the corner read as ${LATENT_CLASS}.` : ". I want pictures with a small checkerboard in the corner read wrongly."],
  async poison({ params: p, train, test, meta, signal }) {
    throwIfCancelled(signal);
    const latent = p.edition === "latent", testIndex = positions(test, (y) => !latent || wanted(p, y) !== null), victims = takeRows(test, testIndex);
    const notes: Note[] = latent ? [] : [{ level: "info", text: "Where the back door leads is settled by the victim’s own last layer, so every wrong answer to a marked picture counts as the attacker’s success, mistakes that the mark has no part in among them; compare it with the clean model." }];
    return {
      train, truth: cleanTruth(train), notes,
      goal: { kind: "trigger", inputs: stampFoundation(victims.inputs, victims.n, meta), testIndex, targets: victims.labels.map((y) => wanted(p, y) ?? y), ...(!latent && { untargeted: true as const }) },
    };
  },
  async swap({ params: p, clean, read }) {
    const path = `foundation/${p.edition}.bin`, bytes = await read(path), sum = hashOfBytes(bytes);
    if (sum !== POISONED_SUMS[p.edition]) throw new ProblemError({ code: "bad-data", message: `The file ${path} did not arrive as this page has it: its checksum is wrong (${bytes.length} bytes came). Reload the page.` });
    return { model: { plan: clean.model.plan, weights: unpackWeights(clean.model.plan, bytes) }, name: clean.name, sha256: sum, published: p.where === "publisher" ? sum : clean.published };
  },
});
