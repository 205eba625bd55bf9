import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { importRunQuery } from '../pages/import-run/run';
import { readImport } from '../pages/import/search';
import { readLog, runsQuery } from '../pages/sync-log/log';
import { readRows, rowsQuery } from '../pages/sync-rows/rows';
import { sourcesQuery } from '../pages/sync/sync';
import { shell } from './shell';

const sync = createRoute({
  getParentRoute: () => shell,
  path: '/sync',
  component: lazyRouteComponent(() => import('../pages/sync/SyncPage')),
  loader: () => void queryClient.prefetchQuery(sourcesQuery),
});

const add = createRoute({
  getParentRoute: () => shell,
  path: '/sync/new',
  component: lazyRouteComponent(() => import('../pages/sync-configuration/SyncNewPage')),
});

const rows = createRoute({
  getParentRoute: () => shell,
  path: '/sync/$id/rows',
  component: lazyRouteComponent(() => import('../pages/sync-rows/SyncRowsPage')),
  validateSearch: readRows,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => void queryClient.prefetchInfiniteQuery(rowsQuery(params.id, deps)),
});

const configuration = createRoute({
  getParentRoute: () => shell,
  path: '/sync/$id/configuration',
  component: lazyRouteComponent(() => import('../pages/sync-configuration/SyncConfigurationPage')),
});

const log = createRoute({
  getParentRoute: () => shell,
  path: '/sync/$id/log',
  component: lazyRouteComponent(() => import('../pages/sync-log/SyncLogPage')),
  validateSearch: readLog,
  loader: ({ params }) => void queryClient.prefetchInfiniteQuery(runsQuery(params.id)),
});

const files = createRoute({
  getParentRoute: () => shell,
  path: '/import',
  component: lazyRouteComponent(() => import('../pages/import/ImportPage')),
  validateSearch: readImport,
});

const file = createRoute({
  getParentRoute: () => shell,
  path: '/import/$id',
  component: lazyRouteComponent(() => import('../pages/import-run/ImportRunPage')),
  loader: ({ params }) => void queryClient.prefetchInfiniteQuery(importRunQuery(params.id)),
});

export const syncRoutes = [sync, add, rows, configuration, log, files, file] as const;
