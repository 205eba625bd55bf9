import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { productQuery } from '../pages/product/product';
import { readView } from '../pages/product/search';
import { productsQuery } from '../pages/products/products';
import { readSearch } from '../pages/products/search';
import { shell } from './shell';

const products = createRoute({
  getParentRoute: () => shell,
  path: '/products',
  component: lazyRouteComponent(() => import('../pages/products/ProductsPage')),
  validateSearch: readSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(productsQuery(deps)),
});

const product = createRoute({
  getParentRoute: () => shell,
  path: '/products/$id',
  component: lazyRouteComponent(() => import('../pages/product/ProductPage')),
  validateSearch: readView,
  loader: ({ params }) => void queryClient.prefetchQuery(productQuery(params.id)),
});

export const productRoutes = [products, product] as const;
