import { GraphQLError } from 'graphql';
import { toRefusal } from '../../database/error-mapping';
import { fieldOf, valueAt } from '../../database/input-field';
import { figuresOf, hintOf, saidOf } from '../../database/rule-messages';
import { Refusal, type BrokenRule, type RefusalKind } from '../../database/refusal';
import { BadInput } from '../../input/bad-input';
import { NotRepresentable } from '../../schema/scalars';
import { SyncError } from '../../sync/errors';
import { requestError, RETRY_AFTER_SECONDS } from './request-error';

/** The document that was being written. */
export interface SentDocument {
  /** The argument that its fields came in, such as "input"; '' where they are arguments themselves. */
  readonly argument: string;
  readonly input: object;
}

const UNKNOWN_DOCUMENT: SentDocument = { argument: '', input: {} };

const ANSWERS = {
  forbidden: { code: 'FORBIDDEN' },
  conflict: { code: 'CONFLICT_RETRY', retryable: true },
  unavailable: { code: 'DATABASE_UNAVAILABLE', retryable: true },
  'outcome unknown': { code: 'OUTCOME_UNKNOWN', retryable: false },
} satisfies Record<Exclude<RefusalKind, 'rule' | 'timeout' | 'tenant unknown'>, object>;

const RETRYABLE_SYNC = new Set([
  'SYNC_RUNNING',
  'SYNC_FILE_BUSY',
  'SYNC_INTERRUPTED',
  'SYNC_SOURCE_TIMEOUT',
]);

/**
 * The one place where an error becomes one of the API, with its code. What is neither a refusal nor bad input is
 * hidden behind INTERNAL_SERVER_ERROR; `originalError` is for the log.
 */
export function toGraphQLError(error: unknown, sent = UNKNOWN_DOCUMENT): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof BadInput) {
    const { message, field, details, reason } = error;
    const hint = hintOf(reason);
    const extensions = {
      ...{ code: reason.toUpperCase(), details: { field, ...details } },
      ...(hint ? { hint } : {}),
    };
    return new GraphQLError(message, { extensions });
  }
  if (error instanceof NotRepresentable) {
    const { message, value } = error;
    const extensions = { code: 'VALUE_NOT_REPRESENTABLE', details: { value } };
    return new GraphQLError(message, { extensions });
  }
  if (error instanceof SyncError) {
    const { message, failure, details } = error;
    const retryable = RETRYABLE_SYNC.has(failure) ? { retryable: true } : {};
    return new GraphQLError(message, { extensions: { code: failure, details, ...retryable } });
  }
  const refusal = toRefusal(error);
  if (refusal) return refused(refusal, sent);
  const extensions = { code: 'INTERNAL_SERVER_ERROR' };
  const originalError = error as Error;
  return new GraphQLError('Internal server error', { extensions, originalError });
}

/** Whether a document may be sent again, whatever became of it: with a key it is written once. */
export function hasKey(input: object): boolean {
  return typeof (input as { idempotencyKey?: unknown }).idempotencyKey === 'string';
}

/** The answer for a request of which a part was written, or may have been, and would be written twice. */
export function outcomeUnknown(): GraphQLError {
  return toGraphQLError(Refusal.of('outcome unknown'));
}

function refused(refusal: Refusal, { argument, input }: SentDocument): GraphQLError {
  const { kind, message, broken, cause } = refusal;
  if (broken) return ruleBroken(message, broken, { argument, input });
  // With a key the same document is written once, however often it is sent.
  if (kind === 'outcome unknown' && hasKey(input)) {
    return refused(Refusal.of('unavailable', cause), UNKNOWN_DOCUMENT);
  }
  if (kind === 'tenant unknown') {
    return requestError('UNAUTHENTICATED', message, { details: { reason: 'wrong' } });
  }
  if (kind === 'timeout') {
    return requestError('REQUEST_TIMEOUT', message, { retryAfter: RETRY_AFTER_SECONDS });
  }
  const extensions = { ...ANSWERS[kind as keyof typeof ANSWERS] };
  return new GraphQLError(message, { extensions, originalError: cause as Error | undefined });
}

function ruleBroken(
  message: string,
  { rule, guard, table, facts, hint }: BrokenRule,
  { argument, input }: SentDocument,
): GraphQLError {
  const field = fieldOf({ rule, guard, table, facts }, input);
  const value = field && valueAt(input, field);
  const inArgument = (path: string) => (argument ? `${argument}.${path}` : path);
  const { fields } = facts;
  const refused = { rule, guard, table, value };
  const details = {
    ...figuresOf(refused),
    ...facts,
    ...(field ? { field: inArgument(field) } : {}),
    // Lines that were added up.
    ...(Array.isArray(fields) ? { fields: fields.map((each) => inArgument(String(each))) } : {}),
  };
  const code = rule === 'role_policy' ? ANSWERS.forbidden.code : rule.toUpperCase();
  const extensions = { code, rule, details, ...(hint ? { hint } : {}) };
  const said = saidOf(refused, field && inArgument(field));
  return new GraphQLError(said ?? message, { extensions });
}
