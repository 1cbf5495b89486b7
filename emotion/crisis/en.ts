/** English, put together: what `crisis.ts` looks for in a text and what silences it. */
import * as context from "#emotion/crisis/en-context.ts";
import { despairs } from "#emotion/crisis/en-despair.ts";
import { farewells } from "#emotion/crisis/en-farewell.ts";
import { harm } from "#emotion/crisis/en-harm.ts";
import { fillers, sets } from "#emotion/crisis/en-sets.ts";
import { wishes } from "#emotion/crisis/en-wishes.ts";
import { foldEnglish } from "#emotion/crisis/en-words.ts";
import type { CrisisLocale } from "#emotion/crisis/locale.ts";

export const en: CrisisLocale = {
  locale: "en",
  fold: foldEnglish,
  vocabulary: { sets, fillers: new Set(fillers) },
  explicit: [...harm, ...wishes],
  veiled: [...despairs, ...farewells],
  idioms: context.idioms,
  despair: context.despair,
  ownSubjects: context.ownSubjects,
  otherSubjects: context.otherSubjects,
  reported: context.reported,
  quoted: context.quoted,
  fiction: context.fiction,
  topicSilencers: context.topicSilencers,
  topicOwn: context.topicOwn,
  longPast: context.longPast,
  pastForms: context.pastForms,
  returns: context.returns,
};
