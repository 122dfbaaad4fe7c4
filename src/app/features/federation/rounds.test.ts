/** What the pictures of a federation are made from: rows by client without the attacker's additions, marks, scales and pieces of rounds. */
import { describe, expect, it } from "vitest";
import type { ClientRecord, Preview, RoundRecord } from "../../../engine/index";
import { clientSentence, roundFinding, serverSentence } from "../../text/federation-words";
import { dealtRows, extentOf, isHidden, lengthsOf, markOf, meanShares, medianNorm, mixes, pilesOf, spans } from "./rounds";

const client = (n: number, more: Partial<ClientRecord> = {}): ClientRecord => ({ client: n, at: [0.5, 0], norm: 1, cosine: 1, weight: 0.25, state: "used", ...more });
const round = (clients: readonly ClientRecord[], n = 1): RoundRecord => ({ round: n, clients, norm: 1 });
const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("who has which rows", () => {
  const preview = {
    train: { n: 5, sources: Uint8Array.of(0, 0, 1, 1, 1) }, truth: { originalLabels: Int32Array.of(0, 1, 1, 1, 0) }, meta: { sources: ["Client 1", "Client 2"], classNames: ["a", "b"] }, report: { added: 1 },
  } as unknown as Preview;
  it("counts true labels and leaves out what an attacker added", () => {
    expect(dealtRows(preview, 2)).toEqual([{ rows: 2, classes: [1, 1] }, { rows: 2, classes: [0, 2] }]);
  });
  it("waits while the data belong to another number of clients", () => expect(dealtRows(preview, 3)).toBeNull());
});

describe("a round", () => {
  it("tells four kinds of client apart", () => {
    expect([client(0), client(1, { weight: 0 }), client(2, { state: "rejected", weight: 0 }), client(3, { state: "lost", weight: 0 })].map(markOf)).toEqual(["used", "weightless", "rejected", "lost"]);
  });

  it("draws one giant at the edge instead of shrinking the others to a dot, and many far ones in full", () => {
    const near = Array.from({ length: 14 }, (_, i) => client(i)), far = (n: number) => client(n, { at: [100, 0] });
    expect(extentOf([round([...near, far(14)])])).toBeLessThan(5);
    expect(extentOf([round([...near.slice(0, 12), far(12), far(13), far(14)])])).toBeGreaterThan(100);
    expect(lengthsOf([round([client(0), client(1), client(2, { norm: 8 })])])).toEqual([-1, 3]);
  });

  it("knows hidden updates and mean shares", () => {
    expect(isHidden([round([client(0, { norm: null, at: null })])])).toBe(true);
    expect(isHidden([])).toBe(false);
    expect(meanShares([round([client(0, { weight: 0.5 })]), round([client(0, { weight: 0 }), client(1)], 2)], 3)).toEqual([0.25, 0.25, 0]);
    expect(medianNorm(round([client(0, { norm: 2 }), client(1, { norm: null }), client(2, { norm: 4 }), client(3, { norm: 9 })]))).toBe(4);
  });

  it("finds marks that lie on each other, also over others between them", () => {
    const mark = (n: number, x: number) => ({ client: n, x, y: 0, r: 5 });
    expect(pilesOf([mark(0, 0), mark(1, 40), mark(2, 8), mark(3, 4), mark(4, 46)])).toEqual([[0, 3, 2], [1], [4]]);
    expect(pilesOf([])).toEqual([]);
  });

  it("joins neighboring attacked rounds", () => expect(spans(8, (r) => r < 3 || r === 5 || r > 6)).toEqual([{ from: 1, to: 2 }, { from: 5, to: 5 }, { from: 7, to: 8 }]));

  it("says what a client sent and what became of it, the truth only when it is shown", () => {
    const odd = client(6, { norm: 3.1, weight: 0, state: "rejected", why: "too far from the others" });
    expect(plain(clientSentence(odd, 12, 1, undefined, null, false))).toBe("Client 7, round 12: length 3.1 times the median, share 0 %, turned away: too far from the others.");
    expect(plain(clientSentence(odd, 12, 1, undefined, false, true))).toMatch(/truly honest, in quarantine in the next run\.$/);
    expect(roundFinding([client(0), odd, client(2, { weight: 0 })])).toBe("1 of 3 clients counted; client 7 turned away; client 3 without weight.");
    expect(roundFinding([client(0), client(2, { weight: 0 })], mixes([{ id: "nearest-neighbor-mixing", params: {} }, { id: "coordinate-median", params: {} }]))).toBe("1 of 2 mixtures counted; the mixtures in place of client 3 got no weight.");
    expect(mixes([{ id: "multi-krum", params: {} }])).toBe(false);
  });

  it("says what a server did, without and with sight of single updates", () => {
    const tally = (count: number, of: number) => ({ count, of }), report = { clients: [], rounds: [], durability: null, hidden: false };
    expect(plain(serverSentence("Krum", { ...report, attackersStopped: tally(60, 60), honestLost: tally(24, 240), attackerWeight: 0 }))).toBe("Krum kept out 60 of 60 malicious updates and 24 of 240 honest ones; the attacker’s mean share in the sum was 0 %.");
    expect(plain(serverSentence(null, { ...report, attackersStopped: tally(0, 60), honestLost: tally(0, 240), attackerWeight: 0.2 }))).toBe("The plain mean kept out none of 60 malicious updates; the attacker’s mean share in the sum was 20 %.");
    expect(plain(serverSentence("Secure aggregation", { ...report, hidden: true, attackersStopped: null, honestLost: null, attackerWeight: 0.2 }))).toMatch(/hid single updates from the server/);
    expect(plain(serverSentence("Coordinate-wise median", { ...report, attackersStopped: null, honestLost: null, attackerWeight: 0.05 }))).toBe("Coordinate-wise median turns nobody away; it limits what each update can do; the attacker’s mean share in the sum was 5.0 %.");
    const empty = { ...report, rounds: [{ ...round([client(0), client(1, { weight: 0 }), client(2, { weight: 0, state: "lost" })]), attacked: true }], attackersStopped: null, honestLost: null, attackerWeight: null };
    expect(serverSentence("Median", empty)).toBe("Median turns nobody away, but limits what each update can do: 1 of 2 updates got no weight at all.");
    expect(serverSentence("Mixing + Median", empty, true)).toBe("Mixing + Median turns nobody away, but limits what each mixture of updates can do: 1 of 2 mixtures got no weight at all.");
  });
});
