/** A story on paper: its questions, what somebody has answered and found in it, and blanks for the rest. For printing; computes nothing. */
import { Printer } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Drawing } from "./features/teach/SheetStep";
import { StoryMissing } from "./features/teach/StoryMissing";
import { Worksheet } from "./features/teach/Worksheet";
import { PageHeader } from "./parts/PageHeader";
import { useLight } from "./parts/use-light";
import { useRoute } from "./state/route";
import type { Paper } from "./state/story-papers";
import { useStory } from "./state/use-story";
import { worksheet as words } from "./text/teach-words";
import { Arriving } from "./ui/Arriving";
import { IconButton } from "./ui/IconButton";

const StoryFigure = lazy(() => import("./StoryFigure").then((m) => ({ default: m.StoryFigure })));
const BlankFigure = lazy(() => import("./sheet-figures/BlankFigure").then((m) => ({ default: m.BlankFigure })));
const LookFigure = lazy(() => import("./sheet-figures/BlankFigure").then((m) => ({ default: m.LookFigure })));

const drawingOf = (drawing: Drawing, paper: Paper) =>
  drawing.kind === "look" ? <LookFigure shown={paper} inputs={drawing.inputs} looked={drawing.looked} />
  : drawing.kind === "blank" ? <BlankFigure figure={drawing.figure} shown={paper} />
  : <StoryFigure figure={drawing.figure} size="print" shown={paper} />;

export function WorksheetView() {
  // As white on the screen as on paper: what a canvas draws again right before printing does not get onto the paper.
  useLight();
  const route = useRoute((s) => s.route), fetched = useStory(route.page === "worksheet" ? route.id : "");
  return (
    <>
      <PageHeader actions={<IconButton size="md" tooltipSide="bottom" label={words.print} icon={<Printer aria-hidden="true" />} onClick={() => print()} />} />
      {/* As wide as A4 between its margins: pictures measure their width on the screen and must fit the paper. */}
      <main id="main" tabIndex={-1} className="mx-auto max-w-[44rem] px-4 py-6 outline-none print:max-w-none print:p-0">
        {fetched.status === "ready"
          ? <Worksheet story={fetched.story} draw={(drawing, paper) => <Suspense fallback={<Arriving className="min-h-48" />}>{drawingOf(drawing, paper)}</Suspense>} />
          : <StoryMissing fetched={fetched} />}
      </main>
    </>
  );
}
