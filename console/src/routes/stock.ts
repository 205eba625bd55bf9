import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { batchQuery } from '../pages/batch/batch';
import { lotQuery } from '../pages/lot/lot';
import { readLabels } from '../pages/labels/search';
import { readPart, type Part } from '../pages/product/search';
import { shell } from './shell';

const lot = createRoute({
  getParentRoute: () => shell,
  path: '/lots/$id',
  component: lazyRouteComponent(() => import('../pages/lot/LotPage')),
  loader: ({ params }) => void queryClient.prefetchQuery(lotQuery(params.id)),
});

const batch = createRoute({
  getParentRoute: () => shell,
  path: '/batches/$id',
  component: lazyRouteComponent(() => import('../pages/batch/BatchPage')),
  validateSearch: ({ part }: Record<string, unknown>): { part?: Part | undefined } => ({
    part: readPart(part),
  }),
  loader: ({ params }) => void queryClient.prefetchInfiniteQuery(batchQuery(params.id)),
});

const labels = createRoute({
  getParentRoute: () => shell,
  path: '/labels',
  component: lazyRouteComponent(() => import('../pages/labels/LabelsPage')),
  validateSearch: readLabels,
});

export const stockRoutes = [lot, batch, labels] as const;
