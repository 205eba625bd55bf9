import path from 'node:path';

/** A setting that cannot be used; the message names it and says what it takes. */
export class ConfigError extends Error {}

/** The values that a setting takes: how its text is read, and what to call them in messages and documentation. */
export interface Check<Value> {
  readonly takes: string;
  /** The value of a text; undefined where the setting does not take it. */
  readonly read: (text: string) => Value | undefined;
  /** Such as `ms`; undefined where the value has none. */
  readonly unit?: string;
}

export function whole(min: number, max: number, unit?: string): Check<number> {
  return {
    takes: `a whole number from ${min} to ${max}`,
    read: (text) => {
      const number = Number(text);
      return Number.isInteger(number) && number >= min && number <= max ? number : undefined;
    },
    ...(unit !== undefined && { unit }),
  };
}

/** A length of time, at most a day. */
export function milliseconds(min: number, max = 86_400_000): Check<number> {
  return whole(min, max, 'ms');
}

export const onOff: Check<boolean> = {
  takes: 'on or off',
  read: (text) => ({ on: true, off: false })[text],
};

export const anyText: Check<string> = { takes: 'any text', read: (text) => text };

export const folder: Check<string> = { takes: 'a path', read: (text) => path.resolve(text) };

export function oneOf(values: readonly string[]): Check<string> {
  return {
    takes: `one of ${values.join(', ')}`,
    read: (text) => (values.includes(text) ? text : undefined),
  };
}

export function longerThan(bytes: number): Check<string> {
  return {
    takes: `at least ${bytes} bytes long`,
    read: (text) => (Buffer.byteLength(text) >= bytes ? text : undefined),
  };
}

/** The five fields of a crontab. */
export const cron: Check<string> = {
  takes: 'the five fields of a crontab, such as "*/5 * * * *"',
  read: (text) => (/^([\d*/,-]+\s+){4}[\d*/,-]+$/.test(text) ? text : undefined),
};

const UNKNOWN_ATTRIBUTE =
  /[?&]target_session_attrs=(?!(any|read-write|read-only|primary|standby)(&|$))/;

export const postgresUrl: Check<string> = {
  takes:
    'a postgres:// URL, whose target_session_attrs may be any, read-write, read-only, primary or standby',
  read: (text) =>
    /^postgres(ql)?:\/\//.test(text) && !UNKNOWN_ATTRIBUTE.test(text) ? text : undefined,
};

/** A URL whose answer nobody can alter on the way: over TLS, or of this machine. */
export const trustedUrl: Check<string> = {
  takes: 'an https:// URL',
  read: (text) =>
    /^(https:\/\/.|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(text) && URL.canParse(text)
      ? text
      : undefined,
};

export const origins: Check<readonly string[]> = {
  takes: 'a list of origins such as https://shop.example, separated by commas',
  read: (text) => {
    const listed = text
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean);
    const isOrigin = (origin: string) => URL.canParse(origin) && new URL(origin).origin === origin;
    return listed.every(isOrigin) ? listed : undefined;
  },
};

export const emailAddress: Check<string> = {
  takes: 'an email address',
  read: (text) => (/^[^@\s]+@[^@\s]+$/.test(text) && text.length <= 254 ? text : undefined),
};

export const tenantCode: Check<string> = {
  takes: 'lower-case letters, digits and dashes',
  read: (text) => (/^[a-z0-9][a-z0-9-]{0,62}$/.test(text) ? text : undefined),
};

/** The paths of the server's own, below which no page can be. */
const TAKEN =
  /^\/(graphql|auth|assets|export|import|sign-in|healthz|readyz|metrics|\.well-known)(\/|$)/;

export const pagePath: Check<string> = {
  takes: 'a path such as / or /console, and none that the server has of its own',
  read: (text) =>
    /^\/([\w-]+(\/[\w-]+)*\/?)?$/.test(text) && !TAKEN.test(text) ? text : undefined,
};
