import type { ResultOf } from '@bincard/client';
import { query, queryClient } from '../../api/query';
import { TOKENS } from './queries';

export type Token = ResultOf<typeof TOKENS>['apiTokens'][0];

export const tokensQuery = query('api-tokens', TOKENS, {});

export const tokensChanged = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['api-tokens'] });
