import path from 'node:path';
import { GraphQLError } from 'graphql';
import { isDatabaseAway, OutcomeUnknown } from './connection-errors';
import { fieldOf, ruleOfGuard } from '../server/graphql/input-field';
import { listSql } from './sql-files';

/** What node-postgres says of a refused statement; only what is read here. */
interface PostgresError extends Error {
  code?: string;
  constraint?: string;
  table?: string;
  detail?: string;
  hint?: string;
  routine?: string;
  severity?: string;
}

const CHECK_VIOLATION = '23514';
const NUMERIC_OVERFLOW = '22003';
const CANCELLED = '57014';
const NO_PRIVILEGE = '42501';
/** The API asks for the role first; this policy refuses what reaches the database all the same. */
const ROLE_POLICY = /policy "role_policy/;
const RETRYABLE = new Set(['40001', '40P01']);
const RULE_CLASS = /^23/;
/** A token can outlive its tenant's database. */
const TENANT_KEY = /_tenant_id_fkey$/;
/** The function of PostgreSQL's sources that a RAISE in plpgsql speaks from. */
const RAISED_BY_US = 'exec_stmt_raise';

/** The rule of a constraint or trigger name: without a shard's digits and without the point it guards. */
export function ruleOf(constraint: string): string {
  return ruleOfGuard(guardOf(constraint));
}

function guardOf(constraint: string): string {
  return constraint.replace(/(_\d+)+$/, '');
}

let rules: ReadonlySet<string> | undefined;

/** Every rule has its file in db/violations (registry.test.ts); another constraint's name says what is inside. */
function isRule(name: string): boolean {
  rules ??= new Set(listSql('db/violations').map((file) => path.basename(file, '.sql')));
  return rules.has(name);
}

/** True for an error after which the same statement may simply be run again. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as PostgresError | undefined)?.code ?? '');
}

function facts(error: PostgresError): Record<string, unknown> {
  // Only what inventory.refuse raised is ours to show: PostgreSQL's own detail prints the row.
  if (error.code !== CHECK_VIOLATION || error.routine !== RAISED_BY_US) return {};
  try {
    const told: unknown = JSON.parse(error.detail ?? '{}');
    const isObject = typeof told === 'object' && told !== null && !Array.isArray(told);
    return isObject ? (told as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * The one place where an error of the database becomes one of the API. A refusal by a rule keeps its
 * name, facts and hint; everything else is hidden behind INTERNAL_SERVER_ERROR, and the caller logs it.
 * `input` is the document that was refused; `argument` is what it came in, such as "input".
 */
export function toGraphQLError(error: unknown, argument = '', input: object = {}): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const pgError = error as PostgresError;
  const code = pgError.code ?? '';
  if (pgError.constraint && RULE_CLASS.test(code)) {
    const refused = refusal(pgError, pgError.constraint, argument, input);
    if (refused) return refused;
  }
  if (code === NO_PRIVILEGE && ROLE_POLICY.test(pgError.message)) {
    return new GraphQLError('The role of the token may not do this', {
      extensions: { code: 'FORBIDDEN' },
    });
  }
  if (code === NUMERIC_OVERFLOW) {
    return refusal(pgError, 'quantity_too_large', argument, input)!;
  }
  // With a key the same document is written once, however often it is sent.
  if (error instanceof OutcomeUnknown && !hasKey(input)) return outcomeUnknown(error);
  if (isDatabaseAway(error)) {
    return new GraphQLError('The database is not available now; try again', {
      extensions: { code: 'DATABASE_UNAVAILABLE', retryable: true },
      originalError: pgError,
    });
  }
  if (RETRYABLE.has(code) || code === CANCELLED) {
    return new GraphQLError('The request met too many others; try again', {
      extensions: { code: 'CONFLICT_RETRY', retryable: true },
    });
  }
  return new GraphQLError('Internal server error', {
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
    originalError: pgError,
  });
}

/** Whether a document may be sent again, whatever became of it. */
export function hasKey(input: object): boolean {
  return typeof (input as { idempotencyKey?: unknown }).idempotencyKey === 'string';
}

/** What is told of a write that cannot simply be sent again; `retryable` is of the whole request. */
export function outcomeUnknown(cause?: Error): GraphQLError {
  return new GraphQLError(
    'Some of it was written, or may have been: read it before sending it again',
    { extensions: { code: 'OUTCOME_UNKNOWN', retryable: false }, originalError: cause },
  );
}

function refusal(
  error: PostgresError,
  constraint: string,
  argument: string,
  input: object,
): GraphQLError | undefined {
  if (TENANT_KEY.test(constraint)) {
    return new GraphQLError("The token's tenant is not known here", {
      extensions: { code: 'UNAUTHENTICATED' },
    });
  }
  const guard = guardOf(constraint);
  const rule = ruleOfGuard(guard);
  const ours = error.routine === RAISED_BY_US;
  if (!ours && !isRule(rule)) return undefined;
  const known = facts(error);
  const field = fieldOf({ guard, table: error.table, facts: known }, input);
  const point = guard.slice(rule.length + 2);
  return new GraphQLError(ours ? error.message : `Refused by the rule ${rule}`, {
    extensions: {
      code: rule.toUpperCase(),
      rule,
      details: {
        ...known,
        ...(point ? { point } : {}),
        ...(field ? { field: argument ? `${argument}.${field}` : field } : {}),
      },
      ...(ours && error.hint ? { hint: error.hint } : {}),
    },
  });
}
