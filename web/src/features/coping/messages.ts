/** The words around a person's own actions for hard moments. */
export const messages = {
  offered: "From your kit",
  offerHint: "Only if you feel like it.",
  didHelp: "I did it: it helped",
  didNotHelp: "I did it: it did not",
  helped: "Noted: it helped.",
  didNot: "Noted: it did not help this time. That is worth knowing too.",
  change: "Change",

  kitTitle: "Your coping kit",
  kitFirst: "What helps you through a hard hour?",
  kitLead:
    "Up to three small things of your own. After a hard entry Echo offers one of them, and learns from your answers which ones help.",
  actionLabel: (position: number) => `Action ${position}`,
  actionHint: "Such as: walk around the block, call Ana, make tea.",
  tooLong: (most: number) => `An action can have ${most} characters.`,
  twice: "Each action once is enough.",
  save: "Save the kit",
  saved: "Your kit is saved.",
  counts: "What helped so far",
  counted: (offered: number, tried: number, helped: number) =>
    `Offered ${offered}, tried ${tried}, helped ${helped}.`,
  notEnough: (more: number) =>
    `Not enough yet to say more: after about ${more} more ${more === 1 ? "answer" : "answers"}.`,
  share: (low: number, high: number) => `It likely helps in ${low}\u00a0% to ${high}\u00a0% of times.`,
  leftKit: "no longer in the kit",
} as const;
