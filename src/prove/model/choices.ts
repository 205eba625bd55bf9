import fc from 'fast-check';
import { PACK, type World } from './world';

// The arbitraries that operations are made of.

/** Selects an item of a list (modulo its length), because lists are known only when the operation runs. */
export const anyIndex = fc.nat(9999);

/** True once in `n` times on average. */
export const oneIn = (n: number) => fc.nat(n - 1).map((value) => value === 0);

/**
 * How many days ago a document is dated: mostly it has no date; now and then the date is of tomorrow, which must be refused.
 */
export const anyDay = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: fc.nat(9) },
  { weight: 1, arbitrary: fc.constant(-1) },
);

/** The business date of a choice, in the time zone of a run's tenant. */
export function businessDate(daysAgo: number | undefined): { readonly businessDate?: string } {
  if (daysAgo === undefined) return {};
  const day = new Date(Date.now() - daysAgo * 86_400_000);
  return { businessDate: day.toISOString().slice(0, 10) };
}

/** A quantity of a line, in base units or in packs. */
export interface Amount {
  readonly unit?: 'pack';
  /** In base units. */
  readonly base: number;
  /** Sent as a decimal amount of the unit ("1.5") in place of a whole quantity. */
  readonly decimal?: true;
}

const units = (most: number) => fc.integer({ min: 1, max: most }).map((base): Amount => ({ base }));

const packs = fc
  .integer({ min: 1, max: 2 })
  .map((quantity): Amount => ({ unit: 'pack', base: quantity * PACK }));

const decimals = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map((base): Amount => ({ base, decimal: true })),
  fc
    .integer({ min: 1, max: 5 })
    .map((halves): Amount => ({ unit: 'pack', base: (halves * PACK) / 2, decimal: true })),
);

export const amount: fc.Arbitrary<Amount> = fc.oneof(
  { weight: 4, arbitrary: units(9) },
  { weight: 1, arbitrary: packs },
  { weight: 1, arbitrary: decimals },
);

/** Sometimes most of the stock, so that reservations and withdrawals compete for it. */
export const anyAmount: fc.Arbitrary<Amount> = fc.oneof(
  { weight: 2, arbitrary: amount },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 40 }).map((base): Amount => ({ base })) },
);

/** An amount as the fields of an input; negative where stock goes out. */
export function quantityInput({ unit, base, decimal }: Amount, sign: 1 | -1 = 1) {
  const quantity = (sign * base) / (unit ? PACK : 1);
  return decimal ? { amount: String(quantity), unit } : { quantity, unit };
}

export interface LineChoice {
  readonly product: number;
  readonly amount: Amount;
}

export const lines: fc.Arbitrary<LineChoice[]> = fc.array(
  fc.record({ product: anyIndex, amount }),
  { minLength: 1, maxLength: 3 },
);

/** A chosen line as input of an entry point. */
export function lineInput(world: World, line: LineChoice) {
  return { productId: world.product(line.product), ...quantityInput(line.amount) };
}

/** A chosen line of a sale; some have a price. */
export function soldLine(world: World, line: LineChoice) {
  const priced = line.product % 3 > 0;
  return { ...lineInput(world, line), ...(priced && { unitPrice: `${line.product % 7}.99` }) };
}

/** A chosen line in base units. */
export function lineOf(world: World, line: LineChoice) {
  return { productId: world.product(line.product), quantity: line.amount.base };
}
