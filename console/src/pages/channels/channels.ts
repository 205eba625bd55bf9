import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { againWhileShort, queryClient } from '../../api/query';
import { textOf } from '../../search';
import { CORRECTIONS } from './queries';

export type Correction = ResultOf<typeof CORRECTIONS>['channelCorrections']['nodes'][0];

/** Which corrections are shown: the address of the page. */
export interface ChannelsSearch {
  readonly channel?: string | undefined;
}

export const readChannels = ({ channel }: Record<string, unknown>): ChannelsSearch => ({
  channel: textOf(channel),
});

export const correctionsQuery = ({ channel }: ChannelsSearch) =>
  infiniteQueryOptions({
    queryKey: ['corrections', channel],
    queryFn: ({ pageParam, signal }) =>
      ask(CORRECTIONS, { channel: channel ?? null, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ channelCorrections: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    ...againWhileShort,
  });

export const correctionsChanged = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['corrections'] });
