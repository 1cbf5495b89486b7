/** The one list of features, in the order in which the API is documented. */
import { auth } from "./auth/routes.ts";
import { coping } from "./coping/routes.ts";
import { emotion } from "./emotion/routes.ts";
import { entries } from "./entries/routes.ts";
import { insights } from "./insights/routes.ts";
import { platform } from "./platform/routes.ts";
import { profile } from "./profile/routes.ts";
import { reflections } from "./reflections/routes.ts";
import { summary } from "./summary/routes.ts";
import { triggers } from "./triggers/routes.ts";

export const features = [
  platform,
  auth,
  entries,
  emotion,
  coping,
  triggers,
  profile,
  insights,
  reflections,
  summary,
];
