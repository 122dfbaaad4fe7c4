/** Points that were clicked on the plane to what was understood of them. Values outside the plane are refused. */
import { classesOf, finish, titleOf } from "./build";
import { Faults, badFile, count } from "./faults";
import { importLimits, type ImportChoices, type ImportLook, type ImportSource } from "./types";

const LIMIT = 1.25;

export function readPoints({ name, points, classNames }: Extract<ImportSource, { kind: "points" }>, choices: ImportChoices): ImportLook {
  const faults = new Faults(), title = titleOf(name, choices.title);
  if (points.length > importLimits.points) throw badFile(`There are ${count(points.length, "point")}; at most ${importLimits.points.toLocaleString("en-US")} are taken.`);
  const stray = points.findIndex(({ x, y, label }) => !(Math.abs(x) <= LIMIT && Math.abs(y) <= LIMIT) || classNames[label] === undefined);
  if (stray >= 0) throw badFile(`Point ${stray + 1} lies outside the plane (−${LIMIT} to ${LIMIT}) or has no class.`);
  const classes = classesOf(points.map((p) => classNames[p.label]!), "The drawing", faults), chosen = points.filter((_, i) => classes.labels[i]! >= 0);
  const labels = classes.labels.filter((y) => y >= 0), shape = [2];
  const data = faults.fatal ? null : finish(
    { title, modality: "points", shape, classNames: classes.names, valueRange: [-LIMIT, LIMIT] },
    { n: chosen.length, shape, inputs: Float32Array.from(chosen.flatMap(({ x, y }) => [x, y])), labels, ids: Int32Array.from(chosen.keys()) },
  );
  return { choices: { ...choices, title }, columns: [], sample: [], classCounts: classes.counts, faults: faults.shown(), rowsRead: points.length, data };
}
