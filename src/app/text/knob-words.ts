/** What the name of a knob offers. Pure; small, since the rail carries it. */
export const knobWords = {
  sweep: (title: string) => `Run over a range: ${title}`,
  sweepHint: "Run this over a range",
} as const;
