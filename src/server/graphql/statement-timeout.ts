import type { GraphQLError } from 'graphql';
import { refusal } from './refusal';

const CANCELLED = '57014';

/** The refusal of a statement that PostgreSQL ended at statement_timeout; undefined for any other error. */
export function statementTimeout(error: unknown): GraphQLError | undefined {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code !== CANCELLED || !message?.includes('statement timeout')) return undefined;
  return refusal('REQUEST_TIMEOUT', 'The request took too long', { retryAfter: 1 });
}
