/**
 * The figure of a slide: drawn anew for a wall, as large as the room under the sentence, its words never under 24 px, nothing in it to
 * press. Reads the run and the data on screen like StoryFigure, whose figures are for somebody near; makes no run.
 */
import { useMemo, type ReactNode } from "react";
import type { Figure } from "../stories/story";
import { Pinned, Target } from "./slide-figures/Answers";
import { Arrows } from "./slide-figures/Arrows";
import { Caught } from "./slide-figures/Caught";
import { Lines } from "./slide-figures/Lines";
import { Matrix } from "./slide-figures/Matrix";
import { Classes, Numbers } from "./slide-figures/Numbers";
import { Blank, type SlideProps } from "./slide-figures/parts";
import { Regions } from "./slide-figures/Plane";
import { Samples } from "./slide-figures/Samples";
import { Steps } from "./slide-figures/Steps";
import { useBox } from "./slide-figures/use-box";
import { usePreview } from "./state/preview";
import { needsData } from "./story-figures/shown";
import { useShown } from "./story-figures/use-shown";
import { figures as words } from "./text/story-words";

function draw(figure: Figure, props: SlideProps, example: number): ReactNode {
  switch (figure.show) {
    case "numbers": return <Numbers {...props} metrics={figure.metrics} />;
    case "curves": return <Lines {...props} />;
    case "samples": return <Samples preview={props.shown.preview!} only={figure.only} box={props.box} />;
    case "pinned": return <Pinned {...props} example={example} />;
    case "confusion": return <Matrix {...props} />;
    case "regions": return <Regions {...props} />;
    case "target": return <Target {...props} />;
    case "removed": return <Caught {...props} />;
    case "classes": return <Classes {...props} />;
    case "clients": return <Arrows {...props} />;
    case "stream": return <Steps {...props} />;
  }
}

/** `arms`: those to show, where not all. `example`: how often another one was asked for. */
export function SlideFigure({ figure, arms, example }: { readonly figure: Figure; readonly arms?: readonly string[]; readonly example: number }) {
  const all = useShown(), shown = useMemo(() => (arms ? { ...all, run: { ...all.run, arms: all.run.arms.filter((a) => arms.includes(a.id)) } } : all), [all, arms]), [ref, box] = useBox(), failed = usePreview((s) => s.status === "failed"), ready = shown.preview !== null || !needsData(figure);
  return (
    <div ref={ref} data-figure={figure.show} className="inset-0 min-w-0 sm:absolute" style={{ fontSize: box?.t }}>
      {box && (ready ? draw(figure, { shown, box }, example) : <Blank>{failed ? words.failed : words.loading}</Blank>)}
    </div>
  );
}
