import { badInput } from '../input/bad-input';
import { SyncError } from '../sync/errors';
import { asMappings, type FieldMapping } from '../sync/mapping';
import { mappingProblems } from '../sync/mapping-problems';

/** Runs what may meet a file; a source that does not exist is an error of the argument that names it. */
export async function telling<Result>(
  work: Promise<Result>,
  argument = 'sourceId',
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof SyncError) || error.failure !== 'SYNC_SOURCE_UNKNOWN') throw error;
    throw badInput(argument, error.message, error.details, 'sync_source_unknown');
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
  throw badInput(field, `${field}: ${problem.message}`, {}, 'sync_mapping_invalid');
}
