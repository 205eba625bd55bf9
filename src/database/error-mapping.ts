import { GraphQLError } from 'graphql';

/** What node-postgres says of a refused statement; only what is read here. */
interface PostgresError extends Error {
  code?: string;
  constraint?: string;
  table?: string;
  detail?: string;
  hint?: string;
  /** 'P0001'-like errors of our functions come from plpgsql's RAISE. */
  routine?: string;
  severity?: string;
}

const CHECK_VIOLATION = '23514';
const NUMERIC_OVERFLOW = '22003';
const CANCELLED = '57014';
const RETRYABLE = new Set(['40001', '40P01']);
const RULE_CLASS = /^23/;
const CONNECTION_LOST = /^(08|57P0|53)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** The rule of a constraint or trigger name: without a shard's digits and without the point it guards. */
export function ruleOf(constraint: string): string {
  return constraint.replace(/(_\d+)+$/, '').replace(/__.*$/, '');
}

/** True for an error after which the same statement may simply be run again. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has((error as PostgresError | undefined)?.code ?? '');
}

function facts(error: PostgresError): Record<string, unknown> {
  // Only what inventory.refuse raised is ours to show: PostgreSQL's own detail prints the row.
  if (error.code !== CHECK_VIOLATION || error.routine !== 'exec_stmt_raise') return {};
  try {
    return JSON.parse(error.detail ?? '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
}

// The lines of an input, by the table that they are rows of.
const LINES: Record<string, string> = {
  batches: 'lines[].',
  sale_lines: 'lines[].',
  refund_lines: 'lines[].',
  product_units: 'units[].',
};

/** `text_invalid__batch_number` guards batchNumber: the part after the rule names the field. */
function fieldOf({ table = '' }: PostgresError, constraint: string): string | undefined {
  const point = /__([a-z_]+)$/.exec(constraint)?.[1];
  if (!point || constraint.startsWith('_')) return undefined;
  return (LINES[table] ?? '') + point.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());
}

/**
 * The one place where an error of the database becomes one of the API. A refusal by a rule keeps its
 * name, facts and hint; everything else is hidden behind INTERNAL_SERVER_ERROR, and the caller logs it.
 * `argument` is the GraphQL argument that the document came in, such as "input".
 */
export function toGraphQLError(error: unknown, argument = ''): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const pgError = error as PostgresError;
  const code = pgError.code ?? '';
  if (pgError.constraint && RULE_CLASS.test(code)) return refusal(pgError, argument);
  if (code === NUMERIC_OVERFLOW) {
    return new GraphQLError('A quantity is too large', {
      extensions: { code: 'QUANTITY_TOO_LARGE', rule: 'quantity_too_large', details: {} },
    });
  }
  if (
    CONNECTION_LOST.test(code) ||
    NETWORK.has(code) ||
    /terminated|timeout/i.test(pgError.message)
  ) {
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

function refusal(error: PostgresError, argument: string): GraphQLError {
  const constraint = error.constraint!;
  const rule = ruleOf(constraint);
  const ours = error.routine === 'exec_stmt_raise';
  const known = facts(error);
  const field = (known['field'] as string | undefined) ?? fieldOf(error, constraint);
  const path = field && argument ? `${argument}.${field}` : field;
  return new GraphQLError(ours ? error.message : `Refused by the rule ${rule}`, {
    extensions: {
      code: rule.toUpperCase(),
      rule,
      details: { ...known, ...(path ? { field: path } : {}) },
      ...(ours && error.hint ? { hint: error.hint } : {}),
    },
  });
}
