/**
 * Data that a person brought themselves. The spec names them by hash; the rows are in this thread's store or nowhere. The
 * split comes from the seed. Nothing is loaded here, and nothing leaves the person's machine.
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { ProblemError, throwIfCancelled } from "../core/errors";
import { defineDataset } from "../core/plugins";
import { ownData } from "../own/store";
import type { OwnData } from "../own/types";
import { stratifiedOrder } from "./split";

const params = z.strictObject({
  hash: z.string().max(64).default("").meta({ title: "Fingerprint", description: "SHA-256 of the data: how a link knows that these are the right ones.", control: "hidden" }),
  name: z.string().max(60).default("own data").meta({ title: "Name", description: "What the data are called.", control: "hidden" }),
  testShare: z.number().min(0.1).max(0.5).default(0.25).meta({ title: "Test rows", description: "Share of the rows that every rate is measured on; never poisoned, never trained on.", percent: true }),
  trustedShare: z.number().min(0.02).max(0.3).default(0.1).meta({ title: "Trusted rows", description: "Share of the rows that make a small clean set which the defender owns; neither trained on by the victim nor used for the reported rates.", percent: true, advanced: true }),
});

function find({ hash, name }: z.infer<typeof params>): OwnData {
  const data = ownData.find(hash);
  if (data) return data;
  const message = hash ? `This experiment was made with somebody’s own data, called "${name}". Load the same file to run it.` : "Own data have to be brought first: a table, pictures, points or lines of text.";
  throw new ProblemError({ code: "needs-data", field: "dataset.params.hash", message });
}

export const own = defineDataset({
  id: "own",
  title: "Your own data",
  summary: "A table, pictures, points or messages that you bring yourself.",
  params,
  facts: {
    source: "You. The rows are read in this browser and never leave this device",
    license: "Yours",
    size: "As much as you bring, up to 20,000 rows or 5,000 pictures",
    notGoodFor: "Anything the rows do not show. With few rows, or few of one class, every rate is uncertain; look at the intervals.",
    synthetic: false,
  },
  scenario: "Your own data",
  goodStart: { model: "logistic-regression", attack: "label-flip" },
  supplied: true,
  meta: (p) => find(p).meta,
  async load({ params: p, rng, signal }) {
    throwIfCancelled(signal);
    const { meta, rows } = find(p), order = stratifiedOrder(rows.labels, meta.classNames.length, rng.fork("split"));
    const parts = { test: [] as number[], trusted: [] as number[], train: [] as number[] };
    // Class by class, so that even the smallest is in every part.
    for (const label of meta.classNames.keys()) {
      const members = Array.from(order).filter((row) => rows.labels[row] === label), n = members.length;
      const test = Math.max(1, Math.round(p.testShare * n)), trusted = Math.max(1, Math.round(p.trustedShare * n));
      parts.test.push(...members.slice(0, test));
      parts.trusted.push(...members.slice(test, test + trusted));
      parts.train.push(...members.slice(test + trusted));
    }
    const part = (name: keyof typeof parts) => takeRows(rows, rng.fork(`order/${name}`).shuffle(Int32Array.from(parts[name])));
    return { meta, test: part("test"), trusted: part("trusted"), train: part("train") };
  },
});
