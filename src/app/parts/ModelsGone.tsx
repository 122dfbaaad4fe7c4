/** What stands where models would be asked, when the run on screen was recorded earlier and they are gone: why, and a button that runs it again. */
import { runShownAgain } from "../state/run-again";
import { goneModels } from "../text/gone-words";
import { Button } from "../ui/Button";

export function ModelsGone({ text = goneModels.ask }: { readonly text?: string }) {
  return (
    <div className="flex max-w-[60ch] flex-col items-start gap-2 self-center text-sm text-muted">
      <p>{text}</p>
      <Button size="sm" onClick={runShownAgain}>{goneModels.runAgain}</Button>
    </div>
  );
}
