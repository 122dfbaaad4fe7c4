/** Behind a button: what a plug-in does, what it needs, when it fails, and where it comes from. */
import { Info } from "lucide-react";
import type { Declaration } from "../../../engine/index";
import { rail as words } from "../../text/words";
import { Button } from "../../ui/Button";
import { Popover } from "../../ui/Popover";
import { PaperLine } from "./PaperLine";

export interface AboutPluginProps {
  readonly plugin: Declaration;
  /** What the button says. */
  readonly label: string;
  /** Each a short heading with its sentence. */
  readonly facts: readonly (readonly [heading: string, text: string])[];
  readonly atlas?: string;
}

export function AboutPlugin({ plugin, label, facts, atlas }: AboutPluginProps) {
  return (
    <Popover title={plugin.title} trigger={<Button size="sm" variant="ghost" icon={<Info />} className="-ms-2 self-start">{label}</Button>}>
      <div className="flex flex-col gap-2 text-sm">
        <p>{plugin.summary}</p>
        {facts.map(([heading, text]) => <p key={heading}><span className="font-medium">{heading}</span> <span className="text-muted">{text}</span></p>)}
        {atlas && <p className="text-muted">{words.atlas(atlas)}</p>}
        <PaperLine paper={plugin.paper} />
      </div>
    </Popover>
  );
}
