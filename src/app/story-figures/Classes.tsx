/** How much of each class every model still finds, and which class paid most. A table, because it is read and not seen. */
import { useId } from "react";
import { percent, points, signedPoints } from "../text/format";
import { figures as words } from "../text/story-words";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { armsOf, nameOfArm, rateOf, type Shown } from "./shown";

export function Classes({ shown }: { readonly shown: Shown }) {
  const title = useId(), names = shown.preview!.meta.classNames, { results } = shown.run, arms = armsOf(shown).filter((a) => results[a.id]);
  if (arms.length === 0) return <EmptyState title={words.noRun} minHeight={200} />;
  const recall = (arm: string, label: number) => rateOf(results[arm], `recall:${label}`)?.value;
  const losses = arms.filter((a) => a.kind !== "clean").flatMap((arm) => names.map((name, label) => ({ arm, name, lost: (recall("clean", label) ?? 0) - (recall(arm.id, label) ?? 1) })));
  const worst = losses.reduce<(typeof losses)[number] | null>((most, l) => (l.lost > (most?.lost ?? 0.01) ? l : most), null);
  const cell = (arm: string, label: number) => {
    const now = recall(arm, label), base = recall("clean", label);
    return now === undefined ? "–" : arm === "clean" || base === undefined ? percent(now) : `${percent(now)}  ${signedPoints(now - base)}`;
  };
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-2">
      <h3 id={title} className="text-sm font-semibold">{words.classes}</h3>
      <DataTable labelledBy={title} maxHeight={420} data={{ columns: [{ title: words.class }, ...arms.map((a) => ({ title: nameOfArm(a, shown), numeric: true }))], rows: names.map((name, label) => [name, ...arms.map((a) => cell(a.id, label))]) }} />
      <figcaption className="text-sm text-muted">{worst ? words.classesFinding(worst.name.replace(/^./, (c) => c.toUpperCase()), points(worst.lost), worst.arm.kind === "defended" ? nameOfArm(worst.arm, shown) : nameOfArm(worst.arm, shown).toLowerCase()) : words.classesSame}</figcaption>
    </figure>
  );
}
