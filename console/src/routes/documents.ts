import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { refundQuery, saleQuery } from '../pages/sale/sale';
import { readSales, salesQuery } from '../pages/sales/sales';
import { oneOf, textOf } from '../search';
import { shell } from './shell';

/** Where, and the code of what is in the first line. What is not valid is named: else the router keeps it. */
interface NewDocument {
  place?: string | undefined;
  product?: string | undefined;
  /** The purchase order that goods come in for. */
  order?: string | undefined;
}
const readNew = ({ place, product, order }: Record<string, unknown>): NewDocument => ({
  ...{ place: textOf(place), product: textOf(product), order: textOf(order) },
});

const sell = createRoute({
  getParentRoute: () => shell,
  path: '/sell',
  component: lazyRouteComponent(() => import('../pages/sell/SellPage')),
  validateSearch: readNew,
});

const receive = createRoute({
  getParentRoute: () => shell,
  path: '/receive',
  component: lazyRouteComponent(() => import('../pages/receive/ReceivePage')),
  validateSearch: readNew,
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
  validateSearch: ({ by }: Record<string, unknown>): { by?: 'refund' | undefined } => ({
    by: oneOf(by, ['refund'] as const),
  }),
  // A movement knows its refund, and that the sale.
  beforeLoad: async ({ params: { id }, search: { by } }) => {
    if (by !== 'refund') return;
    const { refund } = await queryClient.fetchQuery(refundQuery(id));
    if (refund) throw redirect({ to: '/sales/$id', params: { id: refund.sale.id }, replace: true });
  },
  loader: ({ params }) => void queryClient.prefetchQuery(saleQuery(params.id)),
});

export const documentRoutes = [sell, receive, sales, sale] as const;
