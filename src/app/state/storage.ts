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

/** Whether a key of the device's storage, as it tells of changes, is ours of this name. */
export const isKey = (stored: string, key: string): boolean => stored === PREFIX + key;

/** True where the device may keep nothing at all. */
export function storageBlocked(): boolean {
  try {
    localStorage.getItem(PREFIX);
    return false;
  } catch {
    return true;
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
