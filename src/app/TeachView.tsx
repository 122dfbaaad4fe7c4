/** Teacher notes of a story: aims, what to do when, what students believe, answers. To read and to print; computes nothing. */
import { Printer } from "lucide-react";
import { PageHeader } from "./parts/PageHeader";
import { StoryMissing } from "./features/teach/StoryMissing";
import { TeacherNotes } from "./features/teach/TeacherNotes";
import { useRoute } from "./state/route";
import { useStory } from "./state/use-story";
import { teach as words } from "./text/teach-words";
import { IconButton } from "./ui/IconButton";

export function TeachView() {
  const route = useRoute((s) => s.route), fetched = useStory(route.page === "teach" ? route.id : "");
  return (
    <>
      <PageHeader actions={<IconButton size="md" tooltipSide="bottom" label={words.print} icon={<Printer aria-hidden="true" />} onClick={() => print()} />} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[52rem] px-4 py-6 outline-none print:max-w-none print:p-0">
        {fetched.status === "ready" ? <TeacherNotes story={fetched.story} /> : <StoryMissing fetched={fetched} />}
      </main>
    </>
  );
}
