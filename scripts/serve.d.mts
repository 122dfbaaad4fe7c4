/** Types of serve.mjs, for the TypeScript that uses it. */
export const root: string;
export function buildPage(options?: { quiet?: boolean }): Promise<void>;
export function servePage(options?: { port?: number; host?: string }): Promise<{ url: string; close: () => Promise<void> }>;
