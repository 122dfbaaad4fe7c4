/** Part of step 1: who delivers the training rows and how much of them. Empty until somebody asks for it. */
import { Plus, X } from "lucide-react";
import { MAX_CONTRIBUTORS, type Contributor, type DatasetMeta } from "../../../engine/index";
import { withContributors } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { list } from "../../text/format";
import { attackForm } from "../../text/regime-words";
import { contributors as words } from "../../text/scenario-words";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { useLocked } from "../../ui/lock";
import { Slider } from "../../ui/Slider";
import { TextField } from "../../ui/TextField";
import { errorsUnder, errorAt } from "../../form/field-errors";

function Row({ one, at, all, set }: { readonly one: Contributor; readonly at: number; readonly all: readonly Contributor[]; readonly set: (next: readonly Contributor[], tag?: string) => void }) {
  const change = (part: Partial<Contributor>, tag: string) => set(all.map((c, i) => (i === at ? { ...c, ...part } : c)), tag);
  const locked = useLocked();
  return (
    <li className="flex flex-col gap-1 border-b border-line pb-2 last:border-0">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1"><TextField inline label={words.name(at + 1)} value={one.name} maxLength={40} onChange={(name) => change({ name }, `contributors.${at}.name`)} /></span>
        {!locked && <IconButton size="sm" label={words.remove(one.name)} icon={<X aria-hidden="true" />} onClick={() => set(all.length === 2 ? [] : all.filter((_, i) => i !== at))} />}
      </div>
      <Slider label={words.share(one.name)} value={one.share} min={0.01} max={1} percent onChange={(share) => change({ share }, `contributors.${at}.share`)} />
    </li>
  );
}

export function Contributors({ meta }: { readonly meta: DatasetMeta | null }) {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), locked = useLocked();
  if (spec.regime !== "central") return <p className="text-sm text-muted">{spec.regime === "federated" ? attackForm.contributorsFederated : attackForm.contributorsOnline}</p>;
  if (meta?.sources) return <p className="text-sm text-muted">{words.own(list(meta.sources))}</p>;
  const all = spec.contributors, set = (next: readonly Contributor[], tag?: string) => changeSpec(withContributors(spec, next), tag);
  const error = errorAt(problem, "contributors") ?? Object.values(errorsUnder(problem, "contributors"))[0];
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{words.title}</h3>
      {all.length === 0 && <p className="text-sm text-muted">{words.why}</p>}
      {all.length > 0 && <ul className="m-0 flex list-none flex-col gap-2 p-0">{all.map((one, i) => <Row key={i} one={one} at={i} all={all} set={set} />)}</ul>}
      {error && <p className="text-sm text-error">{error}</p>}
      {!locked && <div className="flex flex-wrap gap-2">
        {all.length === 0 ? <Button size="sm" icon={<Plus />} onClick={() => set(words.three)}>{words.useThree}</Button> : (
          <>
            {all.length < MAX_CONTRIBUTORS && <Button size="sm" variant="ghost" icon={<Plus />} onClick={() => set([...all, { name: words.newName(all.length + 1), share: 0.2 }])}>{words.add}</Button>}
            <Button size="sm" variant="ghost" onClick={() => set([])}>{words.none}</Button>
          </>
        )}
      </div>}
    </section>
  );
}
