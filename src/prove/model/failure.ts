import path from 'node:path';
import { isDatabaseAway } from '../../database/connection-errors';
import { constraintOf, isRetryable, RAISE_ROUTINE, ruleOf } from '../../database/error-mapping';
import { listSql } from '../../database/sql-files';

/** Why a request was not acknowledged. */
export type Failure =
  | { readonly is: 'refused'; readonly rule: string; readonly error: string }
  /** A deadlock or serialization failure that remained after writeDocument's retries. */
  | { readonly is: 'retryable'; readonly error: string }
  /** An unnamed constraint, an internal error, or an assumption of the model that proved wrong. */
  | { readonly is: 'defect'; readonly error: string };

/** The database is unavailable. That says nothing about the rules, so it ends the run. */
export class DatabaseUnavailable extends Error {}

const RULES = new Set(listSql('db/violations').map((file) => path.basename(file, '.sql')));

export function failureOf(error: unknown): Failure {
  const { code, where, routine, ...given } = error as {
    code?: string;
    constraint?: string;
    where?: string;
    routine?: string;
  };
  const constraint = constraintOf(error);
  const { message } = error as Error;
  const text = [code, constraint, message, where].filter(Boolean).join(' | ');
  if (isRetryable(error)) return { is: 'retryable', error: text };
  // Some refusals are about the request and not the rows, such as a stale version: no rule of db/violations counts them.
  const isRaised = routine === RAISE_ROUTINE || given.constraint === undefined; // the latter by another node
  const isNamed = isRaised || RULES.has(ruleOf(constraint ?? ''));
  if (constraint && /^23/.test(code ?? '') && isNamed) {
    return { is: 'refused', rule: ruleOf(constraint), error: message };
  }
  if (isDatabaseAway(error)) {
    throw new DatabaseUnavailable(`The database is not available: ${message}`, { cause: error });
  }
  return { is: 'defect', error: text };
}
