/** The stories in their order: cards at once, each story's text when somebody opens it. A new story is one file, one card and one line here. */
import { cards } from "./cards";
import type { Story, StoryCard } from "./story";

export interface StoryEntry extends StoryCard {
  readonly load: () => Promise<Story>;
}

const entry = (card: StoryCard, load: () => Promise<Story>): StoryEntry => ({ ...card, load });

export const stories: readonly StoryEntry[] = [
  entry(cards.sticker, () => import("./sticker").then((m) => m.sticker)),
  entry(cards.sign, () => import("./sign").then((m) => m.sign)),
  entry(cards.spam, () => import("./spam").then((m) => m.spam)),
  entry(cards.tumor, () => import("./tumor").then((m) => m.tumor)),
  entry(cards.ruin, () => import("./ruin").then((m) => m.ruin)),
  entry(cards["clean-label"], () => import("./clean-label").then((m) => m.cleanLabel)),
  entry(cards.stranger, () => import("./stranger").then((m) => m.stranger)),
  entry(cards.hospital, () => import("./hospital").then((m) => m.hospital)),
  entry(cards.frog, () => import("./frog").then((m) => m.frog)),
  entry(cards.depth, () => import("./depth").then((m) => m.depth)),
];
