import type { ResultOf } from '@bincard/client';
import { again, query, queryClient } from '../../api/query';
import { APPROVALS, EXPIRING, FIRST_STEPS, LOW, ORDERS, STATUS, SYNCS, TRANSFERS } from './queries';

/** How far ahead goods that expire are shown. */
export const WITHIN_DAYS = 30;

const follows = { follows: 'stock' } as const;
export const statusQuery = { ...query('today-status', STATUS, {}), ...again };
export const approvalsQuery = { ...query('today-approvals', APPROVALS, {}), ...again };
export const lowQuery = query('today-low', LOW, {}, follows);
export const expiringQuery = query(
  'today-expiring',
  EXPIRING,
  { withinDays: WITHIN_DAYS },
  follows,
);
export const transfersQuery = { ...query('today-transfers', TRANSFERS, {}, follows), ...again };
export const ordersQuery = { ...query('today-orders', ORDERS, {}, follows), ...again };
/** How often while a run is under way. */
const RUNNING_MS = 2_000;
export const syncsQuery = {
  ...query('today-syncs', SYNCS, {}),
  refetchInterval: ({ state }: { state: { data?: ResultOf<typeof SYNCS> | undefined } }) =>
    state.data?.syncRuns.nodes.some(({ status }) => status === 'RUNNING')
      ? RUNNING_MS
      : again.refetchInterval,
};
/** Asked once where there has been a sale: after it, this is not shown again. */
export const firstStepsQuery = {
  ...query('today-first-steps', FIRST_STEPS, {}, follows),
  enabled: (asked: { state: { data?: ResultOf<typeof FIRST_STEPS> | undefined } }) =>
    asked.state.data === undefined || asked.state.data.sales.nodes.length === 0,
};

/** Asks for all that every role is shown, while the page itself is loaded. */
export function prefetchToday(): void {
  void queryClient.prefetchQuery(statusQuery);
  void queryClient.prefetchQuery(approvalsQuery);
  void queryClient.prefetchQuery(lowQuery);
  void queryClient.prefetchQuery(expiringQuery);
  void queryClient.prefetchQuery(transfersQuery);
  void queryClient.prefetchQuery(ordersQuery);
}
