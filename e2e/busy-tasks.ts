/** How much of each task of the page's own thread was computing, read from a trace; the rest was waiting for a processor core. */
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
