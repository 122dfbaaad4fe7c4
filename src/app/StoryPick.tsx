/** The clients of an earlier run as the server saw them, one of which is picked to be left out; the task beside it does that. */
import { useMemo } from "react";
import type { Do, Story } from "../stories/story";
import { pickOf } from "./state/leave-out";
import { useRun } from "./state/run";
import { isBusy } from "./state/run-state";
import { pick, useStoryProgress } from "./state/story";
import { Clients } from "./story-figures/Clients";
import type { Shown } from "./story-figures/shown";

export function StoryPick({ story, step, shown }: { readonly story: Story; readonly step: Do; readonly shown: Shown }) {
  const picked = pickOf(useStoryProgress(story.id), step.id), busy = useRun((s) => isBusy(s.phase));
  const choice = useMemo(() => ({ client: picked, onPick: (client: number) => { if (!busy) pick(story.id, step.id, [String(client + 1)]); } }), [picked, busy, story.id, step.id]);
  return <div data-figure="clients" data-pick className="min-w-0"><Clients shown={shown} size="story" blind pick={choice} /></div>;
}
