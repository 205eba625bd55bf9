import type { ImportKind } from './kind';
import { LOCATIONS } from './locations';
import { PRODUCTS } from './products';
import { STOCK } from './stock';

/** What can be brought in, in the order in which a new shop does. */
export const IMPORT_KINDS: readonly ImportKind[] = [LOCATIONS, PRODUCTS, STOCK];

export function findKind(name: string): ImportKind | undefined {
  return IMPORT_KINDS.find((kind) => kind.name === name);
}
