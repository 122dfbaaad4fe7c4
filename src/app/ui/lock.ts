/** Whether the knobs around here can be read only: a form inside `<LockContext value>` keeps its look and takes no change. Says no reason; whoever locks does. */
import { createContext, useContext } from "react";

export const LockContext = createContext(false);
export const useLocked = (): boolean => useContext(LockContext);
