/**
 * The command line: the same engine as the page, in a terminal. Results go to stdout, everything else to stderr. Gives
 * the exit status: 0 done, 1 the run failed, 2 refused, 130 stopped. Loaded by `scripts/hemlock.mjs`.
 */
import { ProblemError } from "../engine/index";
import { parseCommand, UsageError, type Command } from "./args";
import { describeEntry, listEntries, showEntry, showList } from "./catalog";
import { helpText } from "./help";
import { withNearest } from "./nearest";
import { run } from "./run";
import { showDocument } from "./table";
import type { Stream } from "./progress";

export interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

async function execute(command: Command, { stdout, stderr }: Streams, signal: AbortSignal): Promise<number> {
  switch (command.name) {
    case "help":
      stdout.write(helpText(command.topic));
      return 0;
    case "list": {
      const entries = listEntries(command.kind);
      stdout.write(command.json ? json(entries) : showList(entries));
      return 0;
    }
    case "describe": {
      const entry = describeEntry(command.kind, command.id);
      stdout.write(command.json ? json(entry) : showEntry(entry));
      return 0;
    }
    case "docs":
      await (await import("./write-docs")).writeDocs(command.folder, command.text, stderr);
      return 0;
    case "record":
      return (await import("./record")).record(command, stderr, signal);
    case "audit":
      return (await import("./audit")).audit(command, stdout, stderr, signal);
    case "matrix":
      return (await import("./matrix")).matrix(command, stdout, stderr, signal);
    case "sweep":
      return (await import("./sweep")).sweep(command, stdout, stderr, signal);
    case "run": {
      const outcome = await run(command, stderr, signal);
      if (outcome.type === "done") stdout.write(command.json ? json(outcome.document) : showDocument(outcome.document));
      else stderr.write(outcome.type === "cancelled" ? "Stopped.\n" : `${withNearest(outcome.message)}\n`);
      return { done: 0, failed: 1, refused: 2, cancelled: 130 }[outcome.type];
    }
  }
}

export async function main(argv: readonly string[], streams: Streams, signal: AbortSignal): Promise<number> {
  try {
    return await execute(parseCommand(argv), streams, signal);
  } catch (error) {
    if (error instanceof UsageError) {
      streams.stderr.write(`${withNearest(error.message)}\n`);
      return 2;
    }
    if (error instanceof ProblemError) {
      streams.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}
