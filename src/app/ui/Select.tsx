/**
 * One of many: a button that opens a list. Options that cannot be chosen stay in the list with their reason. Not for
 * four or fewer short options (Segmented) and not for several at once.
 */
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { useId, type ReactNode } from "react";
import { cx } from "./cx";
import { FieldFrame, type FieldFrameLabels } from "./FieldFrame";
import { useLocked } from "./lock";

export interface Option<V extends string | number = string> {
  readonly value: V;
  readonly label: string;
  /** A short second line. */
  readonly hint?: string;
  /** When present the option is shown but cannot be chosen. */
  readonly disabledReason?: string;
  /** Options with the same group stand together under its name; they must follow each other. */
  readonly group?: string;
}

export interface SelectProps<V extends string | number = string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V) => void;
  /** Keeps the label for screen readers only, for example inside a sentence. */
  readonly hideLabel?: boolean;
  /** `inline` sits in running text (the attacker's sentence). */
  readonly size?: "md" | "sm" | "inline";
  readonly description?: ReactNode;
  readonly error?: string;
  readonly disabled?: boolean;
  readonly disabledReason?: string;
  readonly onReset?: () => void;
  readonly labels?: Partial<FieldFrameLabels>;
}

const triggers = {
  md: "min-h-10 w-full rounded-lg border border-edge px-3 py-1.5",
  sm: "min-h-8 w-full rounded-md border border-edge px-2 py-0.5 text-sm",
  inline: "min-h-7 rounded-sm border-b-2 border-edge px-1 font-medium",
} as const;

function groupsOf<V extends string | number>(options: readonly Option<V>[]): { readonly name: string | undefined; readonly members: Option<V>[] }[] {
  const out: { name: string | undefined; members: Option<V>[] }[] = [];
  for (const option of options) {
    if (out.length === 0 || out.at(-1)!.name !== option.group) out.push({ name: option.group, members: [] });
    out.at(-1)!.members.push(option);
  }
  return out;
}

const item = <V extends string | number>(option: Option<V>) => (
  <Base.Item
    key={option.value}
    value={option.value}
    disabled={option.disabledReason !== undefined}
    className="grid max-w-80 cursor-default grid-cols-[1.25rem_1fr] gap-x-2 rounded-md px-2 py-2 leading-snug outline-none select-none data-highlighted:bg-sunken data-disabled:cursor-not-allowed forced-colors:data-highlighted:outline-2"
  >
    <span className="pt-0.5"><Base.ItemIndicator><Check aria-hidden="true" className="size-4" /></Base.ItemIndicator></span>
    <span className="flex min-w-0 flex-col">
      <Base.ItemText className={option.disabledReason !== undefined ? "text-muted" : undefined}>{option.label}</Base.ItemText>
      {(option.disabledReason ?? option.hint) !== undefined && <span className="text-sm text-muted">{option.disabledReason ?? option.hint}</span>}
    </span>
  </Base.Item>
);

export function Select<V extends string | number = string>({ label, value, options, onChange, hideLabel, size = "md", description, error, disabled, disabledReason, onReset, labels }: SelectProps<V>) {
  const labelId = useId();
  const locked = useLocked(), off = locked || disabled || disabledReason !== undefined;
  const control = (describedBy?: string) => (
    <Base.Root value={value} disabled={off} items={options.map(({ value: v, label: l }) => ({ value: v, label: l }))} onValueChange={(next) => next !== null && onChange(next as V)}>
      <Base.Trigger
        aria-label={hideLabel ? label : undefined}
        aria-labelledby={hideLabel ? undefined : labelId}
        aria-describedby={describedBy}
        className={cx("inline-flex max-w-full items-center justify-between gap-2 bg-paper text-start leading-snug hover:bg-hover data-disabled:cursor-not-allowed data-disabled:opacity-50", triggers[size])}
      >
        <Base.Value className="min-w-0 break-words whitespace-normal" />
        <Base.Icon className="shrink-0 text-muted"><ChevronsUpDown aria-hidden="true" className="size-4" /></Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className="max-h-(--available-height) max-w-(--available-width) min-w-(--anchor-width) overflow-y-auto rounded-lg border border-line bg-paper text-ink shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.List className="p-1">
              {groupsOf(options).map(({ name, members }, i) =>
                name === undefined ? members.map(item) : (
                  <Base.Group key={name} className={cx(i > 0 && "mt-1 border-t border-line pt-1")}>
                    <Base.GroupLabel className="px-2 pt-1.5 pb-0.5 text-xs font-semibold text-muted">{name}</Base.GroupLabel>
                    {members.map(item)}
                  </Base.Group>
                ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
  if (hideLabel) return control();
  return (
    <FieldFrame label={label} labelId={labelId} description={description} error={error} disabledReason={disabledReason} onReset={onReset} labels={labels}>
      {control}
    </FieldFrame>
  );
}
