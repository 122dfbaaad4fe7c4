/**
 * Trusted replay: the defender's own rows are mixed into every update, so that the model does not forget what is known to be
 * right. It throws no report away. Rolnick, Ahuja, Schwarz, Lillicrap, Wayne 2019, "Experience Replay for Continual Learning".
 */
import { z } from "zod";
import { joinRows, takeRows } from "../core/data";
import { defineStream } from "../core/plugins";
import { counted } from "./shared/rows";

export const replayBuffer = defineStream({
  id: "replay-buffer",
  title: "Trusted replay buffer",
  summary: "Mixes some of the defender’s trusted rows into every update, so that users’ labels cannot make the model forget what is known to be right.",
  paper: { authors: "Rolnick, Ahuja, Schwarz, Lillicrap, Wayne", year: 2019, title: "Experience Replay for Continual Learning", link: "https://arxiv.org/abs/1811.11682" },
  stage: "stream",
  needsTrusted: true,
  assumes: "Trusted rows cover what the attacker wants to change. They do against poison that spoils known inputs; a trigger that none of them carries is learned all the same.",
  params: z.strictObject({
    ratio: z.number().min(0.1).max(10).default(2).meta({ title: "Trusted rows per report", description: "How many trusted rows are mixed in for each reported one.", scale: "log" }),
  }),
  remarks: [
    "Digits, sticker, boiling frog (seeds 1, 2, 3): ASR 91, 95 and 99 % with it, 94, 92 and 98 % without. No trusted row carries the sticker, so none speaks against it.",
  ],
  supports: () => true,
  begin({ params, trusted, rng }) {
    let mixed = 0, steps = 0;
    return {
      async admit({ step, reported, pulse }) {
        await pulse(0, 1);
        const count = Math.min(trusted.n, Math.round(params.ratio * reported.n)), own = takeRows(trusted, rng.fork(`step-${step}`).sample(Int32Array.from(trusted.ids.keys()), count));
        mixed += count;
        steps++;
        return { learn: joinRows([reported, own]), held: 0 };
      },
      notes: () => [
        { level: "info", text: `${counted(mixed, "trusted row")} ${mixed === 1 ? "was" : "were"} mixed into ${counted(steps, "update")}; no report was thrown away.` },
        ...(trusted.n < 50 ? [{ level: "warning" as const, text: trusted.n === 0 ? "Without trusted rows there is nothing to mix in. Keep at least 50 aside." : `${counted(trusted.n, "trusted row")} ${trusted.n === 1 ? "is" : "are"} soon learned by heart. Keep at least 50 aside.` }] : []),
      ],
    };
  },
});
