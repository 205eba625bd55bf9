import { isDatabaseAway, OutcomeUnknown } from './connection-errors';
import { Refusal } from './refusal';
import { hintOf, isRule, sentenceOf } from './rule-messages';

/** What node-postgres says of a refused statement; only what is read here. */
interface PostgresError extends Error {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly routine?: string;
}

const CHECK_VIOLATION = '23514';
const NOT_NULL_VIOLATION = '23502';
const NUMERIC_OVERFLOW = '22003';
const TIME_OVERFLOW = '22008';
const CANCELLED = '57014';
const NO_PRIVILEGE = '42501';
/** The API checks the role first; this policy refuses what reaches the database all the same. */
const ROLE_POLICY = /policy "role_policy/;
const RETRYABLE = new Set(['40001', '40P01']);
const CONSTRAINT_CLASS = /^23/;
/** A token can outlive its tenant's row. */
const TENANT_KEY = /_tenant_id_fkey$/;
/** What a document gets from its tenant's row: null without one, which is found before the foreign key is checked. */
const OF_TENANT = new Set(['business_date', 'backdated']);
/** What a shard (Citus) appends to the names of a table and of its constraints. */
const SHARD = /(_\d+)+$/;
/** The function in PostgreSQL's sources that raises the errors of plpgsql's RAISE. */
export const RAISE_ROUTINE = 'exec_stmt_raise';

/** The rule that a constraint or trigger guards: its name without a shard's digits and without the guarded point. */
export function ruleOf(constraint: string): string {
  return guardOf(constraint).replace(/__.*$/, '');
}

function guardOf(constraint: string): string {
  return constraint.replace(SHARD, '');
}

/** True for an error after which the same statement may simply be run again. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as PostgresError | undefined)?.code ?? '');
}

/**
 * The one place where an error of PostgreSQL or of its connection becomes a Refusal; undefined for one that is
 * nothing to tell a caller: a bug.
 */
export function toRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const pgError = (error ?? {}) as PostgresError;
  const { code = '', message = '', constraint, column = '' } = pgError;
  const guard = constraint ?? raisedElsewhere(pgError);
  if (guard && CONSTRAINT_CLASS.test(code)) return constraintRefusal(pgError, guard);
  if (code === NOT_NULL_VIOLATION && OF_TENANT.has(column)) {
    return Refusal.of('tenant unknown', error);
  }
  if (code === NUMERIC_OVERFLOW) return constraintRefusal(pgError, 'quantity_too_large');
  if (code === TIME_OVERFLOW) return constraintRefusal(pgError, 'value_out_of_range');
  if (code === NO_PRIVILEGE && ROLE_POLICY.test(message)) return Refusal.of('forbidden', error);
  if (error instanceof OutcomeUnknown) return Refusal.of('outcome unknown', error);
  if (isDatabaseAway(error)) return Refusal.of('unavailable', error);
  const timedOut = code === CANCELLED && message.includes('statement timeout');
  if (timedOut) return Refusal.of('timeout', error);
  return RETRYABLE.has(code) || code === CANCELLED ? Refusal.of('conflict', error) : undefined;
}

function constraintRefusal(error: PostgresError, constraint: string): Refusal | undefined {
  if (TENANT_KEY.test(guardOf(constraint))) return Refusal.of('tenant unknown', error);
  // On another node a constraint of a table is raised again, with its table in the detail.
  const elsewhere = raisedElsewhere(error) !== undefined;
  const ofTable = elsewhere ? tableOf(error) : error.table;
  const raised = elsewhere ? ofTable === undefined : error.routine === RAISE_ROUTINE;
  const guard = guardOf(constraint);
  const rule = ruleOf(guard);
  if (!raised && !isRule(rule)) return undefined;
  const table = ofTable?.replace(SHARD, '');
  const message = raised ? error.message : sentenceOf(rule, guard, table);
  const broken = {
    rule,
    guard,
    table,
    facts: factsOf(error),
    hint: (raised ? error.hint : undefined) ?? hintOf(rule, guard),
  };
  return new Refusal('rule', message, broken, error);
}

/** The guard of a refusal that another node raised: on the way here it loses its constraint, and its detail names it. */
function raisedElsewhere(error: PostgresError): string | undefined {
  if (error.constraint || error.code !== CHECK_VIOLATION) return undefined;
  const { rule, table } = jsonOf(error.detail);
  if (typeof rule !== 'string') return undefined;
  // A constraint of a table need not be a rule; what inventory.refuse raised is to be told.
  const isTold = table === undefined || isRule(ruleOf(rule)) || TENANT_KEY.test(guardOf(rule));
  return isTold ? rule : undefined;
}

function tableOf({ detail }: PostgresError): string | undefined {
  const { table, code } = jsonOf(detail);
  return typeof table === 'string' && code !== undefined ? table : undefined;
}

/** The constraint or trigger that refused a write, also where another node did. */
export function constraintOf(error: unknown): string | undefined {
  const pgError = error as PostgresError;
  return pgError.constraint ?? raisedElsewhere(pgError);
}

/** The facts that inventory.refuse raised. Never PostgreSQL's own detail: it prints the row. */
function factsOf(error: PostgresError): Record<string, unknown> {
  if (error.code !== CHECK_VIOLATION) return {};
  if (error.routine !== RAISE_ROUTINE && raisedElsewhere(error) === undefined) return {};
  const facts = jsonOf(error.detail);
  delete facts['rule'];
  return tableOf(error) === undefined ? facts : {};
}

function jsonOf(detail = '{}'): Record<string, unknown> {
  try {
    const facts: unknown = JSON.parse(detail);
    const isObject = typeof facts === 'object' && facts !== null && !Array.isArray(facts);
    return isObject ? (facts as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
