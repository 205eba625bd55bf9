import { GraphQLError } from 'graphql';
import { toGraphQLError } from '../database/error-mapping';
import { badInput } from '../schema/errors';
import { SyncError } from '../sync/errors';
import type { FieldMapping } from '../sync/mapping';
import { mappingProblems } from '../sync/mapping-problems';

const RETRYABLE = ['SYNC_RUNNING', 'SYNC_FILE_BUSY', 'SYNC_INTERRUPTED'];

/** A failure of sync as the API tells it: its code, and what it is about. */
export function toSyncError(error: unknown): GraphQLError {
  if (!(error instanceof SyncError)) return toGraphQLError(error);
  const { failure, message, details } = error;
  const retryable = RETRYABLE.includes(failure) ? { retryable: true } : {};
  return new GraphQLError(message, { extensions: { code: failure, details, ...retryable } });
}

/** Runs what may meet a file, and tells its failures as the API does. */
export async function telling<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw toSyncError(error);
  }
}

/** Refuses mappings that no table could be read by, before anything is written. */
export function checkMappings(mappings: FieldMapping[] | null | undefined): void {
  const [problem] = mappings ? mappingProblems(mappings) : [];
  if (!problem) return;
  const field = `input.mappings${problem.field}`;
  throw badInput(field, `${field}: ${problem.message}`, {}, 'SYNC_MAPPING_INVALID');
}
