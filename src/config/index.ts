import path from 'node:path';
import { ConfigError } from './checks';
import { jwksOf, type JwksOptions } from './jwks';
import { providerOf, type ProviderOptions } from './provider-settings';
import { defaultsOf, readValues, type Values } from './setting';
import {
  API,
  BACKGROUND,
  COMMAND_LINE,
  DATABASE,
  HTTP,
  LIMITS,
  PEOPLE,
  PROOFS,
  PROVIDER,
  SECTIONS,
  TOKENS,
  WEBHOOKS,
  type ServerSettings,
} from './settings';
import { refuseUnknownNames } from './unknown-names';

export { ConfigError } from './checks';
export type { JwksOptions } from './jwks';
export type { ProviderOptions } from './provider-settings';
export type { ServerSettings } from './settings';

/** The limits of a server that a program starts with none of its own. */
export const DEFAULT_SERVER_SETTINGS: ServerSettings = defaultsOf(LIMITS);

/** How often such a server looks for new movements. */
export const DEFAULT_FEED_INTERVAL_MS = HTTP.feedIntervalMs.fallback;

/** Every setting, checked; each is described in settings.ts. */
export interface Config
  extends
    Values<typeof DATABASE>,
    Omit<Values<typeof HTTP>, 'nodeEnv'>,
    Values<typeof BACKGROUND>,
    Values<typeof PEOPLE>,
    Values<typeof PROOFS>,
    Values<typeof WEBHOOKS>,
    Values<typeof API>,
    Values<typeof COMMAND_LINE>,
    Pick<Values<typeof TOKENS>, 'jwtSecret'> {
  readonly production: boolean;
  readonly logLevel: string;
  readonly worker: boolean;
  readonly syncDir: string;
  /** The identity provider whose tokens are accepted; undefined: tokens are signed with the secret. */
  readonly jwks: JwksOptions | undefined;
  /** The identity provider at which people sign in; undefined: with passwords only. */
  readonly provider: ProviderOptions | undefined;
  readonly server: ServerSettings;
}

/**
 * Reads and checks the settings; throws ConfigError naming the first that is wrong. Only this function reads
 * process.env. On a terminal requests are not logged by default; a file, a container or a supervisor gets them.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv = process.env,
  terminal: boolean = process.stderr.isTTY,
): Config {
  refuseUnknownNames(
    env,
    SECTIONS.flatMap(({ settings }) => Object.values(settings).map(({ name }) => name)),
  );
  const database = readValues(DATABASE, env);
  const { nodeEnv, ...http } = readValues(HTTP, env);
  const tokens = readValues(TOKENS, env);
  const background = readValues(BACKGROUND, env);
  if (database.directUrl !== undefined && database.databaseUrl === undefined) {
    throw new ConfigError('BINCARD_DIRECT_URL needs DATABASE_URL');
  }
  const people = readValues(PEOPLE, env);
  if ((people.adminEmail === undefined) !== (people.adminPasswordFile === undefined)) {
    const [given, missing] =
      people.adminEmail === undefined
        ? ['BINCARD_ADMIN_PASSWORD_FILE', 'BINCARD_ADMIN_EMAIL']
        : ['BINCARD_ADMIN_EMAIL', 'BINCARD_ADMIN_PASSWORD_FILE'];
    throw new ConfigError(`${given} needs ${missing}, which is not set: set both, or neither`);
  }
  const production = nodeEnv === 'production';
  const dataDir = path.resolve(database.dataDir);
  const worker = background.worker ?? database.migrate;
  if (worker && !database.migrate) {
    throw new ConfigError(
      'BINCARD_MIGRATE=off needs BINCARD_WORKER=off: the background jobs need the rights of the owner',
    );
  }
  return {
    ...{ ...database, ...http, ...background, ...readValues(PROOFS, env), ...people },
    ...{ ...readValues(WEBHOOKS, env), ...readValues(API, env), ...readValues(COMMAND_LINE, env) },
    provider: providerOf(readValues(PROVIDER, env), http.publicUrl),
    ...{ dataDir, production, worker, jwtSecret: tokens.jwtSecret, jwks: jwksOf(tokens) },
    logLevel: http.logLevel ?? (terminal && !production ? 'warn' : 'info'),
    syncDir: background.syncDir ?? path.join(dataDir, 'sync'),
    server: readValues(LIMITS, env),
  };
}
