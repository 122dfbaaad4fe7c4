/** Brings the top of the bench into view, once what the page has to say there has been drawn: what was opened, or why not. */
export const showBench = (): void => void requestAnimationFrame(() => document.getElementById("bench")?.scrollIntoView());
