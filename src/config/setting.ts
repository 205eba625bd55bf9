import { ConfigError, type Check } from './checks';

/** One setting: an environment variable, what it takes, its default, and what it does. */
export interface Setting<Value> {
  readonly name: string;
  readonly check: Check<unknown>;
  readonly fallback: Value;
  /** For the documentation, where the default depends on something else. */
  readonly fallbackText: string | undefined;
  readonly description: string;
  /** A secret's value is not repeated in a message. */
  readonly secret: boolean;
}

/** Settings by the name that the program calls them. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of settings. */
export type Values<Table extends Settings> = {
  readonly [Key in keyof Table]: Table[Key] extends Setting<infer Value> ? Value : never;
};

export function setting<Value>(
  name: string,
  check: Check<Value>,
  fallback: Value,
  description: string,
): Setting<Value> {
  return { name, check, fallback, description, fallbackText: undefined, secret: false };
}

/** A setting that may be missing; `fallbackText` says what happens then. */
export function optional<Value>(
  name: string,
  check: Check<Value>,
  fallbackText: string,
  description: string,
): Setting<Value | undefined> {
  return { name, check, fallback: undefined, description, fallbackText, secret: false };
}

/** The defaults of settings, for a program that starts a server without an environment. */
export function defaultsOf<Table extends Settings>(table: Table): Values<Table> {
  return valuesOf(table, ({ fallback }) => fallback);
}

/** The values that an environment gives settings; throws ConfigError naming the first that is wrong. */
export function readValues<Table extends Settings>(
  table: Table,
  env: NodeJS.ProcessEnv,
): Values<Table> {
  return valuesOf(table, ({ name, check, fallback, secret }) => {
    const text = env[name]?.trim();
    if (!text) return fallback;
    const value = check.read(text);
    if (value !== undefined) return value;
    throw new ConfigError(`${name} must be ${check.takes}${secret ? '' : `, not "${text}"`}`);
  });
}

function valuesOf<Table extends Settings>(
  table: Table,
  valueOf: (one: Setting<unknown>) => unknown,
): Values<Table> {
  const values = Object.entries(table).map(([key, one]) => [key, valueOf(one)] as const);
  return Object.fromEntries(values) as Values<Table>;
}
