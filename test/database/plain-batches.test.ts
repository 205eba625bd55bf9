import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { receiptSql, UNKNOWN_ID } from '../rules/statements';
import { until, waitingForLock } from '../server/support';
import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// Lines of receipts that need nothing special get their lots and stamps as a set. They must have the rows that the triggers would
// write, and what is not plain must be left to them, with nothing written.

type Line = Record<string, unknown>;

describe('plain lines of receipts', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeEach(async () => ({ database, shop } = await openShopDatabase()));
  afterEach(() => database?.drop());

  interface Given {
    readonly role?: string;
    readonly tenant?: string;
    readonly receipt?: string;
    /** Runs after the receipt is written. */
    readonly before?: string;
  }

  /** Writes a receipt and its lines as the app role; returns whether they were plain. */
  async function write(lines: Line[], given: Given = {}): Promise<boolean> {
    const { role = 'clerk', tenant = shop.tenant, receipt = randomUUID(), before } = given;
    const client = await database.pools.app.connect();
    try {
      await client.query('begin');
      await client.query('select inventory.identify($1)', [
        { tenant: shop.tenant, actor: 'clerk', role: 'manager' },
      ]);
      if (given.receipt === undefined) {
        await client.query(
          `insert into inventory.receipts (tenant_id, id, location_id) values ($1, $2, $3)`,
          [shop.tenant, receipt, shop.location],
        );
      }
      if (before) await client.query(before.replaceAll('RECEIPT', receipt));
      await client.query(`select set_config('app.role', $1, true)`, [role]);
      const first = randomUUID().slice(0, 32);
      const batches = lines.map((line, index) => ({
        // In the order of the lines, as those who write receipts make them.
        ...{
          id: `${first}${String(index).padStart(4, '0')}`,
          receiptId: receipt,
          lineNumber: index + 1,
        },
        ...{ productId: shop.product, quantity: 5, ...line },
      }));
      const { rows } = await client.query<{ plain: boolean }>(
        'select inventory.write_plain_batches($1, $2) as plain',
        [tenant, JSON.stringify(batches)],
      );
      await client.query(rows[0]!.plain ? 'commit' : 'rollback');
      return rows[0]!.plain;
    } finally {
      client.release();
    }
  }

  const within = <Result>(work: (client: PoolClient) => Promise<Result>) =>
    asTenant(database.pools.super, shop.tenant, work);
  const rowsOf = (sql: string) =>
    within(async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

  /** What is not the same in two receipts of the same goods. */
  const OWN = `array['id', 'receipt_id', 'lot_id', 'batch_id', 'document_id', 'document_line_id', 'lot_number', 'lot_number_key', 'batch_number',
    'created_at', 'received_at', 'recorded_at', 'last_movement_at', 'hash', 'head_hash', 'transaction_id', 'actor', 'line_number']`;
  /** The batches of the last receipt with everything that came of them. */
  const lastReceipt = () =>
    rowsOf(
      `select to_jsonb(b) - ${OWN} as batch, to_jsonb(l) - ${OWN} as lot, to_jsonb(m) - ${OWN} as movement, to_jsonb(s) - ${OWN} as stock,
         b.batch_number = l.lot_number as named, m.id > lag(m.id) over (order by b.product_id, b.id) as ordered
       from inventory.batches b
       join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
       join inventory.movements m on m.tenant_id = b.tenant_id and m.batch_id = b.id
       join inventory.batch_stock s on s.tenant_id = b.tenant_id and s.batch_id = b.id
       where b.receipt_id = (select r.id from inventory.receipts r order by r.recorded_at desc limit 1)
       order by b.quantity, b.unit_cost`,
    );
  const count = async () => {
    const [row] = await rowsOf(
      `select (select count(*) from inventory.batches) as batches, (select count(*) from inventory.lots) as lots,
         (select count(*) from inventory.movements) as movements`,
    );
    return Object.values(row!).map(Number);
  };

  /** How many batches have a lot of their own, with a number made of the batch's id. */
  const namedByBatch = async () => {
    const [row] = await rowsOf(
      `select count(*)::int as own from inventory.batches b where b.batch_number = 'B-' || upper(right(b.id::text, 12))`,
    );
    return Number(row!['own']);
  };

  it('have the rows that the triggers write', async () => {
    const expiry = '2099-12-31';
    const lines = [
      { quantity: 2, unit: 'PACK', batchNumber: ' k 7 ', expiryDate: expiry, unitCost: 1.25 },
      { quantity: 3, batchNumber: 'K\u00a07', unitCost: 2 }, // the lot of the line before, and its date
      { quantity: 4, batchNumber: 'B2', unitCost: 3 }, // a lot that is there
      { quantity: 6, unitCost: 4, expiryDate: '2001-01-01', acceptExpired: true }, // expired, of a lot of its own
      { quantity: 7, productId: shop.otherProduct, unitCost: 5, acceptExpired: true },
    ];
    const named = await namedByBatch();
    expect(await write(lines)).toBe(true);
    const plain = await lastReceipt();
    await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query(
        receiptSql(shop, [
          { quantity: 2, unit: 'PACK', number: ' t 7 ', expiry: `'${expiry}'`, cost: 1.25 },
          { quantity: 3, number: 'T\u00a07', cost: 2 },
          { quantity: 4, number: 'B2', cost: 3 },
          { quantity: 6, expiry: `'2001-01-01'`, cost: 4, acceptExpired: true },
          { quantity: 7, product: shop.otherProduct, cost: 5, acceptExpired: true },
        ]),
      ),
    );
    expect(plain).toEqual(await lastReceipt());
    expect(plain).toHaveLength(5);
    const [lots] = await rowsOf(
      `select array_agg(lot_number order by id) filter (where lot_number_key in ('k 7', 't 7')) as numbers
       from inventory.lots`,
    );
    expect(lots).toEqual({ numbers: ['k 7', 't 7'] });
    expect((await namedByBatch()) - named).toBe(2);
  });

  it.each<[string, (s: TestShop) => [Line, Given?]]>([
    ['by a viewer', () => [{}, { role: 'viewer' }]],
    ['by nobody', () => [{}, { role: '' }]],
    ['in another tenant', () => [{}, { tenant: UNKNOWN_ID }]],
    ['of an unknown receipt', () => [{}, { receipt: UNKNOWN_ID }]],
    ['of the receipt of an earlier transaction', (s) => [{}, { receipt: s.receipt }]],
    [
      'of a receipt that was voided',
      () => [
        {},
        {
          before: `update inventory.receipts set voided_at = now(), void_reason = 'x' where id = 'RECEIPT'`,
        },
      ],
    ],
    ['of a purchase order', () => [{ purchaseOrderLineId: UNKNOWN_ID }]],
    ['of an unknown product', () => [{ productId: UNKNOWN_ID }]],
    ['of a product that is not tracked', (s) => [{ productId: s.postage }]],
    ['of a unit that is not there', () => [{ unit: 'barrel' }]],
    ['of nothing', () => [{ quantity: 0 }]],
    ['of less than nothing', () => [{ quantity: -1 }]],
    ['of too much', () => [{ quantity: 200_000_000_000, unit: 'pack' }]],
    ['of a lot without a number', () => [{ batchNumber: ' \u200b ' }]],
    ['of a lot with too long a number', () => [{ batchNumber: 'x'.repeat(129) }]],
    ['of goods that have expired', () => [{ expiryDate: '2001-01-01' }]],
    ['of a lot that has expired', () => [{ batchNumber: 'EXP' }]],
  ])('are none %s: nothing is written', async (_, given) => {
    const [line, more] = given(shop);
    const before = await count();
    expect(await write([{}, line], more)).toBe(false);
    expect(await count()).toEqual(before);
  });

  it('are none where the line before gives an expired date to the lot of both', async () => {
    const lines = [
      { batchNumber: 'N', expiryDate: '2001-01-01', acceptExpired: true },
      { batchNumber: 'n' },
    ];
    expect(await write(lines)).toBe(false);
    expect(await write([lines[0]!, { ...lines[1], acceptExpired: true }])).toBe(true);
  });

  it('are none of a lot whose receipts were voided: its date may be another one', async () => {
    await shop.call('void_receipt', { id: shop.untouchedReceipt, reason: 'x' });
    expect(await write([{ batchNumber: 'B2' }])).toBe(false);
    expect(await write([{ batchNumber: 'B1' }])).toBe(true);
  });

  it('are refused where their lot has another expiry date, with nothing written', async () => {
    const before = await count();
    await expect(
      write([{ batchNumber: 'NEW' }, { batchNumber: 'B2', expiryDate: '2098-01-01' }]),
    ).rejects.toMatchObject({ constraint: 'lot_expiry_differs' });
    expect(await count()).toEqual(before);
  });

  it('wait for a session that makes the same lot, and take that one', async () => {
    const other = await database.pools.app.connect();
    try {
      await other.query('begin');
      await other.query('select inventory.identify($1)', [
        { tenant: shop.tenant, actor: 'other', role: 'clerk' },
      ]);
      await other.query(
        receiptSql(shop, [{ number: 'both', quantity: 1, expiry: `'2099-01-01'` }]),
      );
      const writing = write([{ batchNumber: 'BOTH' }]);
      await until(async () => (await waitingForLock(database)) === 1);
      await other.query('commit');
      expect(await writing).toBe(true);
    } finally {
      other.release();
    }
    const lots = await rowsOf(
      `select l.lot_number, count(*)::int as batches, count(*) filter (where b.expiry_at_receipt = '2099-01-01')::int as dated
       from inventory.lots l join inventory.batches b on b.lot_id = l.id where l.lot_number_key = 'both' group by l.lot_number`,
    );
    expect(lots).toEqual([{ lot_number: 'both', batches: 2, dated: 2 }]);
  });
});
