import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { ADJUSTMENT, APPROVALS, BALANCE, COUNT, TRANSFER } from './queries';

type Answer = ResultOf<typeof APPROVALS>;
export type Adjustment = NonNullable<ResultOf<typeof ADJUSTMENT>['adjustment']>;
export type Transfer = NonNullable<ResultOf<typeof TRANSFER>['transfer']>;
export type StockCount = NonNullable<ResultOf<typeof COUNT>['stockCount']>;

/** What a person decides on: a document, and what is asked of it. */
export interface Item {
  readonly kind: Answer['pendingApprovals'][0]['kind'] | 'COMPLETE';
  readonly id: string;
  readonly requestedAt: string;
  readonly requestedBy: string;
}

/** Requests move no stock, so nothing tells of them. */
const AGAIN_MS = 10_000;

export const approvalsQuery = {
  ...query('approvals', APPROVALS, {}, { follows: 'stock' }),
  refetchInterval: AGAIN_MS,
};

export const adjustmentQuery = (id: string) => query('adjustment-to-decide', ADJUSTMENT, { id });

export const transferQuery = (id: string) =>
  query('transfer-to-decide', TRANSFER, { id }, { follows: 'stock' });

export const countQuery = (id: string) =>
  query('count-to-decide', COUNT, { id }, { follows: 'stock' });

export const balanceQuery = ({ batch, location }: Adjustment) =>
  query(
    'balance',
    BALANCE,
    { batch: batch.id, place: location.id },
    { follows: 'stock', product: batch.product.id },
  );

/** What waits, the oldest first; then what was approved and not carried out. */
export function itemsOf({ pendingApprovals, adjustments }: Answer): Item[] {
  const toCarryOut = adjustments.nodes.map((each): Item => ({ ...each, kind: 'COMPLETE' }));
  return [...pendingApprovals, ...toCarryOut];
}

/** Whether an approval says why, and whether there is something to reject. */
export const needsReason = ({ kind }: Item): boolean => kind === 'STOCK_COUNT';

export const canBeRejected = ({ kind }: Item): boolean =>
  kind !== 'COMPLETE' && kind !== 'STOCK_COUNT';

export const keyOf = ({ kind, id }: Item): string => `${kind} ${id}`;
