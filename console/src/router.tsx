import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { isSignedOut, queryClient } from './api/query';
import { place } from './place';
import { meQuery } from './session/session';
import { Shell } from './shell/Shell';
import { NotFound, PageFailed } from './states/pages';
import { productQuery } from './pages/product/product';
import { readView } from './pages/product/search';
import { productsQuery } from './pages/products/products';
import { readSearch } from './pages/products/search';
import { saleQuery } from './pages/sale/sale';
import { readSales, salesQuery } from './pages/sales/sales';
import { prefetchToday } from './pages/today/today';
import { textOf } from './search';

// Each page is a script of its own, loaded when it is first led to. paths.json lists the paths for the server.

const root = createRootRoute({ component: Outlet });

/** What nobody is shown who is not signed in. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      const next = location.href === '/' ? undefined : location.href;
      throw redirect({ to: '/sign-in', search: { next }, replace: true });
    }
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in/SignInPage')),
  // A path of the console, so that no link leads a person who has signed in to another site.
  validateSearch: ({ next }): { next?: string | undefined } => {
    const isPath = typeof next === 'string' && /^\/(?![/\\])/.test(next);
    return { next: isPath ? next : undefined };
  },
});

const today = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/today/TodayPage')),
  loader: prefetchToday,
});

const products = createRoute({
  getParentRoute: () => shell,
  path: '/products',
  component: lazyRouteComponent(() => import('./pages/products/ProductsPage')),
  validateSearch: readSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(productsQuery(deps)),
});

const product = createRoute({
  getParentRoute: () => shell,
  path: '/products/$id',
  component: lazyRouteComponent(() => import('./pages/product/ProductPage')),
  validateSearch: readView,
  loader: ({ params }) => void queryClient.prefetchQuery(productQuery(params.id)),
});

/** What is not valid has to be named to be taken away: the router keeps what it is not told of. */
const readPlace = ({ place }: Record<string, unknown>): { place?: string | undefined } =>
  ({ place: textOf(place) });

const sell = createRoute({
  getParentRoute: () => shell,
  path: '/sell',
  component: lazyRouteComponent(() => import('./pages/sell/SellPage')),
  validateSearch: readPlace,
});

const receive = createRoute({
  getParentRoute: () => shell,
  path: '/receive',
  component: lazyRouteComponent(() => import('./pages/receive/ReceivePage')),
  validateSearch: readPlace,
});

const sales = createRoute({
  getParentRoute: () => shell,
  path: '/sales',
  component: lazyRouteComponent(() => import('./pages/sales/SalesPage')),
  validateSearch: readSales,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(salesQuery(deps)),
});

const sale = createRoute({
  getParentRoute: () => shell,
  path: '/sales/$id',
  component: lazyRouteComponent(() => import('./pages/sale/SalePage')),
  loader: ({ params }) => void queryClient.prefetchQuery(saleQuery(params.id)),
});

/** Whatever else is asked for. */
const nowhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotFound });

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([today, products, product, sell, receive, sales, sale, nowhere]), signIn]),
  basepath: place.base || '/',
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
