/** What stands in place of the finding while a run goes on, and what must be known by then. */
import { isBaseline } from "../../state/arms";
import { useRun } from "../../state/run";
import { run as words } from "../../text/words";
import { Warnings } from "./Warnings";

export function During() {
  const arms = useRun((s) => s.arms), regime = useRun((s) => s.spec?.regime);
  const why = regime === "federated" ? words.watchRounds : regime === "online" ? words.watchSteps : words.watchWhy;
  return (
    <>
      <div className="max-w-[75ch]">
        <p className="text-lg leading-snug font-medium text-balance">{words.watch}</p>
        <p className="mt-1 text-muted">{why(arms.filter((a) => !isBaseline(a)).length)}</p>
      </div>
      <Warnings />
    </>
  );
}
