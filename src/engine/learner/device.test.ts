/** A graphics card that goes away becomes a `no-backend` problem with a sentence, at the next launch or reading. */
import { fill } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { ProblemError } from "../core/errors";
import { startBackend } from "./backends";
import { openDevice } from "./device";
import { trainModel } from "./training";
import { smallCnn, someJob } from "./test-support";

test("a lost device is noticed while reading, launching and training, and nothing leaks", async () => {
  let reason: string | null = null;
  const device = openDevice({ ...(await startBackend("cpu", {})), lost: () => reason });
  const tensor = fill([3], 2);
  expect(await device.read(tensor)).toEqual(Float32Array.of(2, 2, 2));
  reason = "The graphics card was taken away.";
  const gone = (error: unknown) => error instanceof ProblemError && error.problem.code === "no-backend" && error.message === reason;
  await expect(device.read(tensor)).rejects.toSatisfy(gone);
  expect(device.activate).toThrow(ProblemError);
  tensor.dispose();
  reason = null;
  const run = trainModel(device, someJob(smallCnn, 40), (done) => {
    if (done === 2) reason = "The graphics card was taken away.";
  });
  await expect(run.next()).rejects.toSatisfy(gone);
});
