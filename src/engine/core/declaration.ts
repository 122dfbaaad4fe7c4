/**
 * What the contract tests of every registry ask of a declaration, so that forms, links, flags and documentation can be
 * made from it. Gives a list of faults in words; empty when all is well. Not used by the page.
 */
import type { Declaration, Registry } from "./plugins";

/** Faults of one declaration: names, sentences, and for every parameter a default, title, description and bounds. */
export function declarationFaults(plugin: Declaration, idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/): string[] {
  const faults: string[] = [], shape = plugin.params.shape;
  const expect = (fine: boolean, fault: string) => { if (!fine) faults.push(`${plugin.id}: ${fault}`); };
  expect(idPattern.test(plugin.id), "the id is not written as ids are here");
  expect(plugin.title.length > 0, "has no title");
  expect(/^[A-Z].*\.$/.test(plugin.summary), "the summary is not a sentence");
  if (plugin.paper) expect(plugin.paper.link.startsWith("https://") && plugin.paper.year > 1900 && plugin.paper.authors !== "" && plugin.paper.title !== "", "the paper is incomplete");
  const defaults = plugin.params.safeParse({});
  expect(defaults.success, "the defaults do not parse");
  for (const [name, member] of Object.entries(shape)) {
    const schema = member as { safeParse(value: unknown): { success: boolean; data?: unknown }; meta(): Record<string, unknown> | undefined };
    const meta = schema.meta() ?? {}, standard = schema.safeParse(undefined);
    expect(standard.success, `${name} has no default`);
    for (const word of ["title", "description"]) expect(typeof meta[word] === "string" && meta[word] !== "", `${name} has no ${word}`);
    if (typeof standard.data === "number") for (const wild of [1e9, -1e9, NaN]) expect(!schema.safeParse(wild).success, `${name} accepts ${wild}`);
    const showWhen = meta.showWhen as { field: string; is: unknown[] } | undefined;
    if (showWhen) for (const value of showWhen.is) expect(plugin.params.safeParse({ [showWhen.field]: value }).success && showWhen.field in shape, `${name} is shown for ${showWhen.field} = ${String(value)}, which cannot be`);
    if (meta.options) for (const value of Object.keys(meta.options)) expect(schema.safeParse(value).success, `${name} names the option ${value}, which does not exist`);
  }
  const odd = plugin.params.safeParse({ bogus: 1 });
  expect(!odd.success && odd.error.issues.some((i) => i.code === "unrecognized_keys" && i.keys.includes("bogus")), "does not refuse an unknown parameter by name");
  return faults;
}

/** Files whose plug-ins are missing from the registry; `modules` is what `import.meta.glob` gives for the folder. */
export function unlisted(registry: Registry<{ readonly id: string }>, modules: Readonly<Record<string, unknown>>): string[] {
  const missing: string[] = [];
  for (const [file, module] of Object.entries(modules))
    for (const value of Object.values(module as Record<string, unknown>))
      if (typeof value === "object" && value !== null && "id" in value && "summary" in value && "params" in value && !registry.all.some((p) => (p as unknown) === value))
        missing.push(`${file}: ${String(value.id)} is not in the registry of ${registry.kind}s`);
  return missing;
}
