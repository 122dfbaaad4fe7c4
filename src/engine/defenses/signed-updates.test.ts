/** Each way of lying on the wire is refused, by Web Crypto's keys and the script's alike, and what is genuine gets through untouched. */
import { describe, expect, it } from "vitest";
import type { Update } from "../core/plugins";
import { signWith, signingInScript, signingInWebCrypto, statementOf } from "../secure/signatures";
import { SIZE, distance, found, play, states, step } from "../secure/test-support";
import { signedRule, signedUpdates as plugin } from "./signed-updates";

const native = (await signingInWebCrypto(globalThis.crypto.subtle))!;
const N = 5, update = (client: number, round = 1): Update => ({ client, round, rows: 10, vector: found(client, round) });

describe.each([["Web Crypto", native], ["script", signingInScript]] as const)("signed updates, by %s", (_, signing) => {
  const begun = () => signedRule(N, 3, signing);
  const receive = (rule: Awaited<ReturnType<typeof begun>>, updates: readonly Update[], round = 1) => rule.receive({ round, updates, pulse: () => {} });

  it("lets genuine messages in as they are", async () => {
    const rule = await begun(), sealed = await Promise.all([0, 1, 2, 3, 4].map((c) => rule.seal(update(c))));
    expect(await receive(rule, sealed)).toEqual({ updates: sealed, rejected: [] });
    expect(rule.notes()).toEqual([{ level: "info", text: expect.stringMatching(/^All 5 messages carried a valid signature\..+\.$/) }]);
  });

  it("turns away what was changed, forged, not signed, replayed, doubled or from a stranger, and says which", async () => {
    const rule = await begun(), [a, b, c] = await Promise.all([0, 1, 2].map((k) => rule.seal(update(k)))) as [Update, Update, Update], old = await rule.seal(update(3, 1)), nudged = a.vector.slice();
    nudged[3]! += 1e-6;
    const forged = { ...update(4), seal: { signature: signWith(new Uint8Array(32).fill(5), statementOf(update(4))) } };
    const lies: readonly [Update, RegExp][] = [
      [{ ...a, vector: nudged }, /^wrong signature/], [{ ...a, rows: 1000 }, /^wrong signature/], [forged, /^wrong signature/], [{ ...b, client: 4 }, /^wrong signature/], [update(4), /^not signed/],
      [{ ...a, seal: { signature: new Uint8Array(5) } }, /^wrong signature/], [{ ...update(4), client: 77 }, /^nobody/], [{ ...update(4), client: -1 }, /^nobody/],
    ];
    for (const [lie, why] of lies) expect(await receive(rule, [lie])).toEqual({ updates: [], rejected: [{ client: lie.client, why: expect.stringMatching(why) }] });
    expect((await receive(rule, [old], 2)).rejected).toEqual([{ client: 3, why: expect.stringMatching(/^signed for another round/) }]);
    expect((await receive(rule, [{ ...old, round: 2 }], 2)).rejected[0]!.why).toMatch(/^wrong signature/);
    expect(await receive(rule, [a, b, a, c, { ...c }])).toEqual({ updates: [a, b, c], rejected: [0, 2].map((client) => ({ client, why: expect.stringMatching(/^a second message/) })) });
  });
});

describe("in a federation", () => {
  const steps = async () => [step(plugin, await signedRule(N, 2, native))], everyone = [0, 1, 2, 3, 4];
  const byRows = (vector = (c: number) => found(c, 1)) => { const rows = everyone.reduce((s, c) => s + 10 + c, 0); return Array.from({ length: SIZE }, (_, j) => everyone.reduce((s, c) => s + ((10 + c) / rows) * vector(c)[j]!, 0)); };

  it("changes nothing where nobody interferes", async () => {
    expect((await play({ clients: N, rounds: 2, steps: await steps() })).final).toEqual((await play({ clients: N, rounds: 2, steps: [] })).final);
  });

  it("keeps the genuine message when a forged one in its name comes later, and says so; without signatures the later one counts", async () => {
    const work = { intercept: ({ messages }: { messages: readonly Update[] }) => [...messages, { ...messages[1]!, vector: new Float32Array(SIZE).fill(9) }] }, attack = { work, params: {} };
    const guarded = await play({ clients: N, steps: await steps(), attacking: [4], attack }), open = await play({ clients: N, steps: [], attacking: [4], attack });
    expect(distance(guarded.final, byRows())).toBeLessThan(1e-6);
    expect([states(guarded.records[0]!), guarded.records[0]!.clients[1]!.refused]).toEqual(["uuuuu", expect.stringMatching(/^wrong signature/)]);
    expect(distance(open.final, byRows((c) => (c === 1 ? new Float32Array(SIZE).fill(9) : found(c, 1))))).toBeLessThan(1e-6);
    expect(open.records[0]!.clients[1]!.norm).toBeCloseTo(9 * Math.sqrt(SIZE), 4);
  });
});
