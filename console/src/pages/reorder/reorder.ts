import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { SUGGESTIONS } from './queries';

export type Suggestion = ResultOf<typeof SUGGESTIONS>['reorderSuggestions'][0];

export const reorderQuery = () => query('reorder', SUGGESTIONS, {}, { follows: 'stock' });

/** What one order is made of: suggestions of one supplier for one place. */
export interface Group {
  readonly key: string;
  readonly supplier: Suggestion['supplier'];
  readonly location: Suggestion['location'];
  readonly suggestions: readonly Suggestion[];
}

export const keyOf = ({ product, location }: Suggestion) => `${product.id} ${location.id}`;

/** By supplier and place; those that nobody sells come last. */
export function groupsOf(suggestions: readonly Suggestion[]): Group[] {
  const groups = new Map<string, Suggestion[]>();
  for (const each of suggestions) {
    const key = `${each.supplier?.id ?? ''} ${each.location.id}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups]
    .map(([key, own]) => ({
      ...{ key, suggestions: own },
      ...{ supplier: own[0]!.supplier, location: own[0]!.location },
    }))
    .sort((one, other) => Number(!one.supplier) - Number(!other.supplier));
}
