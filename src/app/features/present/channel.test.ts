/** The wire between slides and speaker: both ways at once and still once, and nothing from strangers. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { openWire } from "./channel";

type Hear = (event: { readonly data: unknown; readonly source: unknown }) => void;
const page = { listeners: [] as Hear[], origin: "http://here" };

function frame(): void {
  vi.stubGlobal("self", { origin: page.origin });
  vi.stubGlobal("addEventListener", (_: string, l: Hear) => void page.listeners.push(l));
  vi.stubGlobal("removeEventListener", (_: string, l: Hear) => void (page.listeners = page.listeners.filter((x) => x !== l)));
}
/** Another window that delivers what is posted to it to this page, as if it came from `from`. */
const windowOf = () => {
  const w = { postMessage: (data: unknown) => { for (const l of page.listeners) l({ data, source: w }); } };
  return w as unknown as Window;
};
afterEach(() => { vi.unstubAllGlobals(); page.listeners = []; });

const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

describe("the wire", () => {
  test("what goes both ways is heard once", async () => {
    frame();
    const heard: unknown[] = [], peer = windowOf();
    const ear = openWire("sticker", () => peer, (m) => heard.push(m)), mouth = openWire("sticker", () => peer, () => {});
    mouth.send({ kind: "go", story: "sticker", slide: 2 });
    await settle();
    expect(heard).toEqual([{ kind: "go", story: "sticker", slide: 2 }]);
    mouth.send({ kind: "go", story: "sticker", slide: 2 });
    await settle();
    expect(heard).toHaveLength(2);
    ear.close();
    mouth.close();
  });
  test("other stories, other windows and other messages are not heard", async () => {
    frame();
    const heard: unknown[] = [], peer = windowOf(), ear = openWire("sticker", () => peer, (m) => heard.push(m)), other = openWire("frog", () => null, () => {});
    other.send({ kind: "go", story: "frog", slide: 2 });
    windowOf().postMessage({ mark: "hemlock-slides/1", id: "x", message: { kind: "go", story: "sticker", slide: 3 } });
    peer.postMessage({ hello: "world" });
    peer.postMessage(null);
    await settle();
    expect(heard).toEqual([]);
    ear.close();
    other.close();
  });
});
