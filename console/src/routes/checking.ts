import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { approvalsQuery } from '../pages/approvals/approvals';
import { shell } from './shell';

const approvals = createRoute({
  getParentRoute: () => shell,
  path: '/approvals',
  component: lazyRouteComponent(() => import('../pages/approvals/ApprovalsPage')),
  loader: () => void queryClient.prefetchQuery(approvalsQuery),
});

export const checkingRoutes = [approvals] as const;
