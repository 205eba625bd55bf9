import { createPool } from '../../src/database/pool';
import { until } from '../server/support';
import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

// A file of stock that comes again: as it was, with other values for all rows, and after its receipts were voided.

describe('a file of stock that comes again', () => {
  let database: TestDatabase;
  let shop: TestShop;
  type Options = Parameters<typeof bringIn>[4];
  const bring = (text: string, options: Options = {}) =>
    bringIn(database, shop.tenant, 'stock', text, options);
  const received = async (lot: string) => {
    const { rows } = await database.pools.super.query<{ code: string; sum: number }>(
      `select o.code, sum(b.intake_quantity)::int from inventory.batches b join inventory.lots l on l.id = b.lot_id
       join inventory.locations o on o.id = b.location_id where l.lot_number = $1 and b.voided_at is null group by 1 order by 1`,
      [lot],
    );
    return Object.fromEntries(rows.map(({ code, sum }) => [code, sum]));
  };
  /** Voids the receipts that a run wrote, or the one of them with these rows. */
  const voidReceipts = async (run: string, rows = '') => {
    const { rows: found } = await database.pools.super.query<{ id: string }>(
      `select id from inventory.receipts where starts_with(reference, $1) and voided_at is null`,
      [`import ${run} rows ${rows}`],
    );
    for (const { id } of found) await shop.call('void_receipt', { id, reason: 'wrong' });
    return found.length;
  };

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  it.each<[string, Options, Options, string[]]>([
    [
      'place',
      { set: ['location=L1'] },
      { set: ['location=L2'] },
      ['2 null ROW_DIFFERS', '3 null ROW_DIFFERS'],
    ],
    [
      'column',
      { set: ['location=L1'] },
      { set: ['location=L1'], map: ['qty=', 'other=quantity'] },
      ['2 sku ROW_DIFFERS', '3 sku ROW_DIFFERS'],
    ],
    [
      'cost',
      { set: ['location=L1'] },
      { set: ['location=L1', 'cost=2'] },
      ['2 sku ROW_DIFFERS', '3 sku ROW_DIFFERS'],
    ],
  ])(
    'and has another %s is refused, and named as a delivery comes in',
    async (lot, first, other, problems) => {
      const text = `sku,qty,other,lot\nA,2,3,${lot}\nA,2,5,${lot}\n`;
      const run = await bring(text, first);
      expect(run.counts).toMatchObject({ created: 2 });
      for (const live of [false, true]) {
        const again = await bring(text, { ...other, live });
        expect(again.problems).toEqual(problems);
        expect(again.counts).toMatchObject({ created: 0, unchanged: 0, refused: 2 });
        expect(again.found[0]!.message).toBe(
          `The run ${run.id} brought this row of the file in with other values, at location L1`,
        );
        expect(again.found[0]!.hint).toContain('--delivery NAME');
      }
      expect(await received(lot)).toEqual({ L1: 4 });
      // As it was, it is still the same file.
      expect((await bring(text, first)).counts).toMatchObject({ created: 0, unchanged: 2 });
      // The columns may be said in another way, as long as the rows say the same.
      const said = { ...first, map: ['qty=quantity', 'sku=sku'] };
      expect((await bring(text, said)).counts).toMatchObject({ created: 0, unchanged: 2 });
      const delivery = { ...other, more: { delivery: 'second' } };
      expect((await bring(text, delivery)).counts).toMatchObject({ created: 2 });
      expect((await bring(text, delivery)).counts).toMatchObject({ created: 0, unchanged: 2 });
      // The first goods were wrong: with their receipt voided, the others take their place.
      expect(await voidReceipts(run.id)).toBe(1);
      expect((await bring(text, other)).counts).toMatchObject({ created: 2, refused: 0 });
      expect((await bring(text, other)).counts).toMatchObject({ created: 0, unchanged: 2 });
    },
  );

  it('comes in again once its receipt was voided, and once only', async () => {
    const text = 'sku,location,qty,lot\nA,L1,2,void\nA,L2,3,void\n';
    const { id } = await bring(text);
    expect(await voidReceipts(id)).toBe(2);
    expect(await received('void')).toEqual({});
    const again = await bring(text);
    expect(again.counts).toMatchObject({ created: 2, unchanged: 0 });
    expect((await bring(text)).counts).toMatchObject({ created: 0, unchanged: 2 });
    expect(await received('void')).toEqual({ L1: 2, L2: 3 });
    // Voided and brought in a third time, by a file that was edited.
    await voidReceipts(again.id);
    const edited = text.replace('A,L2,3', 'A,L2,4');
    expect((await bring(edited)).counts).toMatchObject({ created: 2 });
    expect((await bring(text)).counts).toMatchObject({ created: 1, unchanged: 1 });
    expect(await received('void')).toEqual({ L1: 2, L2: 7 });
  });

  it('with equal rows brings in those of the voided receipt alone', async () => {
    const equal = (times: number) => `sku,location,qty,lot\n${'A,L1,1,equal\n'.repeat(times)}`;
    const first = await bring(equal(4), { pageRows: 2 });
    // A file that has one more, of which four are known.
    expect((await bring(equal(5))).counts).toMatchObject({ created: 1, unchanged: 4 });
    expect(await voidReceipts(first.id, '2-3 ')).toBe(1);
    expect(await received('equal')).toEqual({ L1: 3 });
    const again = await bring(equal(5), { pageRows: 1 });
    expect(again.counts).toMatchObject({ created: 2, unchanged: 3 });
    expect((await bring(equal(5))).counts).toMatchObject({ created: 0, unchanged: 5 });
    expect((await bring(equal(4))).counts).toMatchObject({ created: 0, unchanged: 4 });
    expect(await received('equal')).toEqual({ L1: 5 });
  });

  it('leaves no violation', async () => {
    const { rows } = await database.pools.super.query<{ taken: number }>(
      `select count(*)::int as taken from inventory.imported_rows i join inventory.receipts r on r.id = i.receipt_id
       where (i.voided_at is null) <> (r.voided_at is null)`,
    );
    expect(rows).toEqual([{ taken: 0 }]);
  });
});

describe('a first file of stock', () => {
  it('looks each of its rows up by a key, with plans of an empty table', async () => {
    const { database, shop } = await openShopDatabase();
    const app = createPool(database.url, 'bincard_app', { max: 2 });
    try {
      const rows = Array.from({ length: 1_500 }, (_, n) => `A,L1,1,lot ${n}\n`).join('');
      const text = `sku,location,qty,lot\n${rows}`;
      const only = { pools: { ...database.pools, app } };
      const run = await bringIn(only, shop.tenant, 'stock', text, { pageRows: 250 });
      expect(run.counts).toMatchObject({ created: 1_500 });
    } finally {
      await app.end(); // then its sessions report what they have read
    }
    const read = async () => {
      const { rows } = await database.pools.super.query<{
        index: string;
        scans: number;
        each: number;
      }>(
        `select indexrelname as index, idx_scan::int as scans, (idx_tup_read / greatest(idx_scan, 1))::int as each
         from pg_stat_user_indexes where relname = 'imported_rows' order by 1`,
      );
      return rows;
    };
    await until(async () => (await read()).reduce((sum, { scans }) => sum + scans, 0) >= 3_000);
    expect((await read()).filter(({ each }) => each > 5)).toEqual([]);
    await database.drop();
  });
});
