import { InvalidArgumentError } from 'commander';
import { inOrder } from '../database/statement';
import { syncRunsPage } from '../database/queries/sync';
import { isId } from '../input/validate';
import { CommandError } from './command-error';
import type { TenantSession } from './tenant-session';

/** How many of the last runs are looked at for the end of an id. */
const LOOKED_AT = 500;

/** An option that takes the id of a run of a source, or the end of it, as a person types it. */
export function runNumber(text: string): string {
  const number = text.trim().toLowerCase();
  if (isId(number) || /^[0-9a-f]{4,12}$/.test(number)) return number;
  throw new InvalidArgumentError('It must be the id of a run, or its last 4 to 12 digits.');
}

/** The id of the run that a number is of, among the last runs of a source, or of all of them. */
export async function runOf(
  session: TenantSession,
  number: string,
  sourceId: string | null = null,
): Promise<string> {
  if (isId(number)) return number;
  const runs = await session.read((snapshot) =>
    snapshot.query(inOrder(syncRunsPage, true), {
      ...{ after: null, before: null, limit: LOOKED_AT, sourceId },
    }),
  );
  const [found, ...more] = runs.filter(({ id }) => id.endsWith(number));
  if (found && more.length === 0) return found.id;
  throw new CommandError(
    found
      ? `${more.length + 1} runs end with ${number}: give more digits of the id`
      : `No run of the last ${LOOKED_AT} ends with ${number}; bincard sync log lists them`,
  );
}
