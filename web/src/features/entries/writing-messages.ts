/** The words of writing, which the first page needs; the other pages have more. */
export const messages = {
  moods: { 1: "Awful", 2: "Low", 3: "Okay", 4: "Good", 5: "Great" },
  moodLegend: "How is it, if you like to say",
  moodLabel: "Mood:",

  writeTitle: "Write",
  textLabel: "Your entry",
  placeholder: "What is on your mind?",
  save: "Save",
  saveHint: "Ctrl + Enter",
  tagsLabel: "Tags",
  tagsHint: "Enter or a comma ends a tag.",
  addTag: "Add a tag",
  removeTag: (tag: string) => `Remove the tag ${tag}`,
  tagTooLong: "A tag can have 32 characters.",
  tooManyTags: "An entry can have ten tags.",

  onDevice: "On this device",
  keeping: "Keeping",
  notKept: "This browser does not let Echo keep your words. Please save before you leave.",
  saving: "Saving",
  saved: "Saved",
  readIt: "Read it",
  nothingToSave: "Write a line first.",
  tooLong: (count: number) => `This is ${count.toLocaleString()} characters longer than one entry can be.`,
  remaining: (count: number) => `${count.toLocaleString()} characters left`,
  notSaved: "Not saved yet. Your words are on this device.",
  changedElsewhere: "This entry was changed somewhere else. Your words are on this device.",
  choose: "Choose what to keep",
  unfinished: "Also unfinished on this device",
  emptyDraft: "No words yet",
  isElsewhere: "A page that you began is open in another tab. This one is a page of its own; both are kept.",
  entryIsElsewhere:
    "Changes to this entry are open in another tab. What you change here is kept beside them.",
  isCopy:
    "This page was changed in another tab as well. Both are kept: yours is here, the other one waits on this device.",
} as const;
