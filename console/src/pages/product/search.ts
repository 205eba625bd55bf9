import type { VariablesOf } from '@bincard/client';
import { oneOf, textOf } from '../../search';
import type { MOVEMENTS } from './queries';

export type MovementKind = NonNullable<VariablesOf<typeof MOVEMENTS>['filter']['kinds']>[number];

export const TABS = ['card', 'batches', 'reserved', 'lots', 'facts'] as const;

/** Batches by what keeps them from being sold. */
export const STATES = ['expired', 'held'] as const;

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
  /** Only the batches that are so. */
  readonly state?: (typeof STATES)[number] | undefined;
  /** Whether it is asked why the figure of the place, or of all, is what it is. */
  readonly why?: true | undefined;
}

/** The part of a figure that an address names. */
export const readPart = (part: unknown): Part | undefined =>
  oneOf(part, Object.keys(PARTS) as Part[]);

const DAY = /^\d{4}-\d\d-\d\d$/;

export function readView(given: Record<string, unknown>): ProductView {
  const { tab, place, from, to, part, state, why } = given;
  const dayOf = (value: unknown) =>
    typeof value === 'string' && DAY.test(value) ? value : undefined;
  return {
    ...{ tab: oneOf(tab, TABS), place: textOf(place), from: dayOf(from), to: dayOf(to) },
    ...{ part: readPart(part), state: oneOf(state, STATES), why: why === true ? true : undefined },
  };
}
