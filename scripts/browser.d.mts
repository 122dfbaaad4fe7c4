/** Types of browser.mjs, for the TypeScript that uses it. */
export function findChromium(): string;
export function chromiumArgs(): string[];
export function launchOptions(): { executablePath: string; args: string[] };
