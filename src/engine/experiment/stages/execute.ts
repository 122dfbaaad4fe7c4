/** Runs one stage of any kind. The only place that knows which code belongs to which kind. */
import { Rng } from "../../core/rng";
import { datasets } from "../../datasets/registry";
import { withClients, withUsers } from "../clients";
import { withContributors } from "../contributors";
import type { Stage } from "../plan";
import type { StageContext } from "./context";
import { runCraft, runPretrain, runSurrogate } from "./craft";
import { runEvaluate } from "./evaluate";
import { runFederate } from "./federate";
import { runBaseline, runFilter } from "./filter";
import { runObtain, runVet } from "./obtain";
import { runOnline } from "./online";
import type { StageInputs, StageOutput } from "./outputs";
import { runPoison } from "./poison";
import { runProbe } from "./probe";
import { runInspect, runRepair } from "./repair";
import { runScreen } from "./screen";
import { runHarden, runTrain } from "./train";
import { runWatch } from "./watch";

export async function executeStage(stage: Stage, inputs: StageInputs, ctx: StageContext): Promise<StageOutput> {
  const { work } = stage;
  switch (work.kind) {
    case "load": {
      const plugin = datasets.find(work.dataset.id)!, rng = Rng.fromSeed(stage.seed);
      const dataset = await plugin.load({ params: work.dataset.params, rng: rng.fork(`data/${plugin.id}`), read: ctx.read, signal: ctx.signal });
      if (work.clients) return { kind: "load", dataset: withClients(dataset, work.clients, rng.fork("clients/rows")) };
      if (work.users) return { kind: "load", dataset: withUsers(dataset, work.users, rng.fork("users")) };
      return { kind: "load", dataset: withContributors(dataset, work.contributors, rng.fork("contributors")) };
    }
    case "poison": return runPoison(stage, work, inputs, ctx);
    case "filter": return runFilter(stage, work, inputs, ctx);
    case "baseline": return runBaseline(stage, work, inputs);
    case "train": return runTrain(stage, work, inputs, ctx);
    case "federate": return runFederate(stage, work, inputs, ctx);
    case "online": return runOnline(stage, work, inputs, ctx);
    case "obtain": return runObtain(stage, work, inputs, ctx);
    case "vet": return runVet(stage, work, inputs, ctx);
    case "harden": return runHarden(stage, work, inputs, ctx);
    case "inspect": return runInspect(stage, work, inputs, ctx);
    case "screen": return runScreen(stage, work, inputs, ctx);
    case "watch": return runWatch(stage, work, inputs, ctx);
    case "repair": return runRepair(stage, work, inputs, ctx);
    case "pretrain": return runPretrain(stage, work, inputs, ctx);
    case "surrogate": return runSurrogate(stage, work, inputs, ctx);
    case "craft": return runCraft(stage, work, inputs, ctx);
    case "probe": return runProbe(stage, work, inputs, ctx);
    case "evaluate": return runEvaluate(stage, inputs, ctx);
  }
}
