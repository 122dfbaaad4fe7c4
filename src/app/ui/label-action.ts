/** What a press on the name of the control inside does, if anything: a form puts it there, FieldFrame makes the name a button. */
import { createContext, type ReactNode } from "react";

export interface LabelAction {
  /** What it does, with the control's name in it: "Run over a range: Poison rate". */
  readonly label: string;
  /** The same for the tooltip, in a few words. */
  readonly hint: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
}

export const LabelActionContext = createContext<LabelAction | null>(null);
