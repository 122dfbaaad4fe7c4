/** Whether the page was asked to be small: `?embed=1` before the #, in a frame of somebody else's page. What it tells that page is in embed-talk.ts. */
const asked = typeof location !== "undefined" && new URLSearchParams(location.search).get("embed") === "1";

/** The same for as long as the page is open. */
export const isEmbedded = (): boolean => asked;

/** Whether the frame around the page takes its origin away; it may then forbid windows and files too, and does not say so. */
export const isSandboxed = (): boolean => self.origin === "null";
