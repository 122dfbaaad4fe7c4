/**
 * One chosen plug-in in a list of the rail: its name, what can be done with it, and its knobs behind a fold that opens by
 * itself when one of them is wrong. Used by defenses and probes; knows neither.
 */
import { ChevronDown, Trash2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import type { Choice, DatasetMeta, Declaration } from "../../../engine/index";
import { SchemaForm } from "../../form/SchemaForm";
import { useExperiment } from "../../state/experiment";
import { cx } from "../../ui/cx";
import { IconButton } from "../../ui/IconButton";
import { useLocked } from "../../ui/lock";
import { errorAt, errorsUnder } from "../../form/field-errors";

export interface PluginCardProps {
  readonly plugin: Declaration;
  readonly choice: Choice;
  /** Where the choice stands in the spec, such as `probes.0`. */
  readonly path: string;
  readonly meta: DatasetMeta | null;
  /** Second line of the head; `folded` ones only while the knobs are hidden. */
  readonly line: string;
  readonly lineFolded?: boolean;
  /** Above and below the knobs. */
  readonly intro: ReactNode;
  readonly about: ReactNode;
  /** Further buttons before the one that takes it out. */
  readonly actions?: ReactNode;
  readonly removeLabel: string;
  readonly onRemove: () => void;
  readonly onChange: (params: Choice["params"], group: string) => void;
  readonly className?: string;
}

export function PluginCard({ plugin, choice, path, meta, line, lineFolded = false, intro, about, actions, removeLabel, onRemove, onChange, className }: PluginCardProps) {
  const problem = useExperiment((s) => s.problem), errors = errorsUnder(problem, `${path}.params`), whole = errorAt(problem, `${path}.id`);
  const [wanted, setOpen] = useState(false), bodyId = useId(), locked = useLocked();
  const open = wanted || Object.keys(errors).length > 0;
  return (
    <li className={className}>
      <div className="flex items-center gap-0.5">
        <button type="button" aria-expanded={open} aria-controls={bodyId} onClick={() => setOpen(!open)} className="flex min-h-10 min-w-0 flex-1 items-center gap-1.5 rounded-md px-1 py-1 text-start leading-snug hover:bg-hover">
          <ChevronDown aria-hidden="true" className={cx("size-4 shrink-0 text-muted transition-transform duration-150", !open && "-rotate-90")} />
          <span className="min-w-0">
            <span className="block font-medium">{plugin.title}</span>
            {!(open && lineFolded) && <span className="block text-xs break-words text-muted">{line}</span>}
          </span>
        </button>
        {!locked && <>{actions}<IconButton size="sm" label={removeLabel} icon={<Trash2 aria-hidden="true" className="text-muted" />} onClick={onRemove} /></>}
      </div>
      {whole && <p className="pb-2 ps-6 text-sm text-error">{whole}</p>}
      <div id={bodyId} hidden={!open} className="flex flex-col gap-3 pt-1 pb-4 ps-6">
        {open && (
          <>
            <p className="text-sm text-muted">{intro}</p>
            <SchemaForm path={path.startsWith("defenses.") ? `${path}.params` : undefined} schema={plugin.params} value={choice.params} classNames={meta?.classNames} columnNames={meta?.columns?.map((c) => c.name)} visible={3} errors={errors} onChange={(name, value) => onChange({ ...choice.params, [name]: value }, `${path}.${name}`)} />
            {about}
          </>
        )}
      </div>
    </li>
  );
}
