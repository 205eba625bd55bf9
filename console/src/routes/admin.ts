import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query';
import { auditQuery, readAudit } from '../pages/audit/audit';
import { correctionsQuery, readChannels } from '../pages/channels/channels';
import { integrityQuery, rulesQuery } from '../pages/integrity/integrity';
import { placesPageQuery } from '../pages/places/places';
import { settingsQuery } from '../pages/settings/settings';
import { tokensQuery } from '../pages/tokens/tokens';
import { usersQuery } from '../pages/users/users';
import { webhooksQuery } from '../pages/webhooks/webhooks';
import { shell } from './shell';

const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  component: lazyRouteComponent(() => import('../pages/users/UsersPage')),
  loader: () => void queryClient.prefetchQuery(usersQuery),
});

const tokens = createRoute({
  getParentRoute: () => shell,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../pages/tokens/TokensPage')),
  loader: () => void queryClient.prefetchQuery(tokensQuery),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../pages/settings/SettingsPage')),
  loader: () => void queryClient.prefetchQuery(settingsQuery),
});

const places = createRoute({
  getParentRoute: () => shell,
  path: '/places',
  component: lazyRouteComponent(() => import('../pages/places/PlacesPage')),
  loader: () => void queryClient.prefetchQuery(placesPageQuery),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  component: lazyRouteComponent(() => import('../pages/audit/AuditPage')),
  validateSearch: readAudit,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(auditQuery(deps)),
});

const integrity = createRoute({
  getParentRoute: () => shell,
  path: '/integrity',
  component: lazyRouteComponent(() => import('../pages/integrity/IntegrityPage')),
  loader: () => {
    void queryClient.prefetchQuery(integrityQuery);
    void queryClient.prefetchQuery(rulesQuery);
  },
});

const channels = createRoute({
  getParentRoute: () => shell,
  path: '/channels',
  component: lazyRouteComponent(() => import('../pages/channels/ChannelsPage')),
  validateSearch: readChannels,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(correctionsQuery(deps)),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../pages/webhooks/WebhooksPage')),
  loader: () => void queryClient.prefetchQuery(webhooksQuery),
});

export const adminRoutes = [
  users,
  tokens,
  settings,
  places,
  audit,
  integrity,
  channels,
  webhooks,
] as const;
