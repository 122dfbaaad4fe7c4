/**
 * Stands in for a view that could not be drawn: a fault in this page or, after an update, a part of it that is no longer on the
 * server. Says so and offers ways on; what is kept on the device stays. Must not need anything that could be broken itself.
 */
import { Component, type ReactNode } from "react";
import { fallen as words } from "./text/nav-words";

interface Props {
  /** Another view is another chance. */
  readonly place: string;
  readonly children: ReactNode;
}

export class Fallen extends Component<Props, { readonly problem: string | null; readonly place: string }> {
  override state = { problem: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: Props, state: { readonly problem: string | null; readonly place: string }) {
    return props.place === state.place ? null : { problem: null, place: props.place };
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    return (
      <main className="mx-auto flex min-h-dvh max-w-[60ch] flex-col justify-center gap-4 p-6">
        <h1 className="text-2xl font-semibold">{words.title}</h1>
        <p>{words.why}</p>
        <p className="text-sm text-muted">{words.said} <span translate="no">{this.state.problem}</span></p>
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <button type="button" className="min-h-10 rounded-lg border border-edge px-4 hover:bg-hover" onClick={() => location.reload()}>{words.reload}</button>
          <a className="self-center underline underline-offset-4" href={`${location.pathname}${location.search}`}>{words.home}</a>
        </p>
      </main>
    );
  }
}
