/** What the header of every view says, and what each view is called in the title of the window. */
import type { Route } from "../state/route";

export const nav = {
  home: "Hemlock",
  label: "Pages",
  menu: "Menu",
  lab: "Lab",
  stories: "Stories",
  runs: "Runs",
  about: "About",
  accessibility: "Accessibility",
  skip: "Skip to the content",
  toDark: "Switch to dark colors",
  toLight: "Switch to light colors",
} as const;

/** Stands in the title of the window before the name of the page; stories put their own there. */
export const viewTitles: Readonly<Record<Route["page"], string>> = {
  home: "",
  lab: "Lab",
  story: "Story",
  teach: "For teachers",
  worksheet: "Worksheet",
  present: "Presentation",
  notes: "Speaker notes",
  runs: "Runs",
  about: "About",
  accessibility: "Accessibility",
};

/** The window's title: what is special first, because tabs are narrow. */
export const windowTitle = (view: string): string => (view === "" ? "Hemlock: poison a neural network and watch what happens" : `${view} · Hemlock`);

/** When a view could not be drawn. */
export const fallen = {
  title: "This view could not be shown",
  why: "A part of the page could not be fetched, or something in it went wrong. Your answers, your kept runs and the link in the address bar are not lost. Check the connection and reload.",
  said: "What the browser says:",
  reload: "Reload the page",
  home: "To the first page",
} as const;
