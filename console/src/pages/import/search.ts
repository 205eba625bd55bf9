import { oneOf } from '../../search';

/** What can be brought in, in the order in which a new shop does. */
export const KINDS = ['products', 'stock', 'locations', 'suppliers', 'prices'] as const;
export type Kind = (typeof KINDS)[number];

/** What the file holds that is to be dropped. */
export interface ImportSearch {
  readonly kind?: Kind | undefined;
}

export const readImport = ({ kind }: Record<string, unknown>): ImportSearch => ({
  kind: oneOf(kind, KINDS),
});
