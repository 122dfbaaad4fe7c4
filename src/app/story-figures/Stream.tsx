/** What became of every report that came back to models that never stop learning, step by step, one lane a model. */
import { LaneKey, StepLane } from "../features/stream/StepLane";
import { forgets } from "../features/stream/steps";
import { figures as words } from "../text/story-words";
import { EmptyState } from "../ui/EmptyState";
import { armsOf, nameOfArm, type Shown } from "./shown";

export function Stream({ shown }: { readonly shown: Shown }) {
  const { run, spec } = shown, arms = armsOf(shown).map((arm) => ({ arm, steps: run.results[arm.id]?.online?.steps ?? run.steps[arm.id] ?? [] })).filter((a) => a.steps.length > 0 && (a.arm.kind !== "clean" || !spec.attack));
  if (arms.length === 0) return <EmptyState title={words.noRun} minHeight={200} />;
  const most = Math.max(1, ...arms.flatMap((a) => a.steps.map((s) => Math.max(s.reported, s.learned + s.dropped))));
  const alarms = (id: string) => (run.results[id]?.online?.alarms ?? []).flatMap((a) => (a.at === null ? [] : [{ title: a.title, at: a.at }]));
  return (
    <figure aria-label={words.stream} className="m-0 flex min-w-0 flex-col gap-3">
      <h3 className="text-sm font-semibold">{words.stream}</h3>
      <LaneKey forgot={forgets(arms.map((a) => a.steps))} />
      {arms.map(({ arm, steps }) => <StepLane key={arm.id} title={nameOfArm(arm, shown)} steps={steps} length={spec.online.steps} most={most} alarms={alarms(arm.id).filter((a) => !steps.some((s) => s.alarms.some((own) => own.defense === a.title)))} />)}
    </figure>
  );
}
