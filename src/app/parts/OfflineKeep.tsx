/** What can be kept for offline use ahead of time: everything, or one story; the size is said first. Arrives when there is something to offer. */
import { Check, Download } from "lucide-react";
import { useEffect, useState } from "react";
import { cards } from "../../stories/cards";
import { stories } from "../../stories/registry";
import { bytesOf, keepForOffline, lacking, storyNeeds } from "../state/offline";
import { useOffline } from "../state/offline-store";
import { offline as words } from "../text/offline-words";
import { Button } from "../ui/Button";
import { Progress } from "../ui/Progress";
import { Select } from "../ui/Select";

/** A button for what is still lacking, or that nothing is. */
function Keep({ wanted, label, done }: { wanted: readonly string[]; label: (bytes: number) => string; done: string }) {
  const files = useOffline((s) => s.files), keeping = useOffline((s) => s.keeping), bytes = bytesOf(lacking(files, wanted));
  if (bytes === 0) return <p className="flex min-h-8 items-center gap-2 text-sm"><Check aria-hidden="true" className="size-4.5 shrink-0" />{done}</p>;
  return <Button size="sm" icon={<Download />} disabledReason={keeping ? words.keeping(keeping.done, keeping.of) : undefined} onClick={() => void keepForOffline(wanted)}>{label(bytes)}</Button>;
}

const EVERYTHING = [""];

function OneStory() {
  const [id, setId] = useState(stories[0]!.id), [found, setFound] = useState<{ readonly id: string; readonly needs: readonly string[] } | null>(null);
  const needs = found?.id === id ? found.needs : null;
  useEffect(() => {
    let here = true;
    void storyNeeds(id).then((n) => here && setFound({ id, needs: n }));
    return () => void (here = false);
  }, [id]);
  const title = Object.values(cards).find((c) => c.id === id)?.title ?? id;
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full max-w-80"><Select label={words.whichStory} value={id} options={stories.map((s) => ({ value: s.id, label: s.title }))} onChange={setId} /></div>
      <div className="min-h-8">{needs && <Keep wanted={needs} label={(bytes) => words.story(title, bytes)} done={words.storyKept(title)} />}</div>
    </div>
  );
}

export function OfflineKeep() {
  const keeping = useOffline((s) => s.keeping);
  return (
    <>
      <p>{words.explain}</p>
      <div><Keep wanted={EVERYTHING} label={words.everything} done={words.allKept} /></div>
      <OneStory />
      <div className="min-h-6 max-w-96">{keeping && <Progress label={words.keeping(keeping.done, keeping.of)} value={keeping.of > 0 ? keeping.done / keeping.of : null} />}</div>
    </>
  );
}
