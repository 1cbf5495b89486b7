/**
 * Everything that Echo's code needs from outside itself, made once at start and handed down. Functions
 * take the few parts that they use: `Pick<Deps, "db" | "clock">`.
 */
import type { KeyObject } from "node:crypto";
import type { Engine } from "@echo/emotion/analyse.ts";
import { readWeights } from "@echo/emotion/model/load-node.ts";
import { join } from "node:path";
import type { Clock } from "#core/clock.ts";
import { deriveKey } from "#core/keys.ts";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import type { Settings, SupabaseConnection } from "#core/settings.ts";
import { findIsLoginAlive } from "#db/login-sessions.ts";
import { createDb, type Db } from "#db/scope.ts";
import { createEmotion, type Emotion } from "#services/emotion.ts";
import { createTokenVerifier, type TokenVerifier } from "#services/auth.ts";
import { createIdentity, type Identity } from "#services/identity.ts";
import { createLanguageModel, type LanguageModel } from "#services/language-model.ts";
import { createLoginSessions, type LoginSessions } from "#services/login-sessions.ts";
import { openOnnxModel } from "#services/onnx-model.ts";
import { createOnnxReader } from "#services/onnx-reader.ts";
import { createStorage, type Storage } from "#services/storage.ts";

export interface Deps {
  readonly settings: Settings;
  readonly connection: SupabaseConnection;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Db;
  /** Verifies access tokens locally. */
  readonly tokens: TokenVerifier;
  /** Whether a login has been ended since its access token was made. */
  readonly loginSessions: LoginSessions;
  /** Supabase Auth, through the official client. */
  readonly identity: Identity;
  /** Supabase Storage. */
  readonly storage: Storage;
  /** Hears what texts feel like, in this process. */
  readonly emotion: Emotion;
  /** Writes reflections where the operator has named one and the writer asks. */
  readonly languageModel: LanguageModel;
  /** Keys of 32 bytes for one purpose each. */
  readonly keys: { readonly csrf: KeyObject; readonly cursor: KeyObject };
}

export interface DepsOptions extends Pick<Deps, "settings" | "connection" | "version" | "clock" | "log"> {
  /** The root of Echo's own keys; the same for every instance that shares a Supabase. */
  readonly appKey: Secret;
  /** Connections to the database. */
  readonly poolSize?: number;
}

/** Makes them; nothing is connected yet. Whoever calls this closes `db`. */
export function createDeps(options: DepsOptions): Deps {
  const { settings, connection, version, clock, log, appKey, poolSize } = options;
  const db = createDb({
    connectionString: connection.databaseUrl,
    log,
    ...(poolSize === undefined ? {} : { poolSize }),
  });
  return Object.freeze({
    settings,
    connection,
    version,
    clock,
    log,
    db,
    tokens: createTokenVerifier({
      url: connection.url,
      audience: settings.jwtAudience,
      jwtSecrets: connection.jwtSecrets,
      keysFile: settings.ownDir === undefined ? undefined : join(settings.ownDir, "auth-keys.json"),
      clock,
      log,
    }),
    loginSessions: createLoginSessions((actor) => findIsLoginAlive(db, actor), clock),
    identity: createIdentity({
      url: connection.url,
      serviceRoleKey: connection.serviceRoleKey,
      publicUrl: settings.publicUrl,
    }),
    storage: createStorage(connection.url, connection.serviceRoleKey),
    emotion: openEmotion(settings, log),
    languageModel: createLanguageModel(settings.languageModel),
    keys: { csrf: deriveKey(appKey, "csrf"), cursor: deriveKey(appKey, "cursor") },
  });
}

/** The emotion engine that the settings ask for. */
export function openEmotion({ emotionModelDir }: Pick<Settings, "emotionModelDir">, log: Log): Emotion {
  const openForeign =
    emotionModelDir === undefined
      ? undefined
      : (builtIn: Engine) => createOnnxReader(openOnnxModel({ directory: emotionModelDir }), builtIn);
  return createEmotion({ readWeights, log, openForeign });
}
