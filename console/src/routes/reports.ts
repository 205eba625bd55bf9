import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readReport } from '../pages/reports/search';
import { shell } from './shell';

const reports = createRoute({
  getParentRoute: () => shell,
  path: '/reports',
  beforeLoad: () => {
    throw redirect({ to: '/reports/$report', params: { report: 'stock' }, replace: true });
  },
});

const report = createRoute({
  getParentRoute: () => shell,
  path: '/reports/$report',
  component: lazyRouteComponent(() => import('../pages/reports/ReportsPage')),
  validateSearch: readReport,
});

export const reportRoutes = [reports, report] as const;
