/** The attack × defense matrix of this page as a background job: which one, what is known of it, and running it. */
import { attackName, cellOf, matrixKey, parseMatrix, readCells, runsLeft, type CellRun, type Matrix, type MatrixRun } from "../../engine/later";
import { backgroundJob } from "./background";

export const cellCount = (m: Matrix): number => m.attacks.length * (m.pipelines.length + 1) * m.seeds.length;

export const matrixRunKey = (attack: number, seed: number): string => `${attack}/${seed}`;

const job = backgroundJob<Matrix, MatrixRun, CellRun>({
  name: "matrix/1", parse: parseMatrix, cellsIn: (values) => readCells("matrix", values), keyOf: matrixKey, total: cellCount, left: runsLeft,
  cellOf: (matrix, run, { arm }) => cellOf(matrix, run, arm), cellKey: (c) => `${c.attack}/${c.pipeline}/${c.seed}`, runKey: (run) => matrixRunKey(run.attack, run.seed),
  says: (matrix, run) => `${attackName(matrix.attacks[run.attack]!)}, seed ${run.seed}`,
  // One run holds many pipelines, which is work enough for all workers.
  together: () => 1,
});
export const { use: useMatrix, start: startMatrix, pause: pauseMatrix, resume: resumeMatrix, retry: retryMatrix, clear: clearMatrix, recall: recallMatrix } = job;
