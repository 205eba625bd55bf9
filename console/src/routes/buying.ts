import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { orderQuery } from '../pages/order/order';
import { ordersQuery, readOrders } from '../pages/orders/orders';
import { reorderQuery } from '../pages/reorder/reorder';
import { textOf } from '../search';
import { shell } from './shell';

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  component: lazyRouteComponent(() => import('../pages/orders/OrdersPage')),
  validateSearch: readOrders,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(ordersQuery(deps)),
});

const newOrder = createRoute({
  getParentRoute: () => shell,
  path: '/orders/new',
  component: lazyRouteComponent(() => import('../pages/new-order/NewOrderPage')),
  validateSearch: ({
    supplier,
    place,
    product,
  }: Record<string, unknown>): Record<'supplier' | 'place' | 'product', string | undefined> => ({
    ...{ supplier: textOf(supplier), place: textOf(place), product: textOf(product) },
  }),
});

const order = createRoute({
  getParentRoute: () => shell,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('../pages/order/OrderPage')),
  loader: ({ params }) => void queryClient.prefetchQuery(orderQuery(params.id)),
});

const reorder = createRoute({
  getParentRoute: () => shell,
  path: '/reorder',
  component: lazyRouteComponent(() => import('../pages/reorder/ReorderPage')),
  loader: () => void queryClient.prefetchQuery(reorderQuery()),
});

export const buyingRoutes = [orders, newOrder, order, reorder] as const;
