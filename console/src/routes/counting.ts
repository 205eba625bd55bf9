import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { countQuery } from '../pages/count/count';
import { countsQuery, dueQuery } from '../pages/counts/counts';
import { shell } from './shell';

const counts = createRoute({
  getParentRoute: () => shell,
  path: '/counts',
  component: lazyRouteComponent(() => import('../pages/counts/CountsPage')),
  loader: () => {
    void queryClient.prefetchQuery(countsQuery);
    void queryClient.prefetchQuery(dueQuery);
  },
});

const count = createRoute({
  getParentRoute: () => shell,
  path: '/counts/$id',
  component: lazyRouteComponent(() => import('../pages/count/CountPage')),
  loader: ({ params }) => void queryClient.prefetchQuery(countQuery(params.id)),
});

export const countingRoutes = [counts, count] as const;
