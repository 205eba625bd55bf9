import type { ResultOf } from '@bincard/client';
import { query, queryClient } from '../../api/query';
import { WEBHOOKS } from './queries';

export type Webhook = ResultOf<typeof WEBHOOKS>['webhooks'][0];

// The worker delivers meanwhile: the page follows.
export const webhooksQuery = { ...query('webhooks', WEBHOOKS, {}), refetchInterval: 5_000 };

export const webhooksChanged = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['webhooks'] });

export const EVENTS = [
  ...['movement.receipt', 'movement.sale', 'movement.refund', 'movement.adjustment'],
  ...['movement.transfer', 'movement.stock_count', 'movement.expiry_write_off'],
  ...['movement.assembly', 'stock.low', 'batch.expiring', 'batch.expired', 'chain.broken'],
  ...['approval.wanted', 'approval.decided', 'day.closed', 'day.signed'],
];
