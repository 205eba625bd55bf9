import fc from 'fast-check';
import { PACK, type World } from './world';

// What operations choose from.

/** Picks one of a list whose length is known only when the operation runs. */
export const die = fc.nat(9999);

/** True about once in `odds` times. */
export const once = (odds: number) => fc.nat(odds - 1).map((n) => n === 0);

/** A quantity of a line, in base units or in packs. */
export interface Amount {
  readonly quantity: number;
  readonly unit?: string;
  /** In base units. */
  readonly base: number;
}

export const amount: fc.Arbitrary<Amount> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 9 }).map((quantity) => ({ quantity, base: quantity })),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 2 })
      .map((quantity) => ({ quantity, unit: 'pack', base: quantity * PACK })),
  },
);

/** Now and then most of what is there, so that what is reserved and what is taken meet. */
export const anyAmount: fc.Arbitrary<Amount> = fc.oneof(
  { weight: 2, arbitrary: amount },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 10, max: 40 }).map((quantity) => ({ quantity, base: quantity })),
  },
);

export interface LineChoice {
  readonly product: number;
  readonly amount: Amount;
}

export const lines: fc.Arbitrary<LineChoice[]> = fc.array(fc.record({ product: die, amount }), {
  minLength: 1,
  maxLength: 3,
});

/** A chosen line as an entry point takes it. */
export function lineInput(world: World, line: LineChoice) {
  const { quantity, unit } = line.amount;
  return { productId: world.product(line.product), quantity, unit };
}

/** A chosen line in base units. */
export function lineOf(world: World, line: LineChoice) {
  return { productId: world.product(line.product), quantity: line.amount.base };
}
