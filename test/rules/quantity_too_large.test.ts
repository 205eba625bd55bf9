import { LARGEST_QUANTITY, RULE_SENTENCES } from '../../src/database/rule-sentences';
import { SafeInt } from '../../src/schema/scalars';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { countEntrySql } from './count-statements';
import { adjustedSql, adjustmentSql, receiptSql, reservationSql, saleSql } from './statements';
import { transferSql } from './transfer-statements';
import { mappingSql, withSource } from './sync-statements';
import { soldSql } from './supplier-statements';
import { collector, ruleSuite } from './suite';

ruleSuite('quantity_too_large', {
  accepted: (s) => receiptSql(s, [{ quantity: '1000000000000' }], { location: s.otherLocation }),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{ quantity: '1000000000001' }]) },
    { by: 'packs', sql: (s) => saleSql(s, [{ quantity: '1000000000000', unit: 'pack' }]) },
    {
      by: 'a receipt',
      sql: (s) => receiptSql(s, [{ quantity: '1000000000001' }], { location: s.otherLocation }),
    },
    {
      by: 'stock that adds up to it',
      sql: (s) => receiptSql(s, [{ quantity: '1000000000000' }]),
    },
    { by: 'a least order', sql: (s) => soldSql(s, { minimum: '1000000000001' }) },
    {
      by: 'a least order in packs',
      sql: (s) => soldSql(s, { minimum: '1000000000000', unit: 'pack' }),
    },
    {
      by: 'a least order in a larger unit than it was in',
      sql: (s) =>
        `${soldSql(s, { minimum: '1000000000000' })} update inventory.supplier_products set unit = 'pack' where product_id = '${s.product}'`,
    },
    { by: 'an adjustment', sql: (s) => adjustmentSql(s, { quantity: '1000000000001' }) },
    { by: 'an adjustment down', sql: (s) => adjustmentSql(s, { quantity: '-1000000000001' }) },
    {
      by: 'an adjustment in packs',
      sql: (s) => adjustmentSql(s, { quantity: '-1000000000000', unit: 'pack' }),
    },
    {
      by: 'an adjustment that adds up to it',
      sql: (s) => adjustedSql(s, { quantity: '1000000000000' }, 'APPROVED', 'COMPLETED'),
    },
    { by: 'a transfer', sql: (s) => transferSql(s, [{ quantity: '1000000000001' }]) },
    {
      by: 'a figure',
      sql: (s) => countEntrySql(s, s.openCount, s.batch, '1000000000001'),
    },
    {
      by: 'figures that add up to it',
      sql: (s) =>
        `select inventory.record_count('${s.identity}', '{"stockCountId": "${s.openCount}", "lines": [{"batchId": "${s.batch}", "countedQuantity": 1000000000000, "unit": "pack"}]}')`,
    },
    { by: 'a reservation', sql: (s) => reservationSql(s, { quantity: '1000000000001' }) },
    {
      by: 'a receipt of packs',
      sql: (s) => receiptSql(s, [{ quantity: '1000000000000', unit: 'pack' }]),
    },
    {
      by: 'a second receipt at the same place',
      sql: (s) =>
        receiptSql(s, [{ quantity: '999999999999' }, { quantity: '2' }], {
          location: s.otherLocation,
        }),
    },
    {
      by: 'UPDATE of an intake',
      sql: (s) =>
        `update inventory.batches set intake_quantity = 1000000000001, intake_reason = 'x' where id = '${s.untouchedBatch}'`,
    },
    {
      by: 'a reorder point',
      sql: (s) =>
        `update inventory.products set reorder_point = 1000000000001 where id = '${s.product}'`,
    },
    {
      by: 'a quantity of a sync source',
      sql: (s) => withSource(s, (source) => mappingSql(s, { source, quantity: '1000000000001' })),
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.product, quantity: 1000000000000, unit: 'pack' }],
      },
    }),
    details: () => ({
      ...{ field: 'input.lines[0].quantity', quantity: 6000000000000, limit: 1000000000000 },
    }),
  },
  // Each of two receipts fits, both do not.
  races: {
    'a receipt that fills the place': (s) =>
      receiptSql(s, [{ quantity: '600000000000' }], { location: s.otherLocation }),
  },
});
/** Whole numbers that a person reads as a quantity, and whether a CHECK of the rule is on them. */
const COLUMNS = `
  select c.relname || '.' || a.attname as column, a.atttypid = any (array['inventory.base_quantity', 'inventory.stock_quantity']::regtype[]) or exists (
    select from pg_constraint k where k.conrelid = c.oid and k.conname ~ '^quantity_too_large' and a.attnum = any (k.conkey)) as checked
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
  where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p') and a.atttypid = any (array['int8', 'inventory.base_quantity', 'inventory.stock_quantity']::regtype[])
    and a.attname ~ '(quantity|^on_hand|^total|^factor|_point)$'
  order by 1`;

