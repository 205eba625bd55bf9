import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Unanswered } from '../api/api';
import { isSignedOut, queryClient } from '../api/query';
import { meQuery } from '../session/session';
import { Shell } from '../shell/Shell';
import { NotFound } from '../states/pages';
import { prefetchToday } from '../pages/today/today';

export const root = createRootRoute({ component: Outlet });

/** Whether an address is that of a count which this device has kept: it goes on without a connection. */
async function goesOnCounting(pathname: string): Promise<boolean> {
  const [, id] = /\/counts\/([^/]+)$/.exec(pathname) ?? [];
  if (id === undefined) return false;
  // Where none was open here, what restores one may not be kept either.
  return import('../pages/count/sheet').then(
    ({ restoreCount }) => restoreCount(id),
    () => false,
  );
}

/** What nobody is shown who is not signed in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (error instanceof Unanswered && (await goesOnCounting(location.pathname))) return;
      if (!isSignedOut(error)) throw error;
      const next = location.href === '/' ? undefined : location.href;
      throw redirect({ to: '/sign-in', search: { next }, replace: true });
    }
  },
});

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../pages/sign-in/SignInPage')),
  // A path of the console, so that no link leads a person who has signed in to another site.
  validateSearch: ({ next }): { next?: string | undefined } => {
    const isPath = typeof next === 'string' && /^\/(?![/\\])/.test(next);
    return { next: isPath ? next : undefined };
  },
});

export const today = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/today/TodayPage')),
  loader: prefetchToday,
});

/** Whatever else is asked for. */
export const nowhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotFound });
