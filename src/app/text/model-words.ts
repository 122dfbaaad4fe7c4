/** Everything the page says about a model of the person's own and about its audit. */
import { modelLimits } from "../../engine/index";
import { AUDIT_VERDICTS } from "../../engine/later";
import { count, megabytes, plural } from "./format";

export const modelTab = {
  tab: "Model",
  how: "A TensorFlow.js layers model: model.json and its .bin files, chosen together, or a zip of them. It is read as numbers; nothing in it is executed.",
  limits: `At most ${modelLimits.total / 2 ** 20} MB of weights and ${modelLimits.layers} layers: convolution with ReLU and 2 × 2 pooling, dense layers, dropout, batch normalization, rescaling.`,
  files: "Choose model.json and .bin files…",
  zip: "Choose a zip file…",
  reading: "Reading the model",
  failed: "This model could not be read",
  nothingYet: "Choose a model first.",
  region: "What was understood of the model",
  facts: (parameters: number, bytes: number) => `${count(parameters)} parameters, ${bytes < 2 ** 17 ? `${(bytes / 1024).toFixed(0)} kB` : megabytes(bytes)}.`,
  takes: "Takes", gives: "Gives", classes: (n: number) => `${n} classes`, fingerprint: "Fingerprint of layers and weights",
  layers: "Layers", columns: ["Layer", "Kind", "Output", "Parameters", "Read as"], nothing: "nothing: acts in training only",
  pixels: "Pixels it expects", unit: "0 to 1", bytes: "0 to 255",
  pixelsWhy: "Pictures here have values from 0 to 1. A model that was trained on 0 to 255 gets them multiplied.",
  use: "Use as a start",
  audit: "Audit it",
  notes: "What to know about it",
  kept: "Your models", keptFacts: (parameters: number, kept: boolean) => `${count(parameters)} parameters${kept ? "" : ", until the tab is closed"}`,
  show: "Show", showNamed: (title: string) => `Show ${title}`, forget: "Forget", forgetNamed: (title: string) => `Forget ${title}`,
  forgotten: (title: string) => `“${title}” was deleted from this browser’s storage. On this page it stays until the tab is closed.`,
  notForgotten: (title: string) => `“${title}” could not be deleted: the browser did not allow it. Clearing this site’s data in the browser’s settings does it.`,
  gone: "This model is no longer in this browser. Load the files again.",
  onBench: (title: string) => `“${title}” is on the bench as the start of the training: all its layers learn on.`,
  auditing: (title: string) => `“${title}” is being audited; the report comes under Model audit.`,
  auditReady: (title: string) => `The audit of “${title}” is on the bench. Press Run when the present run has ended.`,
  showReport: "Show the report",
  ask: (name: string) => `This experiment needs the model called “${name}”. Load the same files; they are checked by their fingerprint.`,
  load: "Load the model…",
  unnamed: "unnamed",
  opens: "This is the model that the experiment asked for.",
  open: "Open the experiment",
  replaced: (title: string) => `The network is now the one in “${title}”.`,
} as const;

export const audit = {
  verdicts: AUDIT_VERDICTS,
  none: "The report comes when the run has ended: what was tested, what was found, what was not tested.",
  gone: "The model of this audit is no longer on this page. Load its files again to see the report.",
  html: "Save as a page (HTML)",
  json: "Save as JSON",
  tested: "What was tested, and what was found",
  intervals: "Rates come with their 95 % interval in parentheses.",
  found: "Found",
  notTested: "What was not tested",
  warnings: "Warnings of the run",
  testedOn: (data: string, n: number, seed: number) => `Tested on ${data}, ${plural(n, "test row", "test rows")}, seed ${seed}.`,
  more: "Numbers",
} as const;
