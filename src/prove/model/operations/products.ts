import fc from 'fast-check';
import { anyIndex, oneIn } from '../choices';
import { operation } from '../operation';
import type { Session } from '../session';

// Codes, SKUs and units of products, which change while documents name them.

/** Half of the time one of a few codes that all sessions want, in either case. */
const code = fc.option(
  fc.integer({ min: 0, max: 29 }).map((n) => (n % 2 === 0 ? `CODE-${n >> 1}` : `code-${n >> 1}`)),
  { freq: 1 },
);

export const addCode = operation({
  kind: 'product: add code',
  weight: 2,
  refusals: ['code_taken'],
  choices: fc.record({ product: anyIndex, code }),
  async run(session, choice) {
    const productId = session.world.product(choice.product);
    const added = choice.code ?? `code-${session.key()}`;
    const input = { productId, code: { code: added, kind: 'INTERNAL' } };
    await session.call('add_product_code', input);
    session.acknowledged.codes.set(added, productId);
  },
});

export const changeSku = operation({
  kind: 'product: change SKU',
  weight: 2,
  refusals: ['code_taken', 'sku_taken'],
  choices: fc.record({ product: anyIndex, code }),
  async run(session, choice) {
    const productId = session.world.product(choice.product);
    const reason = session.key();
    const sku = choice.code ?? `sku-${reason}`;
    await session.call('change_sku', { productId, sku, reason });
    session.acknowledged.skus.set(reason, `${productId} ${sku}`);
  },
});

export const addUnit = operation({
  kind: 'product: add unit',
  weight: 4,
  refusals: [],
  choices: fc.record({ product: anyIndex, factor: fc.integer({ min: 2, max: 5 }) }),
  async run(session, { product, factor }) {
    const unit = { productId: session.world.product(product), code: session.key(), factor };
    await session.call('add_product_unit', unit);
    session.world.units.add({ ...unit });
  },
});

export const retireUnit = operation({
  kind: 'product: retire unit',
  weight: 3,
  refusals: [], // a second request changes nothing
  choices: fc.record({ unit: anyIndex }),
  async run(session, { unit: which }) {
    const { world, acknowledged } = session;
    const unit = world.units.pick(which);
    if (!unit) return 'idle';
    unit.retirement ??= 'requested';
    const { productId, code } = unit;
    await session.call('retire_product_unit', { productId, code });
    acknowledged.retired.set(`${productId} ${code}`, productId);
    unit.retirement = 'acknowledged';
  },
});

/**
 * A line in a unit that may be retired. Where it was retired before the request, the request must be refused; while the
 * retirement runs, it may be. `check` is called once the request was acknowledged.
 */
export function lineInAnyUnit(session: Session, which: number, quantity: number) {
  const unit = session.world.units.pick(which);
  if (!unit) return undefined;
  const { productId, code, factor, retirement } = unit;
  session.expectRefusal('unit_unknown', () => unit.retirement !== undefined);
  return {
    input: { productId, quantity, unit: code },
    line: { productId, quantity: quantity * factor },
    check() {
      if (retirement === 'acknowledged') throw new Error(`The unit ${code} is retired`);
    },
  };
}

/** A choice of such a line, now and then. */
export const unitLine = fc.record({
  ...{ used: oneIn(4), unit: anyIndex, quantity: fc.integer({ min: 1, max: 3 }) },
});
