/**
 * The few things remembered on this device (theme, backend choice, a matrix under way), behind a wall: where storage is blocked, as in
 * sandboxed frames and guest profiles, reading gives null and writing does nothing. Never holds own data.
 */
const PREFIX = "hemlock/";

/** Keeps a text on this device, null forgets it; false when the device keeps nothing (blocked or full), and then it lasts as long as the page. */
export function remembers(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
    return true;
  } catch {
    return false;
  }
}

export const remember = (key: string, value: string | null): void => void remembers(key, value);

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}
