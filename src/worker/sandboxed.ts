/**
 * The little worker that becomes the real one: a few lines in a blob that import it and keep what is said meanwhile. It answers
 * with a sign of life, so that nobody takes a worker for dead whose code comes slowly. In a sandboxed frame the host has to send
 * `Access-Control-Allow-Origin`, as it must for the page itself there. Starts nothing.
 */

/** The address of a plain worker that becomes the module at `address`. */
export function importsFrom(address: string): string {
  const code = [
    'const early = [], keep = (event) => { early.push(event); postMessage({ type: "loading" }); };',
    'addEventListener("message", keep);',
    `import(${JSON.stringify(address)}).then(() => {`,
    '  removeEventListener("message", keep);',
    '  for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports }));',
    // Thrown outside the promise, so that the page hears of it.
    "}, (error) => setTimeout(() => { throw error; }));",
  ].join("\n");
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}
