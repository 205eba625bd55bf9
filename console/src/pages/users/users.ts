import type { ResultOf } from '@bincard/client';
import { again, query, queryClient } from '../../api/query';
import { USERS } from './queries';

export type User = ResultOf<typeof USERS>['users'][0];

export const usersQuery = { ...query('users', USERS, {}), ...again };

export const usersChanged = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['users'] });
