/**
 * How long the page's own thread is kept busy. Two measures: the Long Tasks API counts tasks by the clock on the wall, a
 * trace tells how much of each task was computing and how much was waiting for a processor core.
 */
export interface WithTasks {
  /** Durations in ms of tasks over 50 ms. */
  longTasks: number[];
}

/** Runs in the page before its scripts. */
export function countLongTasks(): void {
  const longTasks: number[] = [];
  Object.assign(globalThis, { longTasks });
  new PerformanceObserver((list) => void longTasks.push(...list.getEntries().map((e) => Math.round(e.duration)))).observe({ type: "longtask", buffered: true });
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds of computing in every task of the busiest page's main thread. */
export function busyTasks(trace: string): number[] {
  const events = (JSON.parse(trace) as { traceEvents: readonly TraceEvent[] }).traceEvents;
  const mains = events.filter((e) => e.name === "thread_name" && e.args?.name === "CrRendererMain");
  const tasksOf = (main: TraceEvent) => events.filter((e) => e.name === "RunTask" && e.pid === main.pid && e.tid === main.tid).map((e) => (e.tdur ?? 0) / 1000);
  return mains.map(tasksOf).sort((a, b) => b.length - a.length)[0] ?? [];
}
