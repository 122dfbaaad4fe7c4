/** What is wrong or worth knowing about data that were read: errors first, each with its place. Changes nothing. */
import type { ImportFault } from "../../../engine/index";
import { look as words } from "../../text/own-words";
import { Notice } from "../../ui/Notice";

const plain = (text: string): string => text.replaceAll('"', "").toLowerCase();
/** The place, unless the sentence says it anyway. */
const placeOf = ({ where, message }: ImportFault): string => (plain(message).includes(plain(where)) ? "" : where);

function Lines({ faults }: { readonly faults: readonly ImportFault[] }) {
  return (
    <ul className="space-y-1 break-words">
      {faults.map((f, i) => (
        <li key={i}>{placeOf(f) && <span className="font-medium">{placeOf(f)}: </span>}{f.message}</li>
      ))}
    </ul>
  );
}

const titles = { error: words.errorTitle, warning: words.warningTitle, info: undefined } as const;

export function Faults({ faults }: { readonly faults: readonly ImportFault[] }) {
  return (["error", "warning", "info"] as const).map((level) => {
    const some = faults.filter((f) => f.level === level);
    if (some.length === 0) return null;
    return <Notice key={level} level={level} title={titles[level]}><Lines faults={some} /></Notice>;
  });
}
