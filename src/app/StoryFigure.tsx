/**
 * One figure of a story, on its page or on paper: chooses who draws it (slides: SlideFigure). Reads the run and the data on screen
 * unless it is handed others. Keeps no state and makes no run.
 */
import { lazy, Suspense, type ReactNode } from "react";
import type { Figure } from "../stories/story";
import { retryPreview, usePreview } from "./state/preview";
import { figures as words } from "./text/story-words";
import { Curves } from "./story-figures/Curves";
import { Confusion, Regions } from "./story-figures/Mistakes";
import { Numbers } from "./story-figures/Numbers";
import { Pinned } from "./story-figures/Pinned";
import { Samples } from "./story-figures/Samples";
import { needsData, type FigureSize, type Shown } from "./story-figures/shown";
import { useShown } from "./story-figures/use-shown";
import { Arriving } from "./ui/Arriving";
import { Button } from "./ui/Button";
import { EmptyState } from "./ui/EmptyState";

// What few stories show.
const Classes = lazy(() => import("./story-figures/Classes").then((m) => ({ default: m.Classes })));
const Clients = lazy(() => import("./story-figures/Clients").then((m) => ({ default: m.Clients })));
const Removed = lazy(() => import("./story-figures/Removed").then((m) => ({ default: m.Removed })));
const Stream = lazy(() => import("./story-figures/Stream").then((m) => ({ default: m.Stream })));
const Target = lazy(() => import("./story-figures/Target").then((m) => ({ default: m.Target })));

export type { FigureSize, Shown } from "./story-figures/shown";

export interface StoryFigureProps {
  readonly figure: Figure;
  readonly size: FigureSize;
  /** Another run than the one on screen, with its data: a worksheet shows several. */
  readonly shown?: Shown;
}

function Waiting() {
  const failed = usePreview((s) => s.status === "failed");
  return failed ? <EmptyState title={words.failed} minHeight={200} action={<Button onClick={retryPreview}>{words.retry}</Button>} /> : <EmptyState title={words.loading} minHeight={200} />;
}

function draw(figure: Figure, shown: Shown, size: FigureSize): ReactNode {
  switch (figure.show) {
    case "numbers": return <Numbers shown={shown} size={size} metrics={figure.metrics} />;
    case "curves": return <Curves shown={shown} size={size} />;
    case "samples": return <Samples preview={shown.preview!} only={figure.only} size={size} />;
    case "pinned": return <Pinned shown={shown} size={size} />;
    case "confusion": return <Confusion shown={shown} size={size} />;
    case "regions": return <Regions shown={shown} size={size} />;
    case "target": return <Target shown={shown} />;
    case "removed": return <Removed shown={shown} size={size} />;
    case "classes": return <Classes shown={shown} />;
    case "clients": return <Clients shown={shown} size={size} blind={figure.as === "server"} />;
    case "stream": return <Stream shown={shown} />;
  }
}

export function FigureOf({ figure, size, shown }: Required<StoryFigureProps>) {
  const ready = shown.preview !== null || !needsData(figure);
  return (
    <div data-figure={figure.show} className="min-w-0">
      <Suspense fallback={<Arriving className="min-h-48" />}>{ready ? draw(figure, shown, size) : <Waiting />}</Suspense>
    </div>
  );
}

function OnScreen({ figure, size }: StoryFigureProps) {
  return <FigureOf figure={figure} size={size} shown={useShown()} />;
}

export function StoryFigure({ figure, size, shown }: StoryFigureProps) {
  return shown ? <FigureOf figure={figure} size={size} shown={shown} /> : <OnScreen figure={figure} size={size} />;
}
