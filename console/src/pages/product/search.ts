import type { VariablesOf } from '@bincard/client';
import { dayOf } from '../../days';
import { oneOf, textOf } from '../../search';
import type { MOVEMENTS } from './queries';

export type MovementKind = NonNullable<VariablesOf<typeof MOVEMENTS>['filter']['kinds']>[number];

export const TABS = ['card', 'flow', 'batches', 'reserved', 'lots', 'facts'] as const;

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

/**
 * Parts that are looked at together, too: what is on its way has left one place and has come to none; reports say what
 * was sold less what came back.
 */
export const TOGETHER = {
  transfers: ['transfersIn', 'transfersOut'],
  sold: ['sales', 'refunds'],
} as const satisfies Record<string, readonly Part[]>;

/** What the ledger of a product is narrowed to. */
export type LedgerPart = Part | keyof typeof TOGETHER;

/** The parts that it is made of. */
export const partsOf = (part: LedgerPart): readonly Part[] =>
  part in TOGETHER ? TOGETHER[part as keyof typeof TOGETHER] : [part as Part];

/** What of the product is shown: the address of the page. */
export interface ProductView {
  readonly tab?: (typeof TABS)[number] | undefined;
  /** The code of a location; all of them unless given. */
  readonly place?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The ledger's order, where it is not the newest first. */
  readonly order?: 'oldest' | undefined;
  /** The day with which the ledger begins. */
  readonly day?: string | undefined;
  /** Only the movements that this part of a figure is made of. */
  readonly part?: LedgerPart | undefined;
  /** Only the batches that are so. */
  readonly state?: (typeof STATES)[number] | undefined;
  /** The day at whose end the stock is shown, too. */
  readonly asOf?: string | undefined;
  /** Whether it is asked why the figure of the place, or of all, is what it is. */
  readonly why?: true | undefined;
}

/** The part of a figure that an address names. */
export const readPart = (part: unknown): Part | undefined =>
  oneOf(part, Object.keys(PARTS) as Part[]);

const readLedgerPart = (part: unknown): LedgerPart | undefined =>
  readPart(part) ?? oneOf(part, Object.keys(TOGETHER) as (keyof typeof TOGETHER)[]);

export function readView(given: Record<string, unknown>): ProductView {
  const { tab, place, from, to, order, day, part, state, why, asOf } = given;
  return {
    ...{ tab: oneOf(tab, TABS), place: textOf(place), from: dayOf(from), to: dayOf(to) },
    ...{ order: oneOf(order, ['oldest'] as const), day: dayOf(day) },
    ...{ part: readLedgerPart(part), state: oneOf(state, STATES) },
    ...{ why: why === true ? true : undefined, asOf: dayOf(asOf) },
  };
}
