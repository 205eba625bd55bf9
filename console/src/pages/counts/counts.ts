import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { COUNTS, DUE } from './queries';

export const countsQuery = {
  ...query('counts', COUNTS, {}, { follows: 'stock' }),
  refetchInterval: 20_000,
};

export const dueQuery = query('counts-due', DUE, {});

type Due = ResultOf<typeof DUE>['countsDue'][0];

/** What is due at a place and not being counted. */
export interface DuePlace {
  readonly code: string;
  readonly name: string;
  readonly due: readonly Due[];
}

export function duePlaces({ countsDue }: ResultOf<typeof DUE>): DuePlace[] {
  const places = new Map<string, Due[]>();
  for (const due of countsDue.filter(({ stockCount }) => stockCount === null)) {
    places.set(due.location.code, [...(places.get(due.location.code) ?? []), due]);
  }
  return [...places.values()]
    .map((due) => ({ code: due[0]!.location.code, name: due[0]!.location.name, due }))
    .sort((one, other) => other.due.length - one.due.length);
}
