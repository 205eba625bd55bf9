import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { saleQuery } from '../pages/sale/sale';
import { readSales, salesQuery } from '../pages/sales/sales';
import { textOf } from '../search';
import { shell } from './shell';

/** What is not valid has to be named to be taken away: the router keeps what it is not told of. */
const readPlace = ({ place }: Record<string, unknown>): { place?: string | undefined } => ({
  place: textOf(place),
});

const sell = createRoute({
  getParentRoute: () => shell,
  path: '/sell',
  component: lazyRouteComponent(() => import('../pages/sell/SellPage')),
  validateSearch: readPlace,
});

const receive = createRoute({
  getParentRoute: () => shell,
  path: '/receive',
  component: lazyRouteComponent(() => import('../pages/receive/ReceivePage')),
  validateSearch: readPlace,
});

const sales = createRoute({
  getParentRoute: () => shell,
  path: '/sales',
  component: lazyRouteComponent(() => import('../pages/sales/SalesPage')),
  validateSearch: readSales,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(salesQuery(deps)),
});

const sale = createRoute({
  getParentRoute: () => shell,
  path: '/sales/$id',
  component: lazyRouteComponent(() => import('../pages/sale/SalePage')),
  loader: ({ params }) => void queryClient.prefetchQuery(saleQuery(params.id)),
});

export const documentRoutes = [sell, receive, sales, sale] as const;
