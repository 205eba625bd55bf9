import type { ResultOf } from '@bincard/client';
import { query, queryClient } from '../../api/query';
import { TRANSFERS } from './queries';

export type Transfer = ResultOf<typeof TRANSFERS>['requested']['nodes'][0];

/** After so long on its way somebody should ask where it is. */
const LATE_MS = 3 * 86_400_000;
/** Requests and approvals move no stock, so nothing tells of them. */
const AGAIN_MS = 15_000;

export const boardQuery = (place: string | undefined) => ({
  ...query('transfers', TRANSFERS, { place }, { follows: 'stock' }),
  refetchInterval: AGAIN_MS,
});

export const isLate = ({ dispatchedAt }: { dispatchedAt: string | null }): boolean =>
  dispatchedAt !== null && Date.now() - Date.parse(dispatchedAt) > LATE_MS;

/** A transfer has changed: it, the board and what waits for approval are asked for again. */
export async function transferChanged(): Promise<void> {
  await Promise.all(
    ['transfer', 'transfers', 'today-approvals', 'today-transfers', 'approvals'].map((name) =>
      queryClient.invalidateQueries({ queryKey: [name] }),
    ),
  );
}
