/** The speaker's window of a story: `#notes=sticker`. Opened by the slides; also by itself, to read. */
import { StoryMissing } from "./features/teach/StoryMissing";
import { Speaker } from "./features/present/Speaker";
import { useRoute } from "./state/route";
import { useStory } from "./state/use-story";

export function NotesView() {
  const route = useRoute((s) => s.route), fetched = useStory(route.page === "notes" ? route.id : "");
  return fetched.status === "ready" ? <Speaker key={fetched.story.id} story={fetched.story} /> : <main><StoryMissing fetched={fetched} /></main>;
}
