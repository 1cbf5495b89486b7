/** The person's own settings over HTTP. There is one profile in reach, so there is no id in the path. */
import { Ref } from "@echo/contract/common.ts";
import { Profile, UpdateProfile } from "@echo/contract/profile.ts";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { type App, type Feature, problems } from "#features/feature.ts";
import { changeProfile, getProfile } from "./actions.ts";
import type { ProfileRow } from "./queries.ts";
import { emailOf } from "./rules.ts";

const tags = ["profile"];

function addRoutes(app: App, deps: Deps): void {
  app.get(
    "/profile",
    {
      schema: {
        operationId: "profile.get",
        summary: "Read the own profile",
        tags,
        response: { 200: Ref(Profile), ...problems(401, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      return toProfile(actor, await getProfile(deps, actor));
    },
  );
  app.patch(
    "/profile",
    {
      schema: {
        operationId: "profile.update",
        summary: "Change name, home zone, language or first day of the week",
        tags,
        body: Ref(UpdateProfile),
        response: { 200: Ref(Profile), ...problems(401, 403, 413, 415, 422, 429) },
      },
    },
    async (request) => {
      const actor = request.requireActor();
      return toProfile(actor, await changeProfile(deps, actor, request.body));
    },
  );
}

/** The address is the one in the access token, which costs no round trip and is at most a token's life old. */
function toProfile(actor: Actor, row: ProfileRow): Profile {
  const { id, full_name, timezone, locale, week_start, created_at, updated_at } = row;
  return {
    id,
    email: emailOf(actor.claims),
    full_name,
    timezone,
    locale,
    week_start,
    created_at,
    updated_at,
  };
}

export const profile: Feature = {
  name: "profile",
  schemas: [Profile, UpdateProfile],
  routes: addRoutes,
};
