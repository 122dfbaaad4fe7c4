/**
 * The few things remembered on this device (theme, backend choice), behind a wall: where storage is blocked, as in
 * sandboxed frames and guest profiles, reading gives null and writing does nothing. Never holds an experiment.
 */
const PREFIX = "hemlock/";

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}
