/** The keys of the slides, over the slide; Escape closes it. */
import { present as words } from "../../text/present-words";
import { Dialog } from "../../ui/Dialog";
import { Kbd } from "../../ui/Kbd";

export function KeyList({ open, onOpenChange }: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={<span className="text-3xl">{words.keys}</span>} size="lg">
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2 pb-4 text-2xl leading-snug">
        {words.list.map(({ keys, what }) => (
          <div key={keys} className="contents">
            <dt className="flex flex-wrap gap-1.5 [&_kbd]:text-2xl">{keys.split(" + ").map((key) => <Kbd key={key}>{key}</Kbd>)}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
