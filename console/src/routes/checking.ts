import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { approvalsQuery } from '../pages/approvals/approvals';
import { runsQuery } from '../pages/discrepancies/discrepancies';
import { expiryQuery } from '../pages/expiry/expiry';
import { textOf } from '../search';
import { shell } from './shell';

const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  component: lazyRouteComponent(() => import('../pages/approvals/ApprovalsPage')),
  loader: () => void queryClient.prefetchQuery(approvalsQuery),
});

const expiry = createRoute({
  getParentRoute: () => shell,
  path: '/expiry',
  component: lazyRouteComponent(() => import('../pages/expiry/ExpiryPage')),
  validateSearch: ({
    place,
    day,
  }: Record<string, unknown>): { place?: string | undefined; day?: string | undefined } => ({
    place: textOf(place),
    day: /^\d{4}-\d{2}-\d{2}$/.test(textOf(day) ?? '') ? textOf(day) : undefined,
  }),
  loaderDeps: ({ search: { place } }) => ({ place }),
  loader: ({ deps }) => void queryClient.prefetchQuery(expiryQuery(deps.place)),
});

const discrepancies = createRoute({
  getParentRoute: () => shell,
  path: '/discrepancies',
  component: lazyRouteComponent(() => import('../pages/discrepancies/DiscrepanciesPage')),
  validateSearch: ({ run }: Record<string, unknown>): { run?: string | undefined } => ({
    run: textOf(run),
  }),
  loader: () => void queryClient.prefetchQuery(runsQuery),
});

const close = createRoute({
  getParentRoute: () => shell,
  path: '/close',
  component: lazyRouteComponent(() => import('../pages/close/ClosePage')),
});

export const checkingRoutes = [approvals, expiry, discrepancies, close] as const;
