/**
 * What the embedded Auth and Storage servers are told at start. Whoever starts them makes the secrets
 * and keeps them; neither server reads the environment or writes a setting.
 */
import type { Clock } from "#core/clock.ts";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import type { AuthLimits } from "#embedded/auth/limits.ts";

export interface EmbeddedSupabaseSettings {
  /** Where clients reach the gateway, without a trailing slash; the token issuer is `${externalUrl}/auth/v1`. */
  readonly externalUrl: string;
  /** Echo's PUBLIC_URL, without a trailing slash: the only base of mailed links and redirects. */
  readonly siteUrl: string;
  /** HS256: the legacy API keys are signed with it. */
  readonly jwtSecret: Secret;
  /** ES256 private JWK as JSON text, with `kid`: signs access tokens. */
  readonly signingKey: Secret;
  /** `sb_publishable_...` */
  readonly publishableKey: string;
  /** `sb_secret_...` */
  readonly secretKey: Secret;
  /** Legacy JWT forms of the two keys. */
  readonly anonKey: string;
  readonly serviceRoleKey: Secret;
  /** Signs storage URLs, and nothing else. */
  readonly storageUrlKey: Secret;
  /** Where blobs lie. */
  readonly storageDirectory: string;
  /** Connection string of `supabase_auth_admin`. */
  readonly authDatabaseUrl: Secret;
  /** Connection string of `supabase_storage_admin`. */
  readonly storageDatabaseUrl: Secret;
  /** Mails are written here, one file each. */
  readonly mailDirectory: string;
  /** Addresses count as confirmed without a mail. */
  readonly autoconfirm: boolean;
  readonly signupEnabled: boolean;
  /** How often an address may call; the hosted defaults where absent. */
  readonly limits?: AuthLimits;
  readonly log: Log;
  readonly clock: Clock;
}
