/** From chosen files or a zip to a model: sizes are checked first, then the reader looks. Throws ProblemError with one sentence. */
import { modelLimits as limits, type ModelFile, type ModelSource, type OwnModel } from "../../engine/own/model-types";
import { readModel, weightFiles, descriptionOf } from "../../engine/own/read-model";
import { megabytes, refuse } from "./limits";
import { isLitter, unzip } from "./zip";

const MOST = limits.total + limits.json;
const WANTED = /\.(json|bin)$/i;
const tooLarge = (name: string, bytes: number) => refuse(`${name} has ${megabytes(bytes)}; at most ${megabytes(MOST)} are read. Bring a smaller network.`);

async function fromZip(zip: Blob, name: string): Promise<ModelFile[]> {
  if (zip.size > MOST) throw tooLarge(name, zip.size);
  const files: ModelFile[] = [];
  let bytes = 0;
  for await (const file of unzip(zip, name)) {
    bytes += file.bytes.length;
    if (bytes > MOST) throw tooLarge(`${name}, unpacked,`, bytes);
    if (WANTED.test(file.path)) files.push(file);
  }
  return files;
}

export async function readModelSource(source: ModelSource): Promise<OwnModel> {
  if (source.kind === "zip") return readModel(await fromZip(source.file, source.name), source.name);
  const chosen = source.files.filter(({ path }) => !isLitter(path) && (WANTED.test(path) || !path.includes("."))), bytes = chosen.reduce((sum, { file }) => sum + file.size, 0);
  if (chosen.length === 0) throw refuse("None of these files is part of a TensorFlow.js model. Choose model.json and its .bin files, or a zip of them.");
  if (chosen.length > limits.shards + 1) throw refuse(`There are ${chosen.length} files; a model that is read here has at most ${limits.shards + 1}. Choose those of one model only.`);
  if (bytes > MOST) throw tooLarge(source.name, bytes);
  const description = descriptionOf(chosen), load = async ({ path, file }: (typeof chosen)[number]): Promise<ModelFile> => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) });
  if (description.file.size > limits.json) throw refuse(`${description.path} has ${megabytes(description.file.size)}; a description of layers has at most ${megabytes(limits.json)}.`);
  const json = await load(description);
  weightFiles(json); // refuses before the weights are read
  return readModel([json, ...(await Promise.all(chosen.filter((f) => f !== description).map(load)))], source.name);
}
