import { randomUUID } from 'node:crypto';
import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { batchOfReceipt } from '../support/shop-documents';

// What a line that came late, or a status without its facts, leaves behind is counted, whoever wrote it: here a superuser
// with every trigger of the tables disabled.

interface Forgery {
  readonly what: string;
  /** The rules that count it. */
  readonly rules: string[];
  readonly tables: string[];
  readonly sql: (shop: TestShop) => string;
}

const FORGERIES: Forgery[] = [
  {
    what: 'a live batch of a voided receipt',
    rules: ['document_immutable'],
    tables: ['batches'],
    sql: (s) => `update inventory.batches set voided_at = null where id = '${s.voidedBatch}'`,
  },
  {
    what: 'a voided batch of a valid receipt',
    rules: ['document_immutable'],
    tables: ['batches'],
    sql: (s) => `update inventory.batches set voided_at = now() where id = '${s.untouchedBatch}'`,
  },
  {
    what: 'a line that a later transaction added to a sale, with its stock taken',
    rules: ['document_immutable'],
    tables: ['sales'],
    sql: (s) => `update inventory.sales set opened_by_transaction = '3' where id = '${s.sale}'`,
  },
  {
    what: 'a batch that a later transaction added to a receipt',
    rules: ['document_immutable'],
    tables: ['receipts'],
    sql: (s) =>
      `update inventory.receipts set opened_by_transaction = '3' where id = '${s.untouchedReceipt}'`,
  },
  {
    what: 'a refund that returned nothing',
    rules: ['document_immutable'],
    tables: ['refund_lines', 'sale_lines'],
    sql: (s) =>
      `insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity, location_id) values ('${s.tenant}', '${randomUUID()}', '${s.refund}', '${s.line}', 1, '${s.location}');
       update inventory.sale_lines set refunded_quantity = refunded_quantity + 1 where id = '${s.line}'`,
  },
  {
    what: 'a refund line that says it was scrapped',
    rules: ['document_immutable'],
    tables: ['refund_lines'],
    sql: (s) =>
      `update inventory.refund_lines set disposition = 'SCRAP' where refund_id = '${s.refund}'`,
  },
  {
    what: 'a refund line that came in elsewhere than it says',
    rules: ['document_immutable'],
    tables: ['refund_lines'],
    sql: (s) =>
      `update inventory.refund_lines set location_id = '${s.otherLocation}' where refund_id = '${s.refund}'`,
  },
  {
    what: 'a refunded quantity without refunds',
    rules: ['refund_exceeds_sale'],
    tables: ['sale_lines'],
    sql: (s) => `update inventory.sale_lines set refunded_quantity = 2 where id = '${s.line}'`,
  },
  {
    what: 'a sale REFUNDED beyond its refunds',
    rules: ['illegal_transition'],
    tables: ['sales'],
    sql: (s) => `update inventory.sales set status = 'REFUNDED' where id = '${s.sale}'`,
  },
  {
    what: 'a VOIDED sale whose stock is still taken',
    rules: ['illegal_transition'],
    tables: ['sales'],
    sql: (s) =>
      `update inventory.sales set status = 'VOIDED', void_reason = 'x' where id = '${s.sale}'`,
  },
  {
    what: 'a sale line whose stock was not taken',
    rules: ['sale_not_fully_allocated'],
    tables: ['sale_lines'],
    sql: (s) =>
      `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, location_id, quantity, unit, base_quantity) values ('${s.tenant}', '${randomUUID()}', '${s.sale}', 9, '${s.product}', '${s.location}', 1, 'unit', 1)`,
  },
  {
    what: 'a line of a dispatched transfer that never moved',
    rules: ['transfer_not_conserved'],
    tables: ['transfer_lines'],
    sql: (s) =>
      `insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit, base_quantity) values ('${s.tenant}', '${randomUUID()}', '${s.dispatchedTransfer}', 9, '${s.product}', 1, 'unit', 1)`,
  },
  {
    what: 'an arrival that never came',
    rules: ['transfer_not_conserved'],
    tables: ['transfer_arrivals'],
    sql: (s) =>
      `insert into inventory.transfer_arrivals (tenant_id, id, transfer_id, transfer_line_id, quantity, actor) values ('${s.tenant}', '${randomUUID()}', '${s.dispatchedTransfer}', '${s.dispatchedLine}', 1, 'x')`,
  },
  {
    what: 'an approved loss that was not written off',
    rules: ['transfer_not_conserved', 'illegal_transition'],
    tables: ['transfer_closings'],
    sql: () => `update inventory.transfer_closings set status = 'APPROVED'`,
  },
  {
    what: 'a loss approved by its requester',
    rules: ['self_approval'],
    tables: ['transfer_closings'],
    sql: () =>
      `update inventory.transfer_closings set status = 'APPROVED', approved_by = requested_by, approved_at = now()`,
  },
  {
    what: 'a use of a reservation by a sale that does not name it',
    rules: ['reservation_not_of_sale'],
    tables: ['reservation_uses'],
    sql: (s) =>
      `insert into inventory.reservation_uses (tenant_id, reservation_id, sale_line_id, sale_id, quantity) values ('${s.tenant}', '${s.reservation}', '${s.line}', '${s.sale}', 1)`,
  },
];

describe('what was written past the guards is counted as a violation', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  it.each(FORGERIES)('$what', async ({ rules, tables, sql }) => {
    const counted = await asTenant(
      database.pools.super,
      shop.tenant,
      async (client) => {
        for (const table of tables) {
          await client.query(`alter table inventory.${table} disable trigger all`);
        }
        await client.query(sql(shop));
        const { rows } = await client.query<{ name: string; violations: number }>(
          violationsStatement(),
        );
        return rows.filter(({ violations }) => violations > 0).map(({ name }) => name);
      },
      'rollback',
    );
    expect(counted).toEqual(expect.arrayContaining(rules));
  });

  it('a batch of the voided receipt, whole, is none', async () => {
    const lines = [{ productId: shop.product, batchNumber: 'OOPS', quantity: 5 }];
    const { id } = await shop.call('receive_stock', { locationId: shop.location, lines });
    await shop.call('void_receipt', { id, reason: 'test' });
    expect(await batchOfReceipt(database, id)).toBeDefined();
    const { rows } = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ name: string; violations: number }>(violationsStatement()),
    );
    expect(rows.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
