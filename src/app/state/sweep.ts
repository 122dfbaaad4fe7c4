/** The sweep of this page as a background job: which one, what is known of it, and running it. */
import { canonicalJson } from "../../engine/index";
import { axesInfo, parseSweep, placesOf, readCells, sweepArms, sweepCellOf, sweepKey, sweepLeft, type Sweep, type SweepRun, type SweepRunCell } from "../../engine/later";
import { sweepWords as words } from "../text/sweep-words";
import { backgroundJob } from "./background";

export const sweepCount = (s: Sweep): number => placesOf(s).length * sweepArms(s).length * s.seeds.length;
/** So many at once keep every worker busy and lose little when something else goes first. */
const SIDE_BY_SIDE = 6;

export const sweepRunKey = (at: readonly number[], seed: number): string => `${at.join()}/${seed}`;

const job = backgroundJob<Sweep, SweepRun, SweepRunCell>({
  name: "sweep/1", parse: parseSweep, cellsIn: (values) => readCells("sweep", values), keyOf: sweepKey, total: sweepCount, left: sweepLeft,
  cellOf: (sweep, run, { arm, artifacts }) => sweepCellOf(sweep, run, arm, artifacts), cellKey: (c) => `${c.at.join()}/${c.seed}/${c.arm}`, runKey: (run) => sweepRunKey(run.at, run.seed),
  says: (sweep, run) => words.place(axesInfo(sweep), sweep, run.at, run.seed),
  // Those that share the clean model and, since it decides the backend, data and network.
  together: (left) => {
    const alike = ({ seed, spec: { dataset, model } }: SweepRun) => canonicalJson([seed, dataset, model]), first = alike(left[0]!), other = left.findIndex((run) => alike(run) !== first);
    return Math.min(SIDE_BY_SIDE, other < 0 ? left.length : other);
  },
});
export const { use: useSweep, start: startSweep, pause: pauseSweep, resume: resumeSweep, retry: retrySweep, clear: clearSweep, recall: recallSweep } = job;
