/** The one test image that an attack is about: what each model reads it as and how sure it is. Ten further targets are the lab's. */
import { Check, X } from "lucide-react";
import { inputOf } from "../../engine/index";
import { toneOf } from "../charts/arm-style";
import { PixelImage } from "../charts/PixelImage";
import { ProbabilityBars } from "../charts/ProbabilityBars";
import { wantedOfOne } from "../text/attack-words";
import { target as labels } from "../text/craft-words";
import { figures as words } from "../text/story-words";
import { Badge } from "../ui/Badge";
import { armsOf, chosenRow, nameOfArm, type Shown } from "./shown";
import { sideBySide } from "./side-by-side";

export function Target({ shown }: { readonly shown: Shown }) {
  const { run, spec } = shown, { meta, test } = shown.preview!, row = chosenRow(shown), wanted = wantedOfOne(spec), truth = row === null ? null : test.labels[row]!;
  const name = (c: number | null) => (c === null ? "?" : (meta.classNames[c] ?? "?"));
  const answered = armsOf(shown).filter((a) => run.artifacts[a.id]?.goalProbabilities), hit = answered.filter((a) => run.artifacts[a.id]!.goalPredicted?.[0] === wanted);
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-3">
      <h3 className="text-sm font-semibold">{words.target}</h3>
      <p className="text-sm text-muted">{row === null ? labels.unknown(name(wanted)) : labels.which(row, name(truth), name(wanted))}</p>
      <div className="flex min-w-0 flex-col gap-x-6 gap-y-4 md:flex-row">
        {row !== null && meta.modality === "image" && <PixelImage pixels={inputOf(test, row)} shape={meta.shape} range={meta.valueRange} size={112} alt="" />}
        {answered.length === 0 ? <p className="max-w-[52ch] self-center text-sm text-muted">{labels.before}</p> : (
          <div className="grid min-w-0 flex-1 gap-x-6 gap-y-4" style={sideBySide(answered.length, 11)}>
            {answered.map((arm) => (
              <div key={arm.id} className="min-w-0">
                <ProbabilityBars caption={nameOfArm(arm, shown)} tone={toneOf(arm.kind)} classNames={meta.classNames} plain={run.artifacts[arm.id]!.goalProbabilities!.subarray(0, meta.classNames.length)} trueClass={truth ?? undefined} targetClass={wanted} />
                <p className="mt-2"><Badge tone={hit.includes(arm) ? "poisoned" : undefined} icon={hit.includes(arm) ? <Check /> : <X />}>{hit.includes(arm) ? labels.hit : labels.missed}</Badge></p>
              </div>
            ))}
          </div>
        )}
      </div>
      {answered.length > 0 && <figcaption className="text-sm text-muted">{words.targetFinding(hit.map((a) => nameOfArm(a, shown)))}</figcaption>}
    </figure>
  );
}
