import { untilSettled } from '../support/settled';
import { openDamagedShop, type DamagedShop } from './damaged-shop';

describe('a damaged ledger', () => {
  let shop: DamagedShop;

  beforeAll(async () => {
    shop = await openDamagedShop();
  });
  afterAll(() => shop?.close());

  const verify = async (mode = 'FULL') => {
    const { database, shop: small } = shop.server;
    const { rows } = await database.pools.app.query<{ result: { broken: number; mode: string } }>(
      'select inventory.verify($1, $2) as result',
      [small.identity, { mode }],
    );
    const broken = await database.pools.super.query(
      'select sequence::int, what from inventory.broken_chains order by found_at, batch_id',
    );
    return { ...rows[0]!.result, chains: broken.rows };
  };
  /** A new product with five movements of one batch. */
  async function chain(sku: string) {
    const of = await shop.product(sku);
    const id = await shop.receive(shop.cowLane, of, 50);
    for (let n = 0; n < 4; n++) await shop.sell(shop.cowLane, [{ productId: of, quantity: 1 }]);
    return { of, id };
  }
  const unguarded = (sql: string) =>
    `alter table inventory.movements disable trigger all; ${sql}; alter table inventory.movements enable trigger all;
     alter table inventory.movements enable always trigger _300_movement_immutable;
     alter table inventory.movements enable always trigger _300_movement_immutable__truncate`;

  it.each<[string, (b: string) => string, number, string]>([
    [
      'an edited movement',
      (b) =>
        `update inventory.movements set quantity = -2, balance_after = balance_after - 1 where batch_id = '${b}' and sequence = 3`,
      3,
      'the hash does not fit the row',
    ],
    [
      'a movement whose actor was changed',
      (b) =>
        `update inventory.movements set actor = 'nobody' where batch_id = '${b}' and sequence = 2`,
      2,
      'the hash does not fit the row',
    ],
    [
      'a deleted movement',
      (b) => `delete from inventory.movements where batch_id = '${b}' and sequence = 3`,
      4,
      'movement 3 is missing',
    ],
    [
      'a deleted last movement',
      (b) => `delete from inventory.movements where batch_id = '${b}' and sequence = 5`,
      5,
      'movement 5 is missing',
    ],
    [
      'an inserted movement',
      (
        b,
      ) => `insert into inventory.movements select tenant_id, inventory.uuid_v7(), kind, product_id, batch_id, location_id, quantity,
        6, balance_after, balance_after + quantity, business_date, recorded_at, actor, reason, reverses_id, document_type,
        document_id, document_line_id, hash from inventory.movements where batch_id = '${b}' and sequence = 5`,
      6,
      'the hash does not fit the row',
    ],
  ])(
    '%s is reported by verify, blocks its chain, and is never repaired',
    async (name, sql, sequence, what) => {
      const { of, id } = await chain(`CHAIN ${name}`.slice(0, 60));
      await verify();
      await shop.damage(unguarded(sql(id)));
      const { chains } = await verify();
      expect(chains.at(-1)).toEqual({ sequence, what });
      expect(
        await shop.refused(
          'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }',
          {
            input: { locationId: shop.cowLane, lines: [{ productId: of, quantity: 1 }] },
          },
        ),
      ).toMatchObject({ code: 'CHAIN_BROKEN', details: { batchId: id } });
      const run = await shop.fix();
      const ledgerFixes = (run.discrepancies as { kind: string; fix: string }[])
        .filter(({ kind }) => kind === 'LEDGER_MISMATCH')
        .map(({ fix: outcome }) => outcome);
      expect(new Set(ledgerFixes)).toEqual(new Set(['SKIPPED']));
    },
  );

  it('an incremental verification verifies the movements since the last one', async () => {
    await verify();
    const { id } = await chain('INCREMENTAL');
    await shop.damage(
      unguarded(
        `update inventory.movements set actor = 'x' where batch_id = '${id}' and sequence = 4`,
      ),
    );
    await untilSettled(shop.server.database.pools.super);
    const { mode, chains } = await verify('INCREMENTAL');
    expect(mode).toBe('INCREMENTAL');
    expect(chains.at(-1)).toEqual({ sequence: 4, what: 'the hash does not fit the row' });
  });
});
