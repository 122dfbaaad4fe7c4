/** A story on paper: its questions with the student's own answers and pictures, and room to write. For printing; computes nothing. */
import { Printer } from "lucide-react";
import { lazy, Suspense } from "react";
import { StoryMissing } from "./features/teach/StoryMissing";
import { Worksheet } from "./features/teach/Worksheet";
import { PageHeader } from "./parts/PageHeader";
import { useRoute } from "./state/route";
import { useStory } from "./state/use-story";
import { worksheet as words } from "./text/teach-words";
import { IconButton } from "./ui/IconButton";

const StoryFigure = lazy(() => import("./StoryFigure").then((m) => ({ default: m.StoryFigure })));

export function WorksheetView() {
  const route = useRoute((s) => s.route), fetched = useStory(route.page === "worksheet" ? route.id : "");
  return (
    <>
      <PageHeader actions={<IconButton size="md" tooltipSide="bottom" label={words.print} icon={<Printer aria-hidden="true" />} onClick={() => print()} />} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[52rem] px-4 py-6 outline-none print:max-w-none print:p-0">
        {fetched.status === "ready"
          ? <Worksheet story={fetched.story} draw={(figure, paper) => <Suspense fallback={<div className="min-h-48" />}><StoryFigure figure={figure} size="print" shown={paper} /></Suspense>} />
          : <StoryMissing fetched={fetched} />}
      </main>
    </>
  );
}
