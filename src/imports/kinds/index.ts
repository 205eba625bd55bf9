import { CHANNEL } from './channel';
import type { ImportKind } from './kind';
import { LOCATIONS } from './locations';
import { PRODUCTS } from './products';
import { STOCK } from './stock';
import { PRICES, SUPPLIERS } from './suppliers';

/** What can be brought in, in the order in which a new shop does. */
export const IMPORT_KINDS: readonly ImportKind[] = [LOCATIONS, SUPPLIERS, PRODUCTS, PRICES, STOCK];

/** The kinds of runs: these, and what a channel reports, which is imported by a command of its own. */
export const RUN_KINDS: readonly ImportKind[] = [...IMPORT_KINDS, CHANNEL];

export function findKind(name: string): ImportKind | undefined {
  return IMPORT_KINDS.find((kind) => kind.name === name);
}
