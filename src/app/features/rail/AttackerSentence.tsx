/**
 * The attacker's wish in the first person with blanks to fill in: text and parameters as the attack's plug-in gives them.
 * Every blank is also a knob of the form below it.
 */
import { NumberField } from "@base-ui/react/number-field";
import { Fragment, useMemo } from "react";
import { federatedSchema, onlineSchema, type AttackPlugin, type Choice, type DatasetMeta, type ParamsSchema, type Spec } from "../../../engine/index";
import { fieldsOf, namedOptions, type Field } from "../../form/fields";
import { changeSpec, useExperiment } from "../../state/experiment";
import { choosing, painting } from "../../text/craft-words";
import { attackerSays as says } from "../../text/regime-words";
import { rail as words } from "../../text/words";
import { useLocked } from "../../ui/lock";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { ui } from "../../text/ui-words";

export interface AttackerSentenceProps {
  readonly plugin: AttackPlugin;
  readonly attack: Choice;
  readonly meta: DatasetMeta | null;
  readonly onChange: (name: string, value: unknown) => void;
}

interface BlankProps {
  readonly field: Field;
  readonly value: unknown;
  readonly meta: DatasetMeta | null;
  readonly onChange: (value: unknown) => void;
}

function NumberBlank({ field, value, onChange }: BlankProps) {
  const factor = field.percent ? 100 : 1, locked = useLocked();
  const shown = Number(((typeof value === "number" ? value : 0) * factor).toPrecision(6));
  const set = (next: number | null) => next !== null && onChange(Number((next / factor).toPrecision(6)));
  return (
    <NumberField.Root render={<span />} className="whitespace-nowrap" disabled={locked} value={shown} min={field.min === undefined ? undefined : field.min * factor} max={field.max === undefined ? undefined : field.max * factor} step={1} format={{ maximumSignificantDigits: 4, useGrouping: false }} onValueChange={set}>
      <NumberField.Input aria-roledescription={ui.number.role} aria-label={field.title} className="min-h-7 rounded-sm border-b-2 border-edge bg-paper px-1 text-center font-medium hover:bg-hover" style={{ width: `${Math.max(2, String(shown).length) + 1.5}ch` }} />
      {field.percent && "\u202f%"}
    </NumberField.Root>
  );
}

function Blank(props: BlankProps) {
  const { field, value, meta, onChange } = props;
  const named = meta ? namedOptions(field, { classNames: meta.classNames, columnNames: meta.columns?.map((c) => c.name) }) : undefined;
  if (named) return <Select<number> size="inline" hideLabel label={field.title} value={Number(value)} options={named} onChange={onChange} />;
  if (field.options) return <Select<string | number> size="inline" hideLabel label={field.title} value={value as string} options={field.options} onChange={onChange} />;
  if (field.kind === "painted") return <strong className="font-medium">{painting.inSentence}</strong>;
  if (field.kind === "row") return <strong className="font-medium">{typeof value === "number" && value >= 0 ? choosing.inSentence(value) : choosing.seeded(-Number(value))}</strong>;
  if (field.kind === "text") return <TextField inline label={field.title} value={typeof value === "string" ? value : ""} maxLength={field.max} onChange={onChange} />;
  return <NumberBlank {...props} />;
}

/** A piece of the sentence: words, or a blank that is a parameter of the attack or a setting of step 3. */
type Piece = string | { readonly param: string } | { readonly setting: string };

/** Where not all rows lie in one place, the attacker owns clients or accounts and not a share of the training data. */
function piecesIn(spec: Spec, own: readonly Piece[]): readonly Piece[] {
  const [, rate, after] = own, ofData = typeof after === "string" && after.startsWith(says.trainingData) && typeof rate === "object" && "param" in rate && rate.param === "rate";
  if (spec.regime === "federated") {
    const acts = says.acts[spec.federated.participation], mine = says.ofClients(spec.federated.malicious), rest = ofData ? own.with(2, says.theirRows + after.slice(says.trainingData.length)) : own;
    return [{ setting: "malicious" }, mine[0], { setting: "clients" }, mine[1], acts[0], ...(acts[1] === undefined ? [] : [{ setting: "attackRound" }, acts[1]]), ...rest];
  }
  if (spec.regime === "online" && ofData) return [says.accounts[0], { setting: "accounts" }, says.accounts[1], { setting: "peak" }, says.accounts[2] + after.slice(says.trainingData.length), ...own.slice(3)];
  return own;
}

const settingsOf = { federated: fieldsOf(federatedSchema as unknown as ParamsSchema), online: fieldsOf(onlineSchema as unknown as ParamsSchema) } as const;

export function AttackerSentence({ plugin, attack, meta, onChange }: AttackerSentenceProps) {
  const spec = useExperiment((s) => s.spec), fields = useMemo(() => new Map(fieldsOf(plugin.params).map((f) => [f.name, f])), [plugin]);
  const own = plugin.sentence?.(attack.params);
  if (!own) return null;
  const pieces = piecesIn(spec, own), { regime } = spec;
  const blankOf = (piece: Exclude<Piece, string>) => {
    if ("param" in piece) {
      const field = fields.get(piece.param);
      return field && <Blank field={field} value={attack.params[field.name]} meta={meta} onChange={(value) => onChange(field.name, value)} />;
    }
    const field = regime === "central" ? undefined : settingsOf[regime].find((f) => f.name === piece.setting);
    return field && regime !== "central" && <Blank field={field} value={(spec[regime] as Record<string, unknown>)[field.name]} meta={meta} onChange={(value) => changeSpec({ ...spec, [regime]: { ...spec[regime], [field.name]: value } }, `${regime}.${field.name}`)} />;
  };
  return (
    <div role="group" aria-label={words.sentence} className="rounded-lg bg-poisoned-tint px-3 py-2 leading-8">
      {pieces.map((piece, i) => {
        const stop = (text: unknown) => (typeof text === "string" ? (/^[.,;]/.exec(text)?.[0] ?? "") : "");
        if (typeof piece === "string") return <span key={i}>{piece.slice(i > 0 && typeof pieces[i - 1] !== "string" ? stop(piece).length : 0)}</span>;
        const blank = blankOf(piece), after = stop(pieces[i + 1]), key = "param" in piece ? piece.param : `setting-${piece.setting}`;
        // A comma or full stop does not go to the next line without what it follows.
        return after ? <span key={key} className="whitespace-nowrap">{blank}{after}</span> : <Fragment key={key}>{blank}</Fragment>;
      })}
    </div>
  );
}
