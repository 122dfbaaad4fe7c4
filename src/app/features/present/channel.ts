/**
 * How the slides and the speaker's window hear of each other: a broadcast within this browser, and where that does not reach,
 * messages between a window and the one that opened it. Carries positions and texts of a story, nothing of the person.
 */

/** What the slides say whenever it changes. Texts are as they stand on the slide, numbers filled in. */
export interface SlideNews {
  readonly kind: "slide";
  readonly story: string;
  readonly slide: number;
  readonly of: number;
  readonly says: string;
  readonly next: string | null;
  readonly notes: readonly string[];
  readonly blank: boolean;
  /** When the talk began, in ms since 1970; null while no window with notes has told. */
  readonly since: number | null;
}
/** The slides are left or closed. */
interface Bye { readonly kind: "bye"; readonly story: string }
/** What the speaker's window asks for. `hello` says when its clock began, in case the slides know no better; `clock` begins it anew. */
export type SpeakerWish =
  | { readonly kind: "example"; readonly story: string }
  | { readonly kind: "hello" | "clock"; readonly story: string; readonly since: number }
  | { readonly kind: "go"; readonly story: string; readonly slide: number };

type Message = SlideNews | Bye | SpeakerWish;

const NAME = "hemlock-slides", MARK = "hemlock-slides/1";

interface Letter {
  readonly mark: string;
  /** The same on both ways, so that a message that comes twice counts once. */
  readonly id: string;
  readonly message: Message;
}

const isMessage = (value: unknown): value is Letter =>
  typeof value === "object" && value !== null && (value as { mark?: unknown }).mark === MARK && typeof (value as { message?: { story?: unknown } }).message?.story === "string";

export interface Wire {
  readonly send: (message: Message) => void;
  readonly close: () => void;
}

/** Letters of this page, over all wires: slides that were left and opened again go on counting, or they would not be heard. */
let sent = 0;

/** `peer`: the other window, where this one knows it. Messages of other stories are not heard. */
export function openWire(story: string, peer: () => Window | null, hear: (message: Message) => void): Wire {
  let air: BroadcastChannel | null = null;
  const heard = new Set<string>();
  try {
    air = new BroadcastChannel(NAME);
  } catch {
    // Some sandboxes forbid it.
  }
  const take = (value: unknown) => {
    if (!isMessage(value) || value.message.story !== story || heard.has(value.id)) return;
    heard.add(value.id);
    hear(value.message);
  };
  const onAir = (event: MessageEvent) => take(event.data), onPost = (event: MessageEvent) => { if (event.source !== null && event.source === peer()) take(event.data); };
  air?.addEventListener("message", onAir);
  addEventListener("message", onPost);
  return {
    send: (message) => {
      const said: Letter = { mark: MARK, id: `${performance.timeOrigin}/${++sent}`, message };
      air?.postMessage(said);
      // A page without an origin of its own cannot be named.
      peer()?.postMessage(said, self.origin === "null" ? "*" : self.origin);
    },
    close: () => {
      air?.close();
      removeEventListener("message", onPost);
    },
  };
}
