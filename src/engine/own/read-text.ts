/** Pasted lines of "label, then message" to what was understood of them. One line is one message; empty lines are skipped. */
import { tokenize } from "../core/text";
import { classesOf, finish, positiveOf, titleOf } from "./build";
import { Faults, badFile, quote } from "./faults";
import { numberMessages } from "./messages";
import { importLimits, type ImportChoices, type ImportLook } from "./types";

/** Label and message of a line; the label ends at the first tab, else at the first comma, colon or semicolon. */
export function splitLine(line: string): { label: string; message: string } | null {
  const tab = line.indexOf("\t"), at = tab >= 0 ? tab : line.search(/[,:;]/);
  if (at < 0) return null;
  const label = line.slice(0, at).trim(), message = line.slice(at + 1).trim();
  return label && message ? { label: label.slice(0, 60), message } : null;
}

export function readMessages(text: string, name: string, choices: ImportChoices): ImportLook {
  const faults = new Faults(), lines = text.split(/\r\n|\n|\r/), kept: { label: string; message: string }[] = [];
  let read = 0;
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    if (++read > importLimits.messages) throw badFile(`${name} has more than ${importLimits.messages.toLocaleString("en-US")} messages. Take a part of them.`);
    const parts = splitLine(line), where = `line ${i + 1}`;
    if (!parts) faults.add("error", where, `Line ${i + 1}, ${quote(line)}, has no label and message with a tab, comma or colon between them.`);
    else if (tokenize(parts.message).length === 0) faults.add("warning", where, `Line ${i + 1} has no word in its message, so it was left out.`);
    else kept.push(parts);
  }
  if (read === 0) throw badFile(`${name} is empty. Write one message a line: the label, a tab or a comma, the message.`);
  const classes = classesOf(kept.map((k) => k.label), "The label", faults), chosen = kept.flatMap((_, i) => (classes.labels[i]! >= 0 ? [i] : []));
  const labels = Int32Array.from(chosen, (i) => classes.labels[i]!), positive = positiveOf(classes.names, labels, choices.positive);
  const title = titleOf(name, choices.title);
  let data: ImportLook["data"] = null;
  if (!faults.fatal) {
    const { shape, text: words, valueRange, inputs } = numberMessages(chosen.map((i) => kept[i]!.message), faults);
    data = finish({ title, modality: "text", shape, classNames: classes.names, valueRange, text: words, ...(positive !== undefined && { positive }) }, { n: chosen.length, shape, inputs, labels, ids: Int32Array.from(chosen.keys()) });
  }
  return {
    choices: { ...choices, title, positive: positive === undefined ? null : classes.names[positive]! }, columns: [],
    sample: kept.slice(0, 8).map((k) => [k.label, k.message]), classCounts: classes.counts, faults: faults.shown(), rowsRead: read, data,
  };
}
