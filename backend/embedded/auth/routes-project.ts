/** What the Auth server says about itself: health, settings, public keys. Nothing here touches the database. */
import type { FastifyInstance } from "fastify";
import type { AuthContext } from "./context.ts";

/** Ways to sign in that hosted projects list and that do not exist here. */
const ABSENT_PROVIDERS = [
  "anonymous_users",
  "apple",
  "azure",
  "bitbucket",
  "discord",
  "facebook",
  "figma",
  "fly",
  "github",
  "gitlab",
  "google",
  "kakao",
  "keycloak",
  "linkedin",
  "linkedin_oidc",
  "notion",
  "phone",
  "slack",
  "slack_oidc",
  "spotify",
  "twitch",
  "twitter",
  "workos",
  "zoom",
] as const;

export function addProjectRoutes(app: FastifyInstance, context: AuthContext): void {
  const { settings, tokens } = context;

  app.get("/health", async () => ({
    version: "embedded",
    name: "GoTrue",
    description: "Auth server of Echo's embedded mode, compatible with GoTrue",
  }));

  app.get("/settings", async () => ({
    external: {
      ...Object.fromEntries(ABSENT_PROVIDERS.map((provider) => [provider, false])),
      email: true,
    },
    disable_signup: !settings.signupEnabled,
    mailer_autoconfirm: settings.autoconfirm,
    phone_autoconfirm: false,
    sms_provider: "",
    saml_enabled: false,
    saml_private_key_next_configured: false,
    passkeys_enabled: false,
  }));

  app.get("/.well-known/jwks.json", async (_request, reply) =>
    reply.header("cache-control", "public, max-age=600").send({ keys: [tokens.publicJwk] }),
  );

  app.get("/.well-known/openid-configuration", async (_request, reply) =>
    reply.header("cache-control", "public, max-age=600").send({
      issuer: tokens.issuer,
      jwks_uri: `${tokens.issuer}/.well-known/jwks.json`,
      token_endpoint: `${tokens.issuer}/token`,
      userinfo_endpoint: `${tokens.issuer}/user`,
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256"],
    }),
  );
}
