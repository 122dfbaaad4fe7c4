/** Chooses one plug-in of a registry by name; those that do not fit stay in the list with their reason, those of another way of learning in one line. */
import { asSentence } from "../../text/summaries";
import { elsewhere as words } from "../../text/regime-words";
import { Select } from "../../ui/Select";
import type { Left } from "./elsewhere";

export interface PluginSelectProps {
  readonly label: string;
  readonly value: string;
  readonly plugins: readonly { readonly id: string; readonly title: string; readonly summary: string }[];
  /** true, or why it does not fit. */
  readonly supports: (id: string) => true | string;
  readonly onChange: (id: string) => void;
  /** The heading that a plug-in stands under; they are sorted by it. */
  readonly groupOf?: (id: string) => string;
  /** Plug-ins that stand together in one line at the end that cannot be chosen, unless one of them is the value. */
  readonly left?: readonly Left[];
  readonly first?: { readonly value: string; readonly label: string };
  readonly hideLabel?: boolean;
  readonly error?: string;
  readonly disabledReason?: string;
  readonly size?: "md" | "sm";
}

export function PluginSelect({ label, value, plugins, supports, onChange, groupOf, left = [], first, hideLabel, error, disabledReason, size }: PluginSelectProps) {
  const gone = new Set(left.flatMap((l) => l.ids).filter((id) => id !== value));
  const options = plugins.filter((p) => !gone.has(p.id)).map((p) => {
    const fits = supports(p.id);
    return { value: p.id, label: p.title, hint: p.summary, disabledReason: fits === true ? undefined : asSentence(fits), group: groupOf?.(p.id) };
  });
  if (groupOf) {
    const order = [...new Set(options.map((o) => o.group))];
    options.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  }
  const rest = left.filter((l) => l.ids.some((id) => gone.has(id))).map((l) => ({ value: `left/${l.ids[0]!}`, label: l.label, disabledReason: l.why, group: words.group }));
  return <Select label={label} hideLabel={hideLabel} size={size} value={value} options={[...(first ? [first] : []), ...options, ...rest]} onChange={onChange} error={error} disabledReason={disabledReason} />;
}
