import { DatabaseUnusable } from './wait';

/** A missing right as what to run, without PostgreSQL's own hints: they may advise to open what is guarded. */
export function withoutRights(error: unknown): never {
  const { code, message, hint } = error as { code?: string; message: string; hint?: string };
  if (code !== '42501') throw error;
  const ours = /^(As a superuser run|Migrate the first)/.test(hint ?? '');
  const remedy = ours
    ? hint
    : "Migrate with the login of the database's owner, or with a superuser's";
  throw new DatabaseUnusable(`${message}. ${remedy}`, { cause: error });
}
