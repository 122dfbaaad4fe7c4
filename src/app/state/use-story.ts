/** A story by its name, fetched when a view asks for it: the story, or why it is not there and how to try again. */
import { useEffect, useState } from "react";
import { stories } from "../../stories/registry";
import type { Story } from "../../stories/story";

export type Fetched = { readonly status: "loading" | "unknown" } | { readonly status: "lost"; readonly retry: () => void } | { readonly status: "ready"; readonly story: Story };

/** Some browsers remember for as long as a page is open that a part of it did not come: it is loaded anew, unless the server is out of reach. */
async function reloadWhereItHelps(): Promise<void> {
  const reached = await fetch(location.href.split("#")[0]!, { cache: "no-store", mode: "no-cors" }).then((r) => r.ok || r.type === "opaque", () => false);
  if (reached) location.reload();
}

export function useStory(id: string): Fetched {
  const entry = stories.find((s) => s.id === id), [attempt, setAttempt] = useState(0);
  const [fetched, set] = useState<{ readonly id: string; readonly attempt: number; readonly story: Story | null } | null>(null);
  useEffect(() => {
    let gone = false;
    void entry?.load().then((story) => story, () => null).then((story) => {
      if (gone) return;
      set({ id, attempt, story });
      if (!story && attempt > 0) void reloadWhereItHelps();
    });
    return () => { gone = true; };
  }, [entry, id, attempt]);
  if (!entry) return { status: "unknown" };
  if (fetched?.id !== id || (!fetched.story && fetched.attempt !== attempt)) return { status: "loading" };
  return fetched.story ? { status: "ready", story: fetched.story } : { status: "lost", retry: () => setAttempt(attempt + 1) };
}
