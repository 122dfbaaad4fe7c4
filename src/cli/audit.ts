/**
 * `audit`: a model file from disk, read as numbers, through the tests of an audit, to a report. Reads model.json and the files that it
 * names in its own folder; writes only what --html and --json ask for. Gives the exit status.
 */
import { readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { datasets, modelLimits, ownModels, ProblemError, type Evidence, type ModelFile, type OwnModel } from "../engine/index";
import { AUDIT_VERDICTS, auditHtml, auditReport, auditSpec, type AuditReport } from "../engine/later";
import { readModel, weightFiles } from "../engine/own/read-model";
import { UsageError, type Command } from "./args";
import { meant } from "./nearest";
import { Progress, type Stream } from "./progress";
import { alignTable } from "./table";
import { checkWritable, unreadable, unwritable } from "./unreadable";

type AuditCommand = Extract<Command, { name: "audit" }>;
const MEGABYTE = 2 ** 20;

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Reads a model; sizes are looked at before anything is loaded. Throws UsageError with one sentence. */
export async function loadModel(path: string): Promise<OwnModel> {
  const given = resolve(path), description = (await stat(given).catch(() => null))?.isDirectory() ? join(given, "model.json") : given;
  const read = async (file: string, most: number): Promise<ModelFile> => {
    const size = await sizeOf(file);
    if (size > most) throw new UsageError(`${basename(file)} has ${Math.ceil(size / MEGABYTE)} MB; at most ${Math.floor(most / MEGABYTE)} MB are read.`);
    return { path: basename(file), bytes: await readFile(file) };
  };
  try {
    const json = await read(description, modelLimits.json), files = [json];
    let left: number = modelLimits.total;
    for (const name of weightFiles(json)) {
      const file = await read(join(dirname(description), name), left);
      left -= file.bytes.length;
      files.push(file);
    }
    return readModel(files, basename(dirname(description)));
  } catch (error) {
    if (error instanceof ProblemError) throw new UsageError(error.message);
    throw error;
  }
}

/** The report for a terminal. */
export function showAudit({ model, data, summary, findings, notTested, warnings }: AuditReport): string {
  const lines = (list: readonly string[]) => list.map((l) => `  - ${l}`).join("\n");
  const parts = findings.map((f) => `${f.title}: ${AUDIT_VERDICTS[f.verdict]}\n${lines([...f.tested, ...f.found])}\n${f.table ? `\n${alignTable([f.table.columns, ...f.table.rows])}\n` : ""}\n  ${f.means}`);
  return `${[
    `Audit of ${model.name}: ${model.parameters.toLocaleString("en-US")} parameters, inputs ${model.input.join(" × ")}, ${model.classes} classes, tested on ${data.title}.\nFingerprint ${model.hash}`,
    summary, ...parts, `Not tested:\n${lines(notTested)}`, ...(warnings.length > 0 ? [`Warnings:\n${lines(warnings)}`] : []),
  ].join("\n\n")}\n`;
}

export async function audit(command: AuditCommand, stdout: Stream, stderr: Stream, signal: AbortSignal): Promise<number> {
  const dataset = datasets.find(command.data);
  const known = datasets.all.filter((d) => !d.supplied).map((d) => d.id);
  if (!dataset || dataset.supplied) throw new UsageError(`--data must be one of ${known.join(", ")}; it was "${command.data}".${meant(command.data, known)}`);
  for (const file of [command.json, command.html]) if (file !== null) await checkWritable(file);
  const model = await loadModel(command.model);
  ownModels.put(model);
  const spec = auditSpec({ hash: model.hash, name: model.title, pixels: command.pixels ?? model.pixels }, { id: dataset.id, params: {} }, command.seed);
  if (!spec.ok) return void stderr.write(`${spec.problem.message}\n`), 2;
  const [{ runExperiment }, { createNodeEnv }] = await Promise.all([import("../engine/experiment/index"), import("../engine/experiment/node-env")]);
  const events = runExperiment(spec.value, await createNodeEnv({ backend: command.backend, signal })), progress = command.quiet ? null : new Progress(stderr, ""), shown = new Map<string, readonly Evidence[]>();
  let step = await events.next();
  for (; !step.done; step = await events.next()) {
    progress?.event(step.value);
    if (step.value.type === "arm-done") shown.set(step.value.arm.id, (step.value.artifacts.evidence ?? []).flatMap((e) => e.shown));
  }
  progress?.end();
  if (step.value.type === "cancelled") return void stderr.write("Stopped.\n"), 130;
  if (step.value.type === "failed") return void stderr.write(`${step.value.problem.message}\n`), 1;
  const report = auditReport(step.value.result, shown);
  // The words come first: a file that cannot be written shall not cost what was found.
  stdout.write(showAudit(report));
  const save = (file: string | null, text: () => string) => (file === null ? undefined : writeFile(file, text()).catch((error: unknown) => { throw unwritable(file, error); }));
  await save(command.json, () => `${JSON.stringify(report, null, 2)}\n`);
  await save(command.html, () => auditHtml(report));
  return 0;
}
