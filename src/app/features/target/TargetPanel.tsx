/**
 * The one test image that the attack is about: what each model reads it as and how sure it is, hit or missed. Not a rate,
 * and never mixed with one; ten further targets are tried on request.
 */
import { Check, X } from "lucide-react";
import { inputOf, type Preview, type Spec } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { PixelImage } from "../../charts/PixelImage";
import { ProbabilityBars } from "../../charts/ProbabilityBars";
import { isBaseline } from "../../state/arms";
import { useRun } from "../../state/run";
import { testRowParam, wantedOfOne } from "../../text/attack-words";
import { target as words } from "../../text/craft-words";
import { Badge } from "../../ui/Badge";
import { TenTargets } from "./TenTargets";

export interface TargetPanelProps {
  readonly preview: Preview;
  readonly spec: Spec;
}

/** The chosen row: named by the attack's result, or by the spec where nobody has to draw it. */
function chosenRow({ preview, spec }: TargetPanelProps): number | null {
  const drawn = preview.goal?.kind === "one" ? preview.goal.testIndex[0] : undefined;
  const named = Number(spec.attack?.params[testRowParam(spec) ?? ""] ?? -1);
  return drawn ?? (named >= 0 && named < preview.test.n ? named : null);
}

export function TargetPanel(props: TargetPanelProps) {
  const { preview, spec } = props;
  const { meta, test } = preview;
  const arms = useRun((s) => s.arms), artifacts = useRun((s) => s.artifacts);
  const row = chosenRow(props), wanted = wantedOfOne(spec);
  if (meta.modality !== "image") return null;
  const truth = row === null ? null : test.labels[row]!, name = (c: number | null) => (c === null ? "?" : (meta.classNames[c] ?? "?"));
  const answered = arms.filter((a) => !isBaseline(a) && artifacts[a.id]?.goalProbabilities);
  const cleanHits = wanted !== null && artifacts["clean"]?.goalPredicted?.[0] === wanted;
  return (
    <section aria-labelledby="target-title" className="rounded-lg border border-line bg-paper p-4">
      <h2 id="target-title" className="font-semibold">{words.title}</h2>
      <p className="mb-3 text-sm text-muted">{row === null ? words.unknown(name(wanted)) : words.which(row, name(truth), name(wanted))}{cleanHits && ` ${words.already}`}</p>
      <div className="flex flex-col gap-x-6 gap-y-4 md:flex-row">
        {row !== null && <PixelImage pixels={inputOf(test, row)} shape={meta.shape} range={meta.valueRange} size={112} alt="" />}
        {answered.length === 0 ? <p className="max-w-[52ch] self-center text-sm text-muted">{words.before}</p> : (
          <div className="grid min-w-0 flex-1 grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-x-5 gap-y-4">
            {answered.map((arm) => {
              const { goalProbabilities, goalPredicted } = artifacts[arm.id]!, hit = goalPredicted?.[0] === wanted;
              return (
                <div key={arm.id} className="min-w-0">
                  <ProbabilityBars caption={arm.title} tone={toneOf(arm.kind)} classNames={meta.classNames} plain={goalProbabilities!.subarray(0, meta.classNames.length)} trueClass={truth ?? undefined} targetClass={wanted} />
                  <p className="mt-2"><Badge tone={hit ? "poisoned" : undefined} icon={hit ? <Check /> : <X />}>{hit ? words.hit : words.missed}</Badge></p>
                </div>
              );
            })}
          </div>
        )}
      </div>
      <TenTargets meta={meta} />
    </section>
  );
}
