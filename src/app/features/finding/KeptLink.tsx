/** Says that the run was kept, with the way to the others: one small link, as soon as there is something to say. */
import type { ExperimentResult } from "../../../engine/index";
import { RouteLink } from "../../parts/RouteLink";
import { runId } from "../../state/kept-run";
import { chooseRun, useRuns } from "../../state/runs";
import { keptRun as words } from "../../text/gone-words";
import { cx } from "../../ui/cx";

const RUNS = { page: "runs" } as const, look = "underline underline-offset-2 hover:text-ink";

/** Holds its place from the first result on, so that nothing moves when the run has been put away. */
export function KeptLink({ result }: { readonly result: ExperimentResult }) {
  const last = useRuns((s) => s.last), id = runId(result), here = last?.id === id, others = last !== null && (last.others > 0 || !here);
  return (
    <p className={cx("mt-0.5 text-sm text-muted", !here && "invisible")}>
      {others
        ? <>{last?.stored && `${words.done} `}<RouteLink to={RUNS} className={look} onClick={() => chooseRun(id, true)}>{words.compare}</RouteLink></>
        : <>{last?.stored ? words.kept : words.forNow} <RouteLink to={RUNS} className={look}>{words.yourRuns}</RouteLink>.</>}
    </p>
  );
}
