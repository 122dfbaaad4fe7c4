/** Joins class names and drops the empty ones. Not a resolver of conflicts: later classes do not beat earlier ones. */
export function cx(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
