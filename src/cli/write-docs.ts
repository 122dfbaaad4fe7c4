/**
 * Writes docs/: the pages, and for each its picture, for which the first preset with that plug-in is run. `--text` leaves
 * pictures that are there alone. Loaded by `npm run docs`.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { rangeOf, sizeOf, type ProbeOutcome, type Spec } from "../engine/index";
import { previewExperiment, runExperiment, type Preview } from "../engine/experiment/index";
import { createNodeEnv } from "../engine/experiment/node-env";
import { docPages, picturePreset } from "./docs";
import { canvas, dot, encodePng, triplets, type Canvas } from "./pictures";
import type { Stream } from "./progress";
import { editedLines, linesToSvg, messageLines, tableLines } from "./word-pictures";

const COLUMNS = 8;
const COLORS = [[43, 108, 176], [201, 106, 18], [35, 132, 93], [120, 80, 160]] as const;
const RED = [200, 30, 60] as const;

function pointsPicture({ meta, train, truth, trail }: Preview): Canvas {
  const side = 360, out = canvas(side, side), at = (x: number, y: number) => {
    const [l, r] = rangeOf(meta, 0), [b, t] = rangeOf(meta, 1);
    return [((x - l) / (r - l)) * side, side - ((y - b) / (t - b)) * side] as const;
  };
  for (let i = 0; i < train.n; i++) if (truth.poisoned[i] !== 1) dot(out, ...at(train.inputs[2 * i]!, train.inputs[2 * i + 1]!), COLORS[train.labels[i]! % COLORS.length]!, 1);
  for (let k = 0; trail && k < trail.path.length / 2; k++) dot(out, ...at(trail.path[2 * k]!, trail.path[2 * k + 1]!), [150, 150, 150], 0);
  for (let i = 0; i < train.n; i++) {
    if (truth.poisoned[i] !== 1) continue;
    const place = at(train.inputs[2 * i]!, train.inputs[2 * i + 1]!);
    dot(out, ...place, RED, 3);
    dot(out, ...place, COLORS[train.labels[i]! % COLORS.length]!, 1);
  }
  return out;
}

function attackPicture(preview: Preview): Canvas | string | null {
  const { meta, train, truth, originals } = preview, d = sizeOf(train.shape);
  if (meta.modality === "points") return pointsPicture(preview);
  if (meta.modality !== "image") {
    const row = truth.poisoned.indexOf(1), before = originals.subarray(0, d), after = train.inputs.subarray(row * d, (row + 1) * d);
    const labels = [`labeled ${meta.classNames[truth.originalLabels[row]!]}`, `labeled ${meta.classNames[train.labels[row]!]}`] as const;
    return linesToSvg((meta.text ? messageLines : tableLines)(before, after, meta, labels));
  }
  const touched = [...train.ids.keys()].filter((i) => truth.poisoned[i] === 1 || truth.cover?.[i] === 1);
  const poisoned = touched.map((row, k) => ({ row, before: originals.subarray(k * d, (k + 1) * d) })).filter(({ row }) => truth.poisoned[row] === 1).slice(0, COLUMNS);
  return triplets(poisoned.map(({ row, before }) => ({ before, after: train.inputs.subarray(row * d, (row + 1) * d) })), meta, ["before", "after", "change"]);
}

function probePicture({ meta, test }: Preview, outcome: ProbeOutcome): Canvas | string | null {
  const d = sizeOf(test.shape), worded = meta.text && outcome.examples.find((e) => (e.words?.length ?? 0) > 1);
  if (worded) return linesToSvg(editedLines(test.inputs.subarray(worded.testIndex * d, (worded.testIndex + 1) * d), worded, meta));
  if (meta.modality !== "image" || outcome.examples.length === 0) return null;
  return triplets(outcome.examples.slice(0, COLUMNS).map((e) => ({ before: test.inputs.subarray(e.testIndex * d, (e.testIndex + 1) * d), after: e.input })), meta, ["before", "change", "after"]);
}

/** Runs what a picture needs: nothing for plain attacks, the whole experiment for crafted ones and for probes. */
async function pictureOf(id: string, spec: Spec, probe: boolean): Promise<Canvas | string | null> {
  const env = await createNodeEnv({ backend: "wasm" });
  const lean: Spec = { ...spec, defenses: [], baselines: false, probes: probe ? spec.probes.filter((p) => p.id === id) : [] };
  let preview = await previewExperiment(lean, env), outcome: ProbeOutcome | null = null;
  if (probe || preview.pending) {
    for await (const event of runExperiment(lean, env)) if (event.type === "probe-done" && event.armId === "clean") outcome = event.outcome;
    preview = await previewExperiment(lean, env);
  }
  return probe ? outcome && probePicture(preview, outcome) : attackPicture(preview);
}

export async function writeDocs(folder: string, textOnly: boolean, stderr: Stream): Promise<void> {
  for (const { path, text, picture } of docPages()) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    if (!picture || (textOnly && existsSync(join(folder, picture)))) continue;
    const [kind, id] = path.replace(/\.md$/, "").split("/") as [string, string], probe = kind === "probes";
    const preset = picturePreset(kind as "attacks" | "probes", id)!;
    stderr.write(`${picture}\n`);
    const made = await pictureOf(id, preset.spec, probe);
    await mkdir(dirname(join(folder, picture)), { recursive: true });
    if (made !== null) await writeFile(join(folder, picture), typeof made === "string" ? made : encodePng(made));
  }
}
