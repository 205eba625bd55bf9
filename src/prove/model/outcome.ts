import path from 'node:path';
import { isDatabaseAway } from '../../database/connection-errors';
import { isRetryable, ruleOf } from '../../database/error-mapping';
import { listSql } from '../../database/sql-files';

/** What a session was told instead of an acknowledgement. */
export type Refusal =
  | { readonly is: 'refused'; readonly rule: string }
  /** A deadlock or serialization failure that outlived writeDocument's retries. */
  | { readonly is: 'retryable'; readonly error: string }
  /** An unnamed constraint, an internal error, a broken promise of the model. */
  | { readonly is: 'defect'; readonly error: string };

/** The database went away or takes no connection: that says nothing about the rules, and ends the run. */
export class NoDatabase extends Error {}

const RULES = new Set(listSql('db/violations').map((file) => path.basename(file, '.sql')));

export function refusalOf(error: unknown): Refusal {
  const { code, constraint, where } = error as {
    code?: string;
    constraint?: string;
    where?: string;
  };
  const { message } = error as Error;
  const text = [code, constraint, message, where].filter(Boolean).join(' | ');
  if (isRetryable(error)) return { is: 'retryable', error: text };
  if (constraint && /^23/.test(code ?? '') && RULES.has(ruleOf(constraint))) {
    return { is: 'refused', rule: ruleOf(constraint) };
  }
  if (isDatabaseAway(error)) {
    throw new NoDatabase(`The database is not available: ${message}`, { cause: error });
  }
  return { is: 'defect', error: text };
}
