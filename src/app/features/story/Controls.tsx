/** The few settings that a task lets one change, drawn as the lab draws them. */
import { useMemo } from "react";
import type { Spec } from "../../../engine/index";
import { FieldControl } from "../../form/FieldControl";
import { insidePicture, isDefault } from "../../form/fields";
import { errorsUnder } from "../../form/field-errors";
import { metaOf } from "../../state/edit";
import { changeSpec, useExperiment } from "../../state/experiment";
import { fieldAt, valueAt, withValue } from "../../state/story-controls";
import { doing as words } from "../../text/task-words";

function Control({ path, setup, says, disabledReason }: { readonly path: string; readonly setup: Spec; readonly says?: string; readonly disabledReason?: string }) {
  const spec = useExperiment((s) => s.spec), problem = useExperiment((s) => s.problem), found = useMemo(() => fieldAt(spec, path), [spec, path]);
  if (!found) return null;
  const holder = path.split(".").slice(0, -1).join("."), meta = metaOf(spec), params = valueAt(spec, holder) as Readonly<Record<string, unknown>>;
  const room = meta?.modality === "image" ? insidePicture(found, params, meta.shape) : found, field = says === undefined ? room : { ...room, description: says };
  // Back to where the story began, not to what the lab would fill in.
  const start = { ...field, default: valueAt(setup, path) ?? field.default };
  const value = valueAt(spec, path) ?? field.default;
  const set = (next: unknown) => changeSpec(withValue(spec, path, next), `story.${path}`);
  return (
    <FieldControl
      field={field}
      value={value}
      onChange={(next) => set(next)}
      onReset={isDefault(start, value) ? undefined : () => set(start.default)}
      error={errorsUnder(problem, holder)[field.name]}
      disabledReason={disabledReason}
      classNames={meta?.classNames}
      columnNames={meta?.columns?.map((c) => c.name)}
    />
  );
}

export interface ControlsProps {
  readonly paths: readonly string[];
  /** As the story puts it on the bench. */
  readonly setup: Spec;
  /** Stands below a control instead of what the lab says there. */
  readonly says?: Readonly<Record<string, string>>;
  readonly disabledReason?: string;
}

export function Controls({ paths, setup, says, disabledReason }: ControlsProps) {
  if (paths.length === 0) return null;
  return (
    <section aria-label={words.controls} className="flex flex-col gap-4 rounded-lg border border-line bg-paper p-4">
      {paths.map((path) => <Control key={path} path={path} setup={setup} says={says?.[path]} disabledReason={disabledReason} />)}
    </section>
  );
}
