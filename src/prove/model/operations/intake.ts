import fc from 'fast-check';
import { amount, anyDay, anyIndex, businessDate, lineInput, lineOf, oneIn } from '../choices';
import { pickDocument } from '../next-status';
import { operation } from '../operation';
import { lineInAnyUnit, unitLine } from './products';
import { recordReceipt } from './record-receipt';

const intakeLines = fc.array(
  fc.record({
    product: anyIndex,
    amount: amount.map((each) => ({ ...each, base: each.base * 3 })),
    year: fc.integer({ min: 2100, max: 2104 }),
  }),
  { minLength: 1, maxLength: 2 },
);

export const receive = operation({
  kind: 'receive',
  weight: 7, // less than the other operations withdraw, so that stock is short
  refusals: ['location_not_active', 'business_date_out_of_order'],
  choices: fc.record({
    ...{ location: anyIndex, lines: intakeLines, twice: oneIn(3), day: anyDay, unitLine },
  }),
  async run(session, choice) {
    const { world } = session;
    const locationId = world.location(choice.location);
    const number = session.key();
    const { used, unit, quantity } = choice.unitLine;
    const inUnit = used ? lineInAnyUnit(session, unit, quantity) : undefined;
    const lines: object[] = choice.lines.map((line, n) => ({
      ...lineInput(world, line),
      ...{ batchNumber: `${number}-${n}`, expiryDate: `${line.year}-01-01` },
      // Some have no cost, until somebody enters one.
      ...(line.year % 3 > 0 && { unitCost: `${line.year - 2099}.37` }),
    }));
    if (inUnit) lines.push({ ...inUnit.input, expiryDate: '2102-01-01' });
    const input = { locationId, lines, ...businessDate(choice.day) };
    const { id } = await session.write('receive_stock', input, choice.twice);
    const written = choice.lines.map((line) => lineOf(world, line));
    await recordReceipt(session, id, locationId, inUnit ? [...written, inUnit.line] : written);
    inUnit?.check();
  },
});

/** More of a lot that is known, its number in another case; sometimes with a date that may not be the lot's. */
export const receiveLot = operation({
  kind: 'receive lot',
  weight: 4,
  refusals: ['lot_expiry_differs', 'location_not_active'],
  choices: fc.record({
    ...{ lot: anyIndex, location: anyIndex, quantity: fc.integer({ min: 1, max: 12 }) },
    ...{ dated: oneIn(4), year: fc.integer({ min: 2100, max: 2104 }), twice: oneIn(3) },
  }),
  async run(session, choice) {
    const { world } = session;
    const lot = world.lots.pick(choice.lot);
    if (!lot) return 'idle';
    const { productId } = lot;
    const { quantity } = choice;
    const locationId = world.location(choice.location);
    const line = {
      ...{ productId, quantity, batchNumber: lot.number.toUpperCase() },
      ...{ expiryDate: choice.dated ? `${choice.year}-01-01` : null, acceptExpired: true },
    };
    const input = { locationId, lines: [line] };
    const { id } = await session.write('receive_stock', input, choice.twice);
    await recordReceipt(session, id, locationId, [{ productId, quantity }]);
  },
});

/**
 * Goods that were received ten days ago and expired yesterday. The entry point dates a receipt now, so the app role
 * inserts these in plain SQL.
 */
export const receiveLate = operation({
  kind: 'receive late',
  weight: 2,
  refusals: ['location_not_active'],
  choices: fc.record({
    ...{ product: anyIndex, location: anyIndex, quantity: fc.integer({ min: 1, max: 20 }) },
  }),
  async run(session, { product, location, quantity }) {
    const { world } = session;
    const line = { productId: world.product(product), quantity };
    const locationId = world.location(location);
    const input = { locationId, ...line };
    const id = await session.writeInSql(
      'SQL: insert a receipt of ten days ago',
      input,
      async (client) => {
        const receipt = await client.query<{ id: string }>(
          `insert into inventory.receipts (tenant_id, id, location_id, received_at)
         values ($1, inventory.uuid_v7(), $2, now() - interval '10 days') returning id`,
          [world.tenantId, locationId],
        );
        const { id } = receipt.rows[0]!;
        await client.query(
          `insert into inventory.batches
           (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit, expiry_at_receipt)
         values ($1, inventory.uuid_v7(), $2, $3, $4, $5, 'unit', inventory.tenant_today($1) - 1)`,
          [world.tenantId, id, line.productId, session.key(), quantity],
        );
        return id;
      },
    );
    await recordReceipt(session, id, locationId, [line]);
  },
});

export const correctIntake = operation({
  kind: 'correct intake',
  weight: 2,
  refusals: [
    ...['intake_immutable', 'reserved_exceeds_stock', 'movement_archived', 'over_receipt'],
    'made_by_assembly',
  ],
  choices: fc.record({ batch: anyIndex, quantity: fc.integer({ min: 1, max: 60 }) }),
  async run(session, choice) {
    const batch = session.world.batches.pick(choice.batch);
    if (!batch) return 'idle';
    const { quantity } = choice;
    const input = { batchId: batch.id, quantity, reason: 'random' };
    await session.call('correct_intake', input);
    batch.intakes.push(quantity);
  },
});

export const voidReceipt = operation({
  kind: 'void receipt',
  weight: 2,
  refusals: [
    ...['batch_has_history', 'illegal_transition', 'reserved_exceeds_stock'],
    ...['movement_archived', 'made_by_assembly'],
  ],
  choices: fc.record({ which: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, concurrent }) {
    const receipt = pickDocument(session.world.receipts, which);
    if (!receipt) return 'idle';
    const input = { id: receipt.id, reason: 'random' };
    await session.changeStatus(receipt, 'VOIDED', 'void_receipt', input, concurrent);
  },
});
