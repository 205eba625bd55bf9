import type { VariablesOf } from '@bincard/client';
import { oneOf, textOf } from '../../search';
import type { PRODUCTS } from './queries';

export const STATUSES = ['ACTIVE', 'INACTIVE', 'ARCHIVED'] as const;

/** So long may the name of a view be. */
export const MOST_OF_A_NAME = 80;

/** What is looked for: it is the address of the page, so a view can be kept and sent. */
export interface ProductSearch {
  readonly search?: string | undefined;
  /** ACTIVE unless given; "all" for every status. */
  readonly status?: (typeof STATUSES)[number] | 'all' | undefined;
  readonly low?: true | undefined;
  /** Attributes as `name:value`. */
  readonly attributes?: readonly string[] | undefined;
  /** The code of the place whose stock is shown; that of all places unless given. */
  readonly place?: string | undefined;
  /** What this view is called. */
  readonly view?: string | undefined;
}

/** What is not valid is named all the same: the router keeps what it is not told of. */
export function readSearch({
  search,
  status,
  low,
  attributes,
  place,
  view,
}: Record<string, unknown>): ProductSearch {
  const texts = (Array.isArray(attributes) ? (attributes as unknown[]) : []).filter(
    (each): each is string => typeof each === 'string' && each.includes(':'),
  );
  return {
    search: textOf(search),
    status: oneOf(status, [...STATUSES, 'all'] as const),
    low: oneOf(low, [true] as const),
    attributes: texts.length > 0 ? texts.slice(0, 10) : undefined,
    place: textOf(place),
    view: textOf(view)?.slice(0, MOST_OF_A_NAME),
  };
}

/** A value as it is meant: a number and a truth value are not their texts. */
export function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}

export function filterOf(search: ProductSearch): VariablesOf<typeof PRODUCTS>['filter'] {
  const { search: text, status = 'ACTIVE', low, attributes = [] } = search;
  return {
    ...(text && { search: text }),
    ...(status !== 'all' && { status }),
    ...(low && { belowReorderPoint: true }),
    ...(attributes.length > 0 && {
      attributes: attributes.map((each) => {
        const at = each.indexOf(':');
        return { name: each.slice(0, at).trim(), eq: valueOf(each.slice(at + 1).trim()) };
      }),
    }),
  };
}
