import { badInput } from '../input/bad-input';
import { formatProblem, MAX_FORMAT } from '../dates/date-format';
import { SyncError } from '../sync/errors';
import { asMappings, type FieldMapping } from '../sync/mapping';
import { mappingProblems } from '../sync/mapping-problems';

/** Awaits work on a source; if the source does not exist, the error names the argument. */
export async function withSyncErrors<Result>(
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

/** Normalises and checks the mappings of an input, before anything is written. */
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

/** Checks the format of the date that an export writes. The database refuses one that is blank or too long. */
export function checkDateFormat(format: string | undefined): void {
  const problem = format && format.length <= MAX_FORMAT ? formatProblem(format) : undefined;
  if (!problem) return;
  const field = 'input.lastDateFormat';
  throw badInput(field, `${field}: ${problem}`, {}, 'sync_mapping_invalid');
}
