/** What some attacks have to show beside the columns: the one chosen image, the walk of crafted points. Chooses which, no more. */
import { lazy, Suspense } from "react";
import { usePreview } from "./state/preview";
import { useRunPreview } from "./state/run-preview";
import { useShownSpec } from "./state/use-shown-spec";
import { testRowParam } from "./text/attack-words";

const TargetPanel = lazy(() => import("./features/target/TargetPanel").then((m) => ({ default: m.TargetPanel })));
const WalkPanel = lazy(() => import("./features/walk/WalkPanel").then((m) => ({ default: m.WalkPanel })));

export function AttackDetails() {
  const run = useRunPreview((s) => s.preview), bench = usePreview((s) => s.preview), spec = useShownSpec();
  const preview = run ?? bench;
  const flat = preview?.trail && preview.meta.shape.length === 1 && preview.meta.shape[0] === 2;
  return (
    <Suspense fallback={null}>
      {preview && testRowParam(spec) !== null && <TargetPanel preview={preview} spec={spec} />}
      {flat && <WalkPanel preview={preview} trail={preview.trail!} />}
    </Suspense>
  );
}
