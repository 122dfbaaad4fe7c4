/** Which backend a worker uses, why, and what to do when one does not start. Keeps started learners for later runs. */
import { ProblemError } from "../engine/core/errors";
import type { BackendId, Learner, ModelPlan } from "../engine/core/learner";
import type { Note } from "../engine/core/plugins";
import { chooseBackend, createLearner } from "../engine/experiment";
import { wasmUrls } from "../engine/learner/wasm-urls";
import type { BackendChoice, BackendStatus } from "./protocol";

/** The order in which backends are tried when the wanted one does not start. */
const FALLBACK: readonly BackendId[] = ["wasm", "webgl", "webgpu", "cpu"];
const options = { wasmUrl: wasmUrls };
const started = new Map<BackendId, Promise<Learner>>();

export function openLearner(backend: BackendId): Promise<Learner> {
  let learner = started.get(backend);
  if (!learner) {
    learner = createLearner(backend, options);
    started.set(backend, learner);
    learner.catch(() => started.delete(backend));
  }
  return learner;
}

/** The next backend after some have failed, or null when all have. */
export function nextBackend(failed: readonly BackendId[]): BackendId | null {
  return FALLBACK.find((b) => !failed.includes(b)) ?? null;
}

/** Two that measure at once would measure each other, and what comes of it is remembered: one after the other. */
let picking: Promise<unknown> = Promise.resolve();

/** Starts the backend that was asked for, measured or remembered; falls back with a sentence. Throws when none starts. */
export function pickBackend(...asked: Parameters<typeof pick>): ReturnType<typeof pick> {
  const picked = picking.then(() => pick(...asked));
  picking = picked.catch(() => {});
  return picked;
}

async function pick(
  choice: BackendChoice, plan: ModelPlan, remembered: Readonly<Partial<Record<BackendId, number>>> | undefined, failed: readonly BackendId[],
): Promise<{ learner: Learner; status: BackendStatus }> {
  const notes: Note[] = [];
  const gone = [...failed];
  let wanted: BackendId | null, reason: BackendStatus["reason"], measured = remembered;
  if (gone.length > 0) [wanted, reason] = [nextBackend(gone), "fallback"];
  else if (choice !== "auto") [wanted, reason] = [choice, "chosen"];
  else {
    const best = (Object.entries(remembered ?? {}) as [BackendId, number][]).sort((a, b) => a[1] - b[1])[0]?.[0];
    const chosen = await chooseBackend(plan, best, options);
    const fresh = Object.keys(chosen.calibration.ms).length > 0;
    if (fresh) measured = chosen.calibration.ms;
    [wanted, reason] = [chosen.backend, fresh ? "measured" : "remembered"];
  }
  while (wanted) {
    try {
      const learner = await openLearner(wanted);
      return { learner, status: { backend: wanted, version: learner.version, reason, measured, notes } };
    } catch (error) {
      const why = error instanceof ProblemError ? error.problem.message : String(error);
      gone.push(wanted);
      wanted = nextBackend(gone);
      reason = "fallback";
      if (wanted) notes.push({ level: "warning", text: `${why} The lab carries on with ${wanted}.` });
      else throw error;
    }
  }
  throw new ProblemError({ code: "no-backend", message: "No way to train was found in this browser: WebAssembly, WebGL, WebGPU and plain JavaScript all failed." });
}
