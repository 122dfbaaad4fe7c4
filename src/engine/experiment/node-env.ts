/** Everything an experiment needs when it runs in Node: packed data from disk, a backend, a clock. Not for the browser. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ProblemError } from "../core/errors";
import type { BackendId } from "../core/learner";
import { createLearner } from "../learner/learner";
import { StageCache } from "./cache";
import { Control } from "./control";
import type { RunEnv } from "./run";

const dataFolder = new URL("../../../public/data/", import.meta.url);

/** Reads a packed data file by its path below `public/data/`. */
export async function readFromDisk(path: string): Promise<Uint8Array> {
  try {
    return await readFile(fileURLToPath(new URL(path, dataFolder)));
  } catch {
    throw new ProblemError({ code: "bad-data", field: "dataset", message: `The data file ${path} could not be read. Is the folder public/data complete?` });
  }
}

export async function createNodeEnv(options: { backend: BackendId; signal?: AbortSignal }): Promise<RunEnv> {
  return {
    learner: await createLearner(options.backend), read: readFromDisk, cache: new StageCache(), control: new Control(),
    signal: options.signal, now: () => performance.now() / 1000,
  };
}
