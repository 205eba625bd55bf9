import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readDocuments } from '../pages/documents/search';
import { shell } from './shell';

// Documents that few people look up: what they ask for is loaded with their page, not with the first one.

const receipts = createRoute({
  getParentRoute: () => shell,
  path: '/receipts',
  component: lazyRouteComponent(() => import('../pages/documents/ReceiptsPage')),
  validateSearch: readDocuments,
});

const receipt = createRoute({
  getParentRoute: () => shell,
  path: '/receipts/$id',
  component: lazyRouteComponent(() => import('../pages/document/ReceiptPage')),
});

const adjustments = createRoute({
  getParentRoute: () => shell,
  path: '/adjustments',
  component: lazyRouteComponent(() => import('../pages/documents/AdjustmentsPage')),
  validateSearch: readDocuments,
});

const adjustment = createRoute({
  getParentRoute: () => shell,
  path: '/adjustments/$id',
  component: lazyRouteComponent(() => import('../pages/document/AdjustmentPage')),
});

const writeOffs = createRoute({
  getParentRoute: () => shell,
  path: '/write-offs',
  component: lazyRouteComponent(() => import('../pages/documents/WriteOffsPage')),
  validateSearch: readDocuments,
});

const writeOff = createRoute({
  getParentRoute: () => shell,
  path: '/write-offs/$id',
  component: lazyRouteComponent(() => import('../pages/document/WriteOffPage')),
});

const assemblies = createRoute({
  getParentRoute: () => shell,
  path: '/assemblies',
  component: lazyRouteComponent(() => import('../pages/documents/AssembliesPage')),
  validateSearch: readDocuments,
});

const assembly = createRoute({
  getParentRoute: () => shell,
  path: '/assemblies/$id',
  component: lazyRouteComponent(() => import('../pages/document/AssemblyPage')),
});

export const ledgerDocumentRoutes = [
  ...([receipts, receipt, adjustments, adjustment] as const),
  ...([writeOffs, writeOff, assemblies, assembly] as const),
] as const;
