/**
 * What a run says on stderr while it works: one line that is rewritten on a terminal, one line a finished stage in a log.
 * Never writes to stdout.
 */
import type { RunEvent } from "../engine/index";

export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const CLEAR = "\r\u001b[K";

export class Progress {
  private readonly titles = new Map<string, string>();
  private readonly running = new Map<string, number>();
  private done = 0;
  private shown = "";

  constructor(private readonly out: Stream, private readonly label: string) {}

  event(event: RunEvent): void {
    if (event.type === "planned") for (const s of event.stages) this.titles.set(s.key, s.title);
    else if (event.type === "stage-start") this.running.set(event.stage, 0);
    else if (event.type === "stage-progress") this.running.set(event.stage, event.fraction);
    else if (event.type === "stage-end") {
      this.running.delete(event.stage);
      this.done++;
      if (!this.out.isTTY) this.out.write(`${this.label}[${this.done}/${this.titles.size}] ${this.titles.get(event.stage) ?? event.stage} ${event.cached ? "(kept)" : `${event.seconds.toFixed(1)} s`}\n`);
    } else if (event.type === "notice") this.line(event.note.text);
    this.draw();
  }

  /** Removes the moving line, so that what follows starts clean. */
  end(): void {
    if (this.out.isTTY && this.shown) this.out.write(CLEAR);
    this.shown = "";
  }

  private line(text: string): void {
    this.end();
    this.out.write(`${text}\n`);
  }

  private draw(): void {
    if (!this.out.isTTY) return;
    const now = [...this.running].map(([stage, f]) => `${this.titles.get(stage) ?? stage} ${Math.round(f * 100)} %`).join(" · ");
    const text = `${this.label}[${this.done}/${this.titles.size}] ${now}`.slice(0, 110);
    if (text !== this.shown) this.out.write(`${CLEAR}${(this.shown = text)}`);
  }
}
