/** The page about this page: privacy and how to check it, limits, ethics, data and their licenses, how to cite; and the accessibility statement. */

export const about = {
  title: "About Hemlock",
  lead: "Hemlock trains small neural networks in your browser, poisons their training data, and shows clean, poisoned and defended models side by side. It is made for lessons, talks and first ideas.",
  onThisPage: "On this page",
  privacy: {
    title: "What leaves this page: nothing",
    text: [
      "Everything is computed on your own device. Data that you load, digits that you draw and models that you train stay there. There is no login, no cookie, no counting of visitors, and no other computer is asked for anything.",
      "What the page remembers (colors, how far you are in a story, your runs, your own data sets) lies in this browser and can be deleted there, or under Runs and Own data. Where the browser keeps nothing, as in private windows, it lasts as long as the page is open.",
      "A link to an experiment holds the settings and never the rows. It stands after the # of the address, which browsers do not send to any server.",
    ],
    checkTitle: "How to check that",
    check: [
      "Open your browser’s developer tools (F12, or Ctrl + Shift + I), choose the tab Network, and run an experiment. Every request goes to the address of this page.",
      "Switch on flight mode after the first visit and go on: stories and experiments run as before.",
      "Look at the page’s own rule below. The browser enforces it: connect-src 'self' forbids the page to talk to any other host.",
    ],
    rule: "The rule that the browser enforces on this page",
  },
  offline: { title: "Without a network" },
  limits: {
    title: "What this can show, and what it cannot",
    text: [
      "This is toy scale. The networks have thousands of parameters and learn from thousands of rows in seconds; real systems have millions or billions of both, and they differ: in how easily they are poisoned, in which defenses work, and in who could get at their data.",
      "So take the mechanism home and leave the number here. That a backdoor hides behind good accuracy is true at any scale. That five poisoned rows in a hundred suffice, or that a certain defense finds nearly all of them, is true of this data set, this network and this attack.",
      "Every number has an interval. One run with one seed is one run: sweep the seed before you believe a small difference.",
      "A defense that wins here has met attacks that did not know it. An attacker who does know it usually does better.",
    ],
  },
  ethics: {
    title: "Why show attacks at all?",
    text: [
      "Every attack in here has been published, most of them years ago, with a paper that is named beside it. Whoever wants to do harm has them already. Those who have to decide what to buy, what to allow and what to check mostly do not.",
      "Hemlock attacks only models that it has trained itself, on public data or on yours. There is nothing in it that reaches another system.",
      "Each attack stands beside defenses, with what they cost and where they fail. If you find a weakness like these in a system that people use, tell those who run it first and give them time.",
    ],
  },
  data: {
    title: "Data and their licenses",
    text: "These data sets come with the page. Each was made smaller or recoded so that it fits; the folder of each holds a NOTICE that says how.",
    table: "Data sets with source and license",
    name: "Data set",
    source: "Source",
    license: "License",
    own: "Hemlock itself is free software under the MIT license.",
  },
  cite: {
    title: "How to cite it",
    text: "Name the version of the engine: the same version, setup, seed and backend give the same numbers. The link from Share holds setup and seed.",
    copy: "Copy",
    copied: "Copied to the clipboard.",
    failed: "The browser did not allow copying. Select the text and copy it yourself.",
    plain: "As text",
    bibtex: "As BibTeX",
    citation: (version: string, year: string, address: string) => `Hemlock contributors (${year}). Hemlock: a playground for poisoning neural networks in the browser (engine version ${version}). ${address}`,
    entry: (version: string, year: string, address: string) =>
      `@software{hemlock,\n  author  = {{Hemlock contributors}},\n  title   = {Hemlock: a playground for poisoning neural networks in the browser},\n  version = {engine ${version}},\n  year    = {${year}},\n  url     = {${address}}\n}`,
  },
  keys: { title: "Keys in the lab", text: "Everything works without a mouse. Tab goes from control to control, arrow keys move inside charts, matrices and strips, Escape closes what is open." },
  accessible: { title: "Accessibility", text: "What was tested, what is known not to work, and how to say that something does not:", link: "Accessibility statement" },
} as const;

export const accessibility = {
  title: "Accessibility statement",
  lead: "Hemlock is meant to work for everybody in the room. It aims at the Web Content Accessibility Guidelines (WCAG) 2.2, level AA.",
  doesTitle: "What you can rely on",
  does: [
    "Everything can be done with a keyboard. A chart, a matrix or a strip of images is one stop of the Tab key, with arrow keys inside.",
    "Nothing is told by color alone: each model has its own marker and dash, a poisoned row has a ring and a hatch.",
    "Figures have a title and a sentence or a table that says what is to be seen.",
    "Whatever is explained on hover is explained on focus and on a tap, too, and Escape puts it away.",
    "What happens while models learn is said in one polite status line, at most once every few seconds.",
    "There is a light and a dark appearance. Motion stops when your system asks for less of it.",
    "The page works on a screen 320 pixels wide, which is also what 400 % zoom makes of a laptop’s screen.",
  ],
  testedTitle: "What was tested, and with what",
  testedText: "With each change of the code the page is built, opened in Chromium and put through these checks, all automatic:",
  tested: [
    "axe-core with its rules for WCAG 2.0, 2.1 and 2.2, A and AA, and its best practices: every view, every step of every story, the lab before and after a run with its tabs and dialogs, slides. What depends on colors is checked in dark once more; of stories, a third at a time. Slides are checked in light.",
    "Journeys with the keyboard alone: each story, the home’s digit and sticker, an experiment from the first run to the link, a sweep, a comparison of two runs, a link for a class.",
    "Each story by touch on a screen of 390 by 844 pixels.",
    "Every view at 320 pixels wide, with text twice as large, and with forced colors (high contrast); distances and sizes of what can be pressed.",
    "That one status line speaks while a run is under way, and not too often.",
    "The home, the lab, a story, About and this page with sentences 40 % longer, and mirrored for languages that run from right to left.",
  ],
  limitsTitle: "What is known not to work well, or was not tested",
  limits: [
    "No test with a screen reader by a person who uses one every day has been done yet. What is said about names and roles comes from automatic tests and reading the code.",
    "Drawing a digit or painting a trigger is visual work. Both have keys, but without sight a test digit from the list is the better way.",
    "Maps of features and decision borders are pictures. What can be said about them in a sentence is said; where each point lies is not.",
    "The names of data set columns and the words of messages are in English, whatever language the page may one day speak.",
  ],
  reportTitle: "Something does not work for you?",
  report: "Tell the person or school that gave you this page, or open an issue where you got the source code. Say what you wanted to do, with which browser and which aid, and copy the link of the experiment: it brings others to the same place. Nothing is sent from here by itself.",
  back: "About Hemlock",
} as const;