// Figures without a CHECK of their own, and what bounds them.
const BOUNDED: Record<string, string> = {
  'adjustments.factor': 'a factor of product_units',
  'adjustments.quantity': 'base_quantity is quantity x factor, and a factor is 1 or more',
  'assemblies.factor': 'a factor of product_units',
  'assemblies.quantity': 'base_quantity is quantity x factor',
  'assembly_parts.quantity': 'a copy of kit_components',
  'batch_cost_lines.quantity': 'the intake of a batch',
  'batch_stock.adjusted_quantity': 'a sum over time: VALUE_NOT_REPRESENTABLE beyond 2^53 - 1',
  'batch_stock.expired_quantity': 'a sum over time',
  'batch_stock.intake_quantity': 'a sum over time',
  'batch_stock.refunded_quantity': 'a sum over time',
  'batch_stock.sold_quantity': 'a sum over time',
  'batch_stock.transferred_in_quantity': 'a sum over time',
  'batch_stock.transferred_out_quantity': 'a sum over time',
  'batches.factor': 'a factor of product_units',
  'chain_anchors.adjusted_quantity': 'a copy of batch_stock',
  'chain_anchors.expired_quantity': 'a copy of batch_stock',
  'chain_anchors.intake_quantity': 'a copy of batch_stock',
  'chain_anchors.refunded_quantity': 'a copy of batch_stock',
  'chain_anchors.sold_quantity': 'a copy of batch_stock',
  'chain_anchors.transferred_in_quantity': 'a copy of batch_stock',
  'chain_anchors.transferred_out_quantity': 'a copy of batch_stock',
  'channel_corrections.quantity': 'a figure of stock',
  'daily_stock.sold_quantity': 'a sum over a day',
  'movements.quantity': 'the stock before and after it is bounded',
  'purchase_order_lines.accepted_quantity': 'base_quantity and the tolerance of the tenant',
  'purchase_order_lines.factor': 'a factor of product_units',
  'purchase_order_lines.quantity': 'base_quantity is quantity x factor',
  'purchase_order_lines.received_quantity': 'at most accepted_quantity',
  'refund_lines.quantity': 'at most what was sold',
  'reservation_uses.quantity': 'at most what is left of the reservation',
  'reservations.committed_quantity': 'at most base_quantity',
  'reservations.factor': 'a factor of product_units',
  'reservations.quantity': 'base_quantity is quantity x factor',
  'reservations.remaining_quantity': 'at most base_quantity',
  'sale_line_components.quantity': 'a copy of kit_components',
  'sale_lines.factor': 'a factor of product_units',
  'sale_lines.quantity': 'base_quantity is quantity x factor',
  'sale_lines.refunded_quantity': 'at most base_quantity',
  'stock_count_entries.factor': 'a factor of product_units',
  'stock_count_entries.quantity': 'base_quantity is quantity x factor',
  'stock_count_lines.expected_quantity': 'a figure of stock',
  'transfer_lines.factor': 'a factor of product_units',
  'transfer_lines.quantity': 'base_quantity is quantity x factor',
};

if (!collector.cases) {
  describe('the largest quantity', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase();
    });
    afterAll(() => database?.drop());

    it('is the one figure of every CHECK of the rule', async () => {
      const { rows } = await database.pools.super.query<{ name: string; definition: string }>(
        `select coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text) || '.' || conname as name, pg_get_constraintdef(oid) as definition
         from pg_constraint where connamespace = 'inventory'::regnamespace and conname ~ '^quantity_too_large'`,
      );
      expect(rows.length).toBeGreaterThan(12);
      const others = rows.filter(
        ({ definition }) =>
          !definition.includes('inventory.largest_quantity()') || /[1-9]/.test(definition),
      );
      expect(others).toEqual([]);
    });

    it('bounds every column that is a quantity', async () => {
      const { rows } = await database.pools.super.query<{ column: string; checked: boolean }>(
        COLUMNS,
      );
      const unchecked = rows.filter(({ checked }) => !checked).map(({ column }) => column);
      expect(unchecked).toEqual(Object.keys(BOUNDED));
    });

    it('is the one that the API and the messages name', async () => {
      const { rows } = await database.pools.super.query<{ largest: number }>(
        'select inventory.largest_quantity() as largest',
      );
      const { largest } = rows[0]!;
      expect(LARGEST_QUANTITY).toBe(largest);
      expect(SafeInt.description).toContain(` ${largest} `);
      expect(RULE_SENTENCES['quantity_too_large']).toContain(` ${largest} `);
      // What as many places as a product may be at have can be added up.
      expect(Number.isSafeInteger(largest * 9007)).toBe(true);
    });
  });
}
