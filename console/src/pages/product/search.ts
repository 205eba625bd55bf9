import type { VariablesOf } from '@bincard/client';
import { oneOf, textOf } from '../../search';
import type { MOVEMENTS } from './queries';

export type MovementKind = NonNullable<VariablesOf<typeof MOVEMENTS>['filter']['kinds']>[number];

export const TABS = ['card', 'batches', 'lots', 'facts'] as const;

/** Movements by what a figure is made of. */
export const PARTS = {
  purchases: ['RECEIPT', 'RECEIPT_VOID', 'INTAKE_CORRECTION'],
  sales: ['SALE', 'SALE_VOID'],
  refunds: ['REFUND'],
  adjustments: ['ADJUSTMENT', 'COUNT', 'ASSEMBLY_OUT', 'ASSEMBLY_VOID'],
  transfersIn: ['TRANSFER_IN'],
  transfersOut: ['TRANSFER_OUT'],
  expired: ['EXPIRY'],
} as const satisfies Record<string, readonly MovementKind[]>;

export type Part = keyof typeof PARTS;

/** What of the product is shown: the address of the page. */
export interface ProductView {
  readonly tab?: (typeof TABS)[number] | undefined;
  /** The code of a location; all of them unless given. */
  readonly place?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only the movements that this part of a figure is made of. */
  readonly part?: Part | undefined;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export function readView({ tab, place, from, to, part }: Record<string, unknown>): ProductView {
  const dayOf = (value: unknown) =>
    typeof value === 'string' && DAY.test(value) ? value : undefined;
  return {
    ...{ tab: oneOf(tab, TABS), place: textOf(place), from: dayOf(from), to: dayOf(to) },
    part: oneOf(part, Object.keys(PARTS) as Part[]),
  };
}
