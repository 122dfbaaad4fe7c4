/** What the walk led to: test error of each model, the plainer attack of the same size among them. Empty until there is a run. */
import type { ArmResult } from "../../../engine/index";
import { armStyles, toneOf } from "../../charts/arm-style";
import { useRun } from "../../state/run";
import { walk as words } from "../../text/craft-words";
import { percent } from "../../text/format";

const errorOf = (arm: ArmResult): number => 1 - (arm.metrics["cleanAccuracy"]?.value ?? 1);
const ORDER: readonly ArmResult["kind"][] = ["clean", "attack-baseline", "poisoned"];

export function Cost() {
  const results = useRun((s) => s.results);
  const arms = ORDER.flatMap((kind) => Object.values(results).filter((a) => a.kind === kind)), most = Math.max(0.01, ...arms.map(errorOf));
  const poisoned = arms.find((a) => a.kind === "poisoned"), plainer = arms.find((a) => a.kind === "attack-baseline");
  if (!poisoned) return null;
  const times = plainer && errorOf(plainer) > 0 ? errorOf(poisoned) / errorOf(plainer) : null;
  return (
    <section aria-label={words.result}>
      <h3 className="pb-1 text-sm font-semibold">{words.result} <span className="font-normal text-muted">({words.error})</span></h3>
      <dl className="m-0 grid grid-cols-[auto_1fr_auto] items-center gap-x-3 text-sm">
        {arms.map((arm) => (
          <div key={arm.id} className="col-span-3 grid grid-cols-subgrid items-center border-t border-line py-1">
            <dt className="font-medium" style={{ color: armStyles[toneOf(arm.kind)].text }}>{arm.title}</dt>
            <dd className="col-span-2 m-0 grid grid-cols-subgrid items-center">
              <span className="block h-3 forced-color-adjust-none" style={{ width: `${(errorOf(arm) / most) * 100}%`, background: armStyles[toneOf(arm.kind)].fill }} />
              <span className="text-end">{percent(errorOf(arm))}</span>
            </dd>
          </div>
        ))}
      </dl>
      {times !== null && plainer && <p className="mt-1 text-sm text-muted">{words.ratio(times, plainer.title)}</p>}
    </section>
  );
}
