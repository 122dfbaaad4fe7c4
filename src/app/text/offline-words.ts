/** What the page says of working without a network, and of a new version of itself. */
import { megabytes } from "./format";

export const offline = {
  title: "Offline use",
  unavailable: "This browser does not let the page keep itself for offline use here. Everything works as long as you are connected.",
  preparing: "Getting ready for offline use…",
  ready: "Ready for offline use.",
  short: "Not everything could be kept for offline use: the connection broke off, or this browser has no room.",
  explain: "Once ready, the page opens without a network and what you have used works again. Stories and data sets that you have not opened yet can be kept ahead of time:",
  everything: (bytes: number) => `Keep everything (${megabytes(bytes)})`,
  story: (title: string, bytes: number) => `Keep “${title}” (${megabytes(bytes)})`,
  whichStory: "Only one story",
  choose: "Story",
  allKept: "Everything is kept on this device.",
  storyKept: (title: string) => `“${title}” is kept on this device.`,
  keeping: (done: number, of: number) => `Keeping it: ${megabytes(done)} of ${megabytes(of)}`,
  newVersion: "A new version is ready.",
  useNew: "Reload with it",
  dismiss: "Later",
} as const;
