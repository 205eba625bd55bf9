import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { TRANSFER } from './queries';

export type Transfer = NonNullable<ResultOf<typeof TRANSFER>['transfer']>;

export const transferQuery = (id: string) =>
  query('transfer', TRANSFER, { id }, { follows: 'stock' });

export const isOnItsWay = ({ status }: Pick<Transfer, 'status'>): boolean =>
  status === 'DISPATCHED' || status === 'PARTIALLY_RECEIVED';
