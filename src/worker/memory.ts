/** What this device measured, kept in localStorage where that is allowed and forgotten where it is not. */
import type { Remembered } from "./protocol";

const NAME = "hemlock/backend-times/1";

export function recall(): Remembered {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Remembered) : {};
  } catch {
    return {};
  }
}

export function remember(planKey: string, measured: Remembered[string]): void {
  try {
    const all = Object.entries({ ...recall(), [planKey]: measured }).slice(-20);
    localStorage.setItem(NAME, JSON.stringify(Object.fromEntries(all)));
  } catch {
    // Storage is optional: the next visit measures again.
  }
}
