import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { transferQuery } from '../pages/transfer/transfer';
import { boardQuery } from '../pages/transfers/transfers';
import { textOf } from '../search';
import { shell } from './shell';

const transfers = createRoute({
  getParentRoute: () => shell,
  path: '/transfers',
  component: lazyRouteComponent(() => import('../pages/transfers/TransfersPage')),
  validateSearch: ({ place }: Record<string, unknown>): { place?: string | undefined } => ({
    place: textOf(place),
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchQuery(boardQuery(deps.place)),
});

const newTransfer = createRoute({
  getParentRoute: () => shell,
  path: '/transfers/new',
  component: lazyRouteComponent(() => import('../pages/new-transfer/NewTransferPage')),
  validateSearch: ({
    from,
    to,
  }: Record<string, unknown>): { from?: string | undefined; to?: string | undefined } => ({
    from: textOf(from),
    to: textOf(to),
  }),
});

const transfer = createRoute({
  getParentRoute: () => shell,
  path: '/transfers/$id',
  component: lazyRouteComponent(() => import('../pages/transfer/TransferPage')),
  loader: ({ params }) => void queryClient.prefetchQuery(transferQuery(params.id)),
});

export const movingRoutes = [transfers, newTransfer, transfer] as const;
