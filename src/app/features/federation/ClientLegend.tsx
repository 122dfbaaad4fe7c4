/** What the marks of clients mean, for the pictures of rounds in the lab and in stories. */
import { useId, type ReactNode } from "react";
import { HatchPattern } from "../../charts/HatchPattern";
import { federation, film as words } from "../../text/federation-words";
import { ClientMark } from "./ClientMark";
import type { Mark } from "./rounds";

export interface ClientLegendProps {
  readonly marks: readonly Mark[];
  /** The truth is shown. */
  readonly truth: boolean;
  readonly held?: boolean;
  /** Somebody is drawn at the edge. */
  readonly edge?: boolean;
}

export function ClientLegend({ marks, truth, held, edge }: ClientLegendProps) {
  const hatch = useId(), sign = (key: string, drawn: ReactNode, text: string) => (
    <li key={key} className="flex items-center gap-1.5"><svg aria-hidden="true" viewBox="-12 -12 24 24" className="size-5">{drawn}</svg>{text}</li>
  );
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 text-xs leading-4 text-muted">
      {marks.map((mark) => sign(mark, <ClientMark mark={mark} r={6} hatch={hatch} />, words.marks[mark]))}
      {held && sign("held", <ClientMark mark="used" r={5} held hatch={hatch} />, words.marks.quarantined)}
      {truth && sign("bad", <><HatchPattern id={hatch} /><ClientMark mark="used" r={5} bad hatch={hatch} /></>, federation.malicious)}
      {edge && <li className="self-center">{words.edge}</li>}
    </ul>
  );
}
