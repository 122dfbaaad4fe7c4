/** Chooses one plug-in of a registry by name; those that do not fit stay in the list with their reason. */
import { asSentence } from "../../text/summaries";
import { Select } from "../../ui/Select";

export interface PluginSelectProps {
  readonly label: string;
  readonly value: string;
  readonly plugins: readonly { readonly id: string; readonly title: string; readonly summary: string }[];
  /** true, or why it does not fit. */
  readonly supports: (id: string) => true | string;
  readonly onChange: (id: string) => void;
  /** The heading that a plug-in stands under; they are sorted by it. */
  readonly groupOf?: (id: string) => string;
  readonly first?: { readonly value: string; readonly label: string };
  readonly hideLabel?: boolean;
  readonly error?: string;
  readonly disabledReason?: string;
  readonly size?: "md" | "sm";
}

export function PluginSelect({ label, value, plugins, supports, onChange, groupOf, first, hideLabel, error, disabledReason, size }: PluginSelectProps) {
  const options = plugins.map((p) => {
    const fits = supports(p.id);
    return { value: p.id, label: p.title, hint: p.summary, disabledReason: fits === true ? undefined : asSentence(fits), group: groupOf?.(p.id) };
  });
  if (groupOf) {
    const order = [...new Set(options.map((o) => o.group))];
    options.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  }
  return <Select label={label} hideLabel={hideLabel} size={size} value={value} options={first ? [first, ...options] : options} onChange={onChange} error={error} disabledReason={disabledReason} />;
}
