export const DAY_MS = 86_400_000;

/** A setting that cannot be used; the message names it and says what it takes. */
export class ConfigError extends Error {}

export function text(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value ? value : undefined;
}

export function integer(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  max: number,
  min = 1,
): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${value}"`);
  }
  return number;
}

export function onOff(env: NodeJS.ProcessEnv, name: string, fallback = true): boolean {
  const value = text(env, name) ?? (fallback ? 'on' : 'off');
  if (value !== 'on' && value !== 'off') throw new ConfigError(`${name} must be on or off`);
  return value === 'on';
}

export function cron(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  const value = text(env, name) ?? fallback;
  if (!/^([\d*/,-]+\s+){4}[\d*/,-]+$/.test(value)) {
    throw new ConfigError(`${name} must be the five fields of a crontab, such as "${fallback}"`);
  }
  return value;
}

export function databaseUrl(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = text(env, name);
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) {
    throw new ConfigError(`${name} must be a postgres:// URL`);
  }
  return value;
}

export function origins(env: NodeJS.ProcessEnv, name: string): string[] {
  const listed = (text(env, name) ?? '').split(',').map((origin) => origin.trim());
  return listed.filter(Boolean).map((origin) => {
    if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
    throw new ConfigError(`${name} must list origins such as https://shop.example, by commas`);
  });
}
