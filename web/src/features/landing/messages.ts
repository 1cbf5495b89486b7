/** The words of the first page. Everything claimed here is true of this version. */
export const messages = {
  windowTitle: "A private journal",
  title: "Write it down. It stays yours.",
  lead: "Echo is a private journal. Open it, type a few lines, close it again. Every word is kept, for you alone.",
  begin: "Begin your journal",
  signIn: "Sign in",
  specimen: "An example of an entry",
  specimenDay: "Tuesday evening",
  specimenMood: "Good",
  specimenText:
    "Walked home the long way. The rain had just stopped and the whole street smelled of linden.\n\nI had not answered that mail all day, and nothing happened.",
  specimenTags: ["walking", "rain"],
  facts: [
    {
      title: "No word is lost",
      text: "Drafts survive a closed tab, a lost signal, a crash. What you change can be read as it was, and what you delete waits in the trash.",
    },
    {
      title: "Yours alone",
      text: "The database itself opens an entry only to its writer. No trackers, nothing loaded from anywhere else.",
    },
    {
      title: "Found again",
      text: "Search reads every language and script, and every entry keeps the day it was for you.",
    },
  ],
} as const;
