/**
 * A form drawn from a plug-in's parameter schema. Values come in and changes go out; it keeps nothing but whether "more" is
 * open. Says what is wrong with a field in one sentence; does not decide whether the whole setup makes sense.
 */
import { ChartSpline, ChevronDown } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { canBeSwept, type ParamsSchema } from "../../engine/index";
import { askSweep } from "../state/sweep-wish";
import { useHidden } from "../state/view-options";
import { knobWords } from "../text/knob-words";
import { Button } from "../ui/Button";
import { cx } from "../ui/cx";
import { LabelActionContext } from "../ui/label-action";
import { FieldControl, type FieldLabels } from "./FieldControl";
import { fieldErrors, fieldErrorLabels, type FieldErrorLabels } from "./field-errors";
import { fieldsOf, groupFields, insidePicture, isDefault, type Field } from "./fields";
import { forms } from "../text/ui-words";

export interface SchemaFormLabels extends FieldLabels, FieldErrorLabels {
  readonly more: (count: number) => string;
  readonly less: string;
}
/** What is ours to say unless told otherwise; the controls bring their own. */
export const schemaFormLabels: FieldErrorLabels & Pick<SchemaFormLabels, "more" | "less"> = { ...fieldErrorLabels, ...forms.schema };

export interface SchemaFormProps {
  readonly schema: ParamsSchema;
  readonly value: Readonly<Record<string, unknown>>;
  /** `final` is false while a slider is dragged or a number typed. */
  readonly onChange: (name: string, value: unknown, final: boolean) => void;
  /** Gets the default; when missing, reset goes through `onChange`. */
  readonly onReset?: (name: string, defaultValue: unknown) => void;
  /** Fields that cannot be used now, by name, with the reason. */
  readonly disabledReasons?: Readonly<Record<string, string>>;
  /** Options that cannot be chosen now: field name → option value → reason. */
  readonly optionReasons?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Errors from outside, by name; they win over the schema's own. */
  readonly errors?: Readonly<Record<string, string>>;
  readonly classNames?: readonly string[];
  readonly columnNames?: readonly string[];
  /** Of pictures: rows, columns and channels. Places and sizes then end where the picture does. */
  readonly picture?: readonly number[];
  /** What a field is here in another way than its schema says; null hides it. */
  readonly overrides?: Readonly<Record<string, Partial<Pick<Field, "title" | "description" | "unit" | "advanced">> | null>>;
  /** How many fields stand before "more"; default 5. */
  readonly visible?: number;
  readonly labels?: Partial<SchemaFormLabels>;
  /** Where these values stand in the spec on the bench (`attack.params`): then the name of every knob that has a range offers to run it over that. */
  readonly path?: string;
}

const sweepIcon = <ChartSpline />;

export function SchemaForm({ schema, value, onChange, onReset, disabledReasons, optionReasons, errors, classNames, columnNames, picture, overrides, visible = 5, labels, path }: SchemaFormProps) {
  const [open, setOpen] = useState(false);
  const moreId = useId(), sweeps = !useHidden("sweep") && path !== undefined;
  const say = { ...schemaFormLabels, ...labels };
  const given = useMemo(() => fieldsOf(schema), [schema]);
  const kept = overrides ? given.flatMap((f) => (overrides[f.name] === null ? [] : [{ ...f, ...overrides[f.name] }])) : given, fields = picture ? kept.map((f) => insidePicture(f, value, picture)) : kept;
  const own = fieldErrors(schema, value, fields, say);
  const { main, more } = groupFields(fields, value, visible);
  const hiddenError = more.some((f) => errors?.[f.name] ?? own[f.name]);
  const expanded = open || hiddenError;
  const draw = (field: (typeof fields)[number]) => {
    const current = field.name in value ? value[field.name] : field.default;
    const reset = () => (onReset ? onReset(field.name, field.default) : onChange(field.name, field.default, true));
    const action = sweeps && disabledReasons?.[field.name] === undefined && canBeSwept(field) ? { label: knobWords.sweep(field.title), hint: knobWords.sweepHint, icon: sweepIcon, onPress: () => askSweep(`${path}.${field.name}`) } : null;
    const control = (
      <FieldControl
        key={field.name}
        field={field}
        value={current}
        onChange={(next, final) => onChange(field.name, next, final)}
        onReset={isDefault(field, current) ? undefined : reset}
        error={errors?.[field.name] ?? own[field.name]}
        disabledReason={disabledReasons?.[field.name]}
        optionReasons={optionReasons?.[field.name]}
        classNames={classNames}
        columnNames={columnNames}
        labels={labels}
      />
    );
    return sweeps ? <LabelActionContext key={field.name} value={action}>{control}</LabelActionContext> : control;
  };
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {main.map(draw)}
      {more.length > 0 && (
        <>
          <Button variant="ghost" size="sm" aria-expanded={expanded} aria-controls={moreId} className="-ms-2 self-start" icon={<ChevronDown className={cx("transition-transform duration-150", expanded && "rotate-180")} />} onClick={() => setOpen(!expanded)}>
            {expanded ? say.less : say.more(more.length)}
          </Button>
          <div id={moreId} hidden={!expanded} className="flex flex-col gap-5">{expanded && more.map(draw)}</div>
        </>
      )}
    </div>
  );
}
