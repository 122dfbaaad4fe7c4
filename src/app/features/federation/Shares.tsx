/** The share strips of all arms with what is common to them: title, scale and signs. */
import { MatrixLegend } from "../../charts/MatrixLegend";
import { shares as words } from "../../text/federation-words";
import { isHidden, type ArmRounds } from "./rounds";
import { ShareStrip, type ShareStripProps } from "./ShareStrip";

export interface SharesProps extends Omit<ShareStripProps, "of"> {
  readonly arms: readonly ArmRounds[];
}

export function Shares({ arms, ...rest }: SharesProps) {
  const seen = arms.filter((a) => !isHidden(a.rounds));
  if (seen.length === 0) return null;
  return (
    <section aria-label={words.title} className="flex min-w-0 flex-col gap-3">
      <div>
        <h3 className="font-semibold">{words.title}</h3>
        <p className="text-sm text-muted">{words.explain}</p>
      </div>
      <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-x-4 gap-y-3">
        {seen.map((of) => <ShareStrip key={of.arm.id} of={of} {...rest} />)}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
        <MatrixLegend title={words.legend} />
        <span>{words.rejected}</span><span>{words.lost}</span><span>{words.weightless}</span><span>{words.notAsked}</span><span>{words.rounds}</span>
      </div>
    </section>
  );
}
