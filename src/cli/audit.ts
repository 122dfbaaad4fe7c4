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
import { Progress, type Stream } from "./progress";
import { alignTable } from "./table";

type AuditCommand = Extract<Command, { name: "audit" }>;
const MEGABYTE = 2 ** 20;

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw new UsageError(`The file ${file} cannot be read (${error instanceof Error && "code" in error ? String(error.code) : String(error)}).`);
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
  if (!dataset || dataset.supplied) throw new UsageError(`--data must be one of ${datasets.all.filter((d) => !d.supplied).map((d) => d.id).join(", ")}; it was "${command.data}".`);
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
  if (command.json !== null) await writeFile(command.json, `${JSON.stringify(report, null, 2)}\n`);
  if (command.html !== null) await writeFile(command.html, auditHtml(report));
  stdout.write(showAudit(report));
  return 0;
}
