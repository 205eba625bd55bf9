import type { Operation } from '@bincard/client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { query } from '../api/query';
import { ME } from './queries';

/** Who is signed in. A role that was changed is seen within a minute. */
export const meQuery = { ...query('me', ME, {}), staleTime: 60_000, gcTime: Infinity };

/** Who is signed in, on pages that nobody else is shown. */
export function useMe() {
  const { me, settings } = useSuspenseQuery(meQuery).data;
  /** Whether the role may call an operation of the schema. The server refuses it all the same. */
  const may = (operation: Operation) => me.permissions.includes(operation);
  /** Whether the tenant lets the caller approve what this person asked for: what somebody else did. */
  const mayDecideOn = (requestedBy: string) =>
    settings.allowSelfApproval || requestedBy !== me.actor;
  /** Whose what is kept in the browser is. */
  const owner = `${me.tenant}/${me.actor}`;
  return {
    ...me,
    currency: settings.currency,
    owner,
    name: me.user?.name ?? me.actor,
    may,
    mayDecideOn,
  };
}
