import { inOrder } from '../database/statement';
import { syncRunsPage } from '../database/queries/sync';
import { isId } from '../input/validate';
import { idOf, LOOKED_AT } from './run-number';
import type { TenantSession } from './tenant-session';

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
  return idOf(number, runs, 'bincard sync log');
}
