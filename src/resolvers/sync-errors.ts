import { GraphQLError } from 'graphql';
import { toGraphQLError } from '../database/error-mapping';
import { badInput } from '../schema/errors';
import { SyncError } from '../sync/errors';
import { asMappings, type FieldMapping } from '../sync/mapping';
import { mappingProblems } from '../sync/mapping-problems';

const RETRYABLE = ['SYNC_RUNNING', 'SYNC_FILE_BUSY', 'SYNC_INTERRUPTED'];

/** A failure of sync as the API tells it: its code, and what it is about; `argument` is what names the source. */
export function toSyncError(error: unknown, argument: string): GraphQLError {
  if (!(error instanceof SyncError)) return toGraphQLError(error);
  const { failure, message } = error;
  const field = failure === 'SYNC_SOURCE_UNKNOWN' ? { field: argument } : {};
  const details = { ...field, ...error.details };
  const retryable = RETRYABLE.includes(failure) ? { retryable: true } : {};
  return new GraphQLError(message, { extensions: { code: failure, details, ...retryable } });
}

/** Runs what may meet a file, and tells its failures as the API does. */
export async function telling<Result>(
  work: Promise<Result>,
  argument = 'sourceId',
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw toSyncError(error, argument);
  }
}

/** The mappings of an input, made whole; refuses what no table could be read by, before anything is written. */
export function checkMappings(
  given: readonly object[] | null | undefined,
): FieldMapping[] | null | undefined {
  if (!given) return given;
  const mappings = asMappings(given);
  const [problem] = mappingProblems(mappings);
  if (!problem) return mappings;
  const field = `input.mappings${problem.field}`;
  throw badInput(field, `${field}: ${problem.message}`, {}, 'SYNC_MAPPING_INVALID');
}
