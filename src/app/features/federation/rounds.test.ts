/** What the pictures of a federation are made from: rows by client without the attacker's additions, marks, scales and pieces of rounds. */
import { describe, expect, it } from "vitest";
import type { ClientRecord, Preview, RoundRecord } from "../../../engine/index";
import { clientSentence, quarantine, roundFinding, serverSentence, shares } from "../../text/federation-words";
import { lapOf, linesOf } from "./class-fill";
import { dealtRows, extentOf, isHidden, largestShare, lengthsOf, markOf, meanShares, medianNorm, mixes, numberEvery, pilesOf, spans } from "./rounds";

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

  it("knows hidden updates and lengths", () => {
    expect(isHidden([round([client(0, { norm: null, at: null })])])).toBe(true);
    expect(isHidden([])).toBe(false);
    expect(medianNorm(round([client(0, { norm: 2 }), client(1, { norm: null }), client(2, { norm: 4 }), client(3, { norm: 9 })]))).toBe(4);
  });

  it("measures a share against an even one among those whose message came", () => {
    const lost = (n: number) => client(n, { state: "lost", weight: 0 }), found = (rounds: readonly RoundRecord[]) => plain(shares.finding(largestShare(rounds, 4)!));
    expect(meanShares([round([client(0, { weight: 0.5 }), client(1, { weight: 0.5 })]), round([client(0, { weight: 1 }), lost(1)], 2)], 3)).toEqual([{ share: 0.75, fair: 0.75 }, { share: 0.5, fair: 0.5 }, null]);
    expect(found([round([client(3, { weight: 1 })]), round([client(1, { weight: 1 })], 2)])).toBe("Every client that took part had about the same share, 100 %.");
    expect(found([round([client(0, { weight: 0.5 }), client(1, { weight: 0.5 }), lost(2), lost(3)])])).toBe("Every client that took part had about the same share, 50 %.");
    expect(found([round([client(0, { weight: 0.8 }), client(1, { weight: 0.2 }), lost(2)])])).toBe("The largest mean share is that of client 1: 80 %; an even one would be 50 %.");
    // One of many that was turned away hardly raises the shares of the others.
    const many = Array.from({ length: 20 }, (_, c) => client(c, c === 0 ? { state: "rejected", weight: 0 } : { weight: 1 / 19 }));
    expect(plain(shares.finding(largestShare([round(many)], 20)!))).toMatch(/^The largest mean share is that of client 2: 5\.3 %; an even one would be 5\.0 %\.$/);
    expect(found([round([client(0, { state: "rejected", weight: 0 })])])).toBe("No client had any share in the sum.");
    expect(largestShare([round([lost(0)])], 4)).toBeNull();
  });

  it("leaves room between the numbers of an axis, however many digits they have", () => {
    for (const [clients, width] of [[15, 800], [50, 330], [200, 1000], [200, 330]] as const) expect(numberEvery(clients, width / clients) * (width / clients)).toBeGreaterThanOrEqual(7 * String(clients).length + 8);
    expect(numberEvery(8, 56)).toBe(1);
  });

  it("tells classes of one color apart by lines", () => {
    const fills = Array.from({ length: 18 }, (_, k) => `${k % 6} ${linesOf("x", k)}`);
    expect([lapOf(5), lapOf(6), lapOf(17)]).toEqual([0, 1, 2]);
    expect(new Set(fills).size).toBe(18);
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
    expect(roundFinding([client(0), odd, client(2, { weight: 0 })])).toBe("1 of 3 clients counted; client 7 turned away; client 3 got no weight.");
    expect(roundFinding([client(0), client(2, { weight: 0 })], mixes([{ id: "nearest-neighbor-mixing", params: {} }, { id: "coordinate-median", params: {} }]))).toBe("1 of 2 mixtures counted; the mixtures in place of client 3 got no weight.");
    expect(mixes([{ id: "multi-krum", params: {} }])).toBe(false);
  });

  it("says what a server did, without and with sight of single updates", () => {
    const tally = (count: number, of: number) => ({ count, of }), report = { clients: [], rounds: [], durability: null, hidden: false };
    expect(plain(serverSentence("Krum", { ...report, attackersStopped: tally(60, 60), honestLost: tally(24, 240), attackerWeight: 0 }))).toBe("Krum kept out 60 of 60 malicious updates and 24 of 240 honest ones; the attacker’s mean share in the sum was 0 %.");
    expect(plain(serverSentence(null, { ...report, attackersStopped: tally(0, 60), honestLost: tally(0, 240), attackerWeight: 0.2 }))).toBe("The plain mean kept out none of 60 malicious updates; the attacker’s mean share in the sum was 20 %.");
    expect(plain(serverSentence("Secure aggregation", { ...report, hidden: true, attackersStopped: null, honestLost: null, attackerWeight: 0.2 }))).toMatch(/hid single updates from the server/);
    expect(plain(serverSentence("Coordinate-wise median", { ...report, attackersStopped: null, honestLost: null, attackerWeight: 0.05 }))).toBe("Coordinate-wise median turns nobody away; it limits what each update can do; the attacker’s mean share in the sum was 5.0 %.");
    const wire = { ...report, attackersStopped: tally(60, 60), honestLost: tally(0, 240), honestReplaced: tally(60, 300), attackerWeight: 0 }, turned = client(0, { state: "rejected", weight: 0 }), seen = (...clients: ClientRecord[]) => [{ ...round(clients), attacked: true }];
    expect(plain(serverSentence("Signed updates", { ...wire, rounds: seen(turned, client(1)) }))).toBe("Signed updates kept out 60 of 60 falsified messages and no honest one, by turning them away; the attacker’s mean share in the sum was 0 %; the attacker had put its own in place of 60 of 300 honest messages.");
    expect(plain(serverSentence(null, { ...wire, attackersStopped: tally(0, 60), attackerWeight: 0.2 }))).toBe("The plain mean kept out none of 60 falsified messages; the attacker’s mean share in the sum was 20 %; the attacker had put its own in place of 60 of 300 honest messages.");
    expect(plain(serverSentence("Signed updates", { ...wire, honestReplaced: tally(0, 300), rounds: seen(client(1)) }))).toBe("Signed updates kept out 60 of 60 falsified messages and no honest one; the attacker’s mean share in the sum was 0 %.");
    const krum = (...clients: ClientRecord[]) => serverSentence("Krum", { ...wire, honestReplaced: undefined, attackerWeight: null, rounds: seen(...clients) });
    expect(krum(client(0, { weight: 0 }))).toBe("Krum kept out 60 of 60 malicious updates and no honest one, by giving them no weight.");
    expect(krum(client(0, { weight: 0 }), turned)).toMatch(/, by turning them away or giving them no weight\.$/);
    const secure = { ...report, hidden: true, attackersStopped: null, honestLost: null, attackerWeight: null };
    expect(serverSentence("Secure aggregation", { ...secure, rounds: [...seen(turned), ...seen(turned)] })).toBe("Secure aggregation lost all 2 rounds: too few clients were left to take the masks off, so nothing was learned.");
    expect(serverSentence("Secure aggregation", { ...secure, rounds: seen(turned) })).toMatch(/^Secure aggregation lost its only round:/);
    expect(plain(serverSentence("Secure aggregation", { ...secure, attackerWeight: 0.2, rounds: [...seen(turned), ...seen(client(1))] }))).toBe("Secure aggregation hid single updates from the server, so it could turn nobody away; the attacker’s mean share in the sum was 20 %; in 1 of 2 rounds too few clients were left to take the masks off, and nothing was learned.");
    const empty = { ...report, rounds: [{ ...round([client(0), client(1, { weight: 0 }), client(2, { weight: 0, state: "lost" })]), attacked: true }], attackersStopped: null, honestLost: null, attackerWeight: null };
    expect(serverSentence("Median", empty)).toBe("Median turns nobody away, but limits what each update can do: 1 of 2 updates got no weight at all.");
    expect(serverSentence("Mixing + Median", empty, true)).toBe("Mixing + Median turns nobody away, but limits what each mixture of updates can do: 1 of 2 mixtures got no weight at all.");
  });
});

describe("a quarantine", () => {
  it("says of one client what it is, and of several how many", () => {
    expect(quarantine.truth(1, 0, 2)).toBe("It is malicious; no honest client is lost; 2 malicious clients go on.");
    expect(quarantine.truth(0, 1, 0)).toBe("It is not malicious; 1 honest client is lost.");
    expect(quarantine.truth(1, 2, 0)).toBe("1 of them is malicious; 2 honest clients are lost.");
  });
});
