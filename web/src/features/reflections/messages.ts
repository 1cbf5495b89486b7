/** The words around a longer answer by a language model outside Echo. */
export const messages = {
  label: "Longer reflection",
  ask: "Ask for a longer reflection",
  destination: (model: string, host: string, isThisMachine: boolean) =>
    isThisMachine
      ? `Sends this page to the model ${model} on the machine that Echo runs on (${host}).`
      : `Sends this page to the model ${model} on ${host}.`,
  onlyThis: "Only this entry is sent, and nothing is sent before you say so.",
  send: "Send it",
  cancel: "Do not send",
  waiting: "Waiting for an answer. This may take a minute.",
  from: (model: string, host: string, when: string) => `By the model ${model} on ${host}, ${when}`,
  earlierVersion: "It is about an earlier version of this entry.",
  delete: "Delete the reflection",
} as const;
