/**
 * What attacks on one chosen test image have in common: which image, which class it shall be read as, and the goal that
 * follows. The image itself is never changed and never in the training set. Success is this image alone.
 */
import { z } from "zod";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { ProblemError } from "../core/errors";
import { featureLayer, isTrained } from "../core/learner";
import type { AttackGoal, SetupContext, Support } from "../core/plugins";
import type { Rng } from "../core/rng";
import { needsPictures } from "./backdoor";
import { positions } from "./rows";

export const oneTarget = {
  victim: z.int().min(-100).max(99_999).default(-1).meta({ title: "Chosen image", description: "Its place among the test images, from 0; −1, −2 and so on are images of other classes that the seed draws.", control: "test-row" }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Wanted class", description: "What the chosen image should be read as; the changed training images are of this class and keep their label.", control: "class" }),
};
interface OneTarget {
  readonly victim: number;
  readonly target: number;
}

/** Position of the chosen image in the test rows. Throws a Problem when there is none or it is of the wanted class already. */
export function victimOf({ victim, target }: OneTarget, test: Rows, meta: DatasetMeta, rng: Rng): number {
  const fail = (message: string): never => { throw new ProblemError({ code: "bad-parameter", field: "attack.params.victim", message: `attack.params.victim: ${message}` }); };
  if (victim < 0) {
    const drawn = rng.fork("victim").shuffle(positions(test, (y) => y !== target));
    return drawn[-1 - victim] ?? fail(`the seed can draw ${drawn.length} test images of other classes than ${meta.classNames[target]}; image ${-victim} was asked for.`);
  }
  if (victim >= test.n) fail(`there are ${test.n} test images, 0 to ${test.n - 1}; ${victim} was asked for.`);
  if (test.labels[victim] === target) fail(`test image ${victim} is ${meta.classNames[target]} already. Choose an image of another class, or another wanted class.`);
  return victim;
}

/** The one untouched image, and what it shall be read as. */
export function oneGoal(params: OneTarget, test: Rows, meta: DatasetMeta, rng: Rng): AttackGoal {
  const at = victimOf(params, test, meta, rng);
  return { kind: "one", inputs: inputOf(test, at).slice(), testIndex: Int32Array.of(at), targets: Int32Array.of(params.target) };
}

/** For attacks that shape pictures by what a network has learned to see; `what` opens the sentence that says why not. */
export const needsLearnedFeatures = (what: string) => (context: SetupContext): Support => {
  const pictures = needsPictures(what)(context);
  if (pictures !== true || !context.plan) return pictures;
  return context.plan.layers.slice(0, featureLayer(context.plan) + 1).some(isTrained) || `${what} needs a network with a layer before its last one. Choose a convolutional network or a multilayer perceptron.`;
};
