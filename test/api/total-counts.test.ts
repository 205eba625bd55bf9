import { asTenant, createTenant } from '../support/database';
import { writableColumns } from '../support/rows';
import { transfersCount } from '../../src/database/queries/transfers';
import { movementsCount } from '../../src/database/queries/movements';
import { estimated } from '../../src/resolvers/total';
import { startTestServer, type TestServer } from './support';

// A list is counted exactly up to 10,000 rows and estimated beyond, from the tenant's own rows alone.

const BOUND = 10_000;
const DAY = 86_400_000;
const CANCELLED = { status: 'CANCELLED', cancel_reason: 'not needed' };

interface Total {
  readonly totalCount: number;
  readonly totalCountIsEstimate: boolean;
}

describe('totalCount', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    const { rows } = await server.database.pools.super.query<{ bound: string }>(
      'select inventory.exact_count() as bound',
    );
    expect(Number(rows[0]!.bound)).toBe(BOUND);
  });
  afterAll(() => server?.close());

  const total = async (list: string): Promise<Total> => {
    const { data, errors } = await server.api.request(
      `{ list: ${list} { totalCount totalCountIsEstimate } }`,
    );
    expect(errors).toBeUndefined();
    return (data as { list: Total }).list;
  };
  const exactly = (totalCount: number): Total => ({ totalCount, totalCountIsEstimate: false });

  /** Writes so many copies of the shop's first row, each at its time, past the rules. */
  async function fill(
    table: string,
    count: number,
    at: (n: number) => number,
    more: object = {},
    tenant = server.shop.tenant,
  ): Promise<void> {
    await asTenant(server.database.pools.super, tenant, async (client) => {
      await client.query(`alter table inventory.${table} disable trigger all`);
      const columns = await writableColumns(client, `inventory.${table}`);
      await client.query(
        `insert into inventory.${table} (${columns})
         select ${columns} from (
           select r.* from (select * from inventory.${table} where tenant_id = $2 order by id limit 1) d,
             unnest($1::float8[]) with ordinality e (at, n),
             lateral jsonb_populate_record(null::inventory.${table}, to_jsonb(d) || jsonb_build_object('tenant_id', $3::uuid,
               'id', inventory.uuid_v7(to_timestamp(e.at / 1000)), 'sequence', $4::bigint + e.n) || $5::jsonb) r) x`,
        [
          Array.from({ length: count }, (_, n) => at(n)),
          ...[server.shop.tenant, tenant, (filled += count), JSON.stringify(more)],
        ],
      );
      await client.query(`alter table inventory.${table} enable trigger all`);
      await client.query(`analyze inventory.${table}`);
    });
  }
  let filled = 1_000_000;

  /** Times from so many days ago until now. */
  const over = (days: number, count: number) => {
    const now = Date.now();
    return (n: number) => now - days * DAY + ((n + 1) * days * DAY) / count;
  };

  const expectAbout = (found: Total, count: number, factor: number) => {
    expect(found.totalCountIsEstimate).toBe(true);
    expect(found.totalCount).toBeGreaterThan(Math.max(BOUND, count / factor));
    expect(found.totalCount).toBeLessThan(count * factor);
  };

  /** The rows that a count of the shop read of a table, those of its indexes that a condition left out included. */
  async function rowsRead(statement: {
    text: string;
    parameters: readonly string[];
  }): Promise<number> {
    return asTenant(server.database.pools.app, server.shop.tenant, async (client) => {
      await client.query('set local enable_seqscan = off; set local enable_bitmapscan = off'); // as a count
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, costs off, timing off) ${statement.text}`,
        statement.parameters.map(() => null),
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      const numbers = (found: RegExp) => [...plan.matchAll(found)].map(([, rows]) => Number(rows));
      const removed = numbers(/Removed by [\w ]+: (\d+)/g).reduce((sum, each) => sum + each, 0);
      return Math.max(...numbers(/Scan.*rows=(\d+)/g)) + removed;
    });
  }

  it('is exact at 10,000 rows, and estimated at 10,001', async () => {
    const { totalCount } = await total('transfers');
    await fill('transfers', BOUND - totalCount, over(300, BOUND));
    expect(await total('transfers')).toEqual(exactly(BOUND));
    await fill('transfers', 1, () => Date.now());
    expectAbout(await total('transfers'), BOUND + 1, 1.2);
  });

  it('goes by what a filter finds', async () => {
    const { totalCount } = await total('transfers(status: CANCELLED)');
    await fill('transfers', BOUND - totalCount, over(100, BOUND), CANCELLED);
    expect(await total('transfers(status: CANCELLED)')).toEqual(exactly(BOUND));
    await fill('transfers', 1, () => Date.now(), CANCELLED);
    expectAbout(await total('transfers(status: CANCELLED)'), BOUND + 1, 1.2);
    expectAbout(await total('transfers'), 2 * BOUND, 1.3);
  });

  it('says nothing of another tenant, and reads no more than 10,001 rows however many there are', async () => {
    const { database } = server;
    const before = await total('transfers');
    const other = await createTenant(database, 'other');
    await fill('transfers', 3 * BOUND, over(300, 3 * BOUND), {}, other);
    await database.pools.super.query('analyze inventory.transfers');
    expect(await total('transfers')).toEqual(before);
    expect(await rowsRead(transfersCount)).toBe(BOUND + 1);
  });

  it('estimates lists of documents as well, also where most were written at once', async () => {
    const { rows } = await server.database.pools.super.query<{ at: string }>(
      `select extract(epoch from min(received_at)) * 1000 as at from inventory.receipts`,
    );
    const begin = Number(rows[0]!.at) - 400 * DAY;
    const imported = 3 * BOUND;
    await fill('receipts', imported, (n) => begin + (n * 60_000) / imported);
    await fill('receipts', 400, over(399, 400));
    expectAbout(await total('receipts'), imported + 400, 2);
  });

  it('is exact for the movements of chains, and estimated for those of a period', async () => {
    const { shop, database } = server;
    const ofBatch = `movements(filter: { batchId: "${shop.batch}" })`;
    const known = (await total('movements')).totalCount;
    const knownOfBatch = (await total(ofBatch)).totalCount;
    const first = await database.pools.super.query<{
      batch_id: string;
      location_id: string;
      product_id: string;
    }>(
      'select batch_id, location_id, product_id from inventory.movements where tenant_id = $1 order by id limit 1',
      [shop.tenant],
    );
    const { batch_id: batch, location_id: location, product_id: product } = first.rows[0]!;
    await fill('movements', 2 * BOUND, over(200, 2 * BOUND));
    // The end of the chain, which the ledger would have kept.
    await asTenant(database.pools.super, shop.tenant, async (client) => {
      await client.query('alter table inventory.batch_stock disable trigger all');
      await client.query(
        'update inventory.batch_stock set sequence = sequence + $1 where batch_id = $2 and location_id = $3',
        [2 * BOUND, batch, location],
      );
      await client.query('alter table inventory.batch_stock enable trigger all');
    });
    expect(await total('movements')).toEqual(exactly(known + 2 * BOUND));
    expect(await total(`movements(filter: { productId: "${product}" })`)).toMatchObject({
      totalCountIsEstimate: false,
    });
    const expected = batch === shop.batch ? knownOfBatch + 2 * BOUND : knownOfBatch;
    expect(await total(ofBatch)).toEqual(exactly(expected));
    const { data } = await server.api.request(
      `{ binCard(productId: "${product}", locationId: "${location}") { entries { totalCount totalCountIsEstimate } } }`,
    );
    expect(data).toMatchObject({ binCard: { entries: { totalCountIsEstimate: false } } });
    expectAbout(await total('movements(filter: { kinds: [RECEIPT] })'), 2 * BOUND, 1.3);
    expect(await rowsRead(movementsCount)).toBe(BOUND + 1);
  });
});

describe('an estimate', () => {
  const idAt = (n: number) =>
    `01990000-${n.toString(16).padStart(8, '0').slice(0, 4)}-7${n.toString(16).padStart(8, '0').slice(4, 7)}-8000-0000000000ff`;

  it.each([
    ['in the first tenth and once at the end', (n: number) => n < 20_000 || n === 199_999],
    ['once in ten rows', (n: number) => n % 10 === 0],
    ['in the last tenth and once at the beginning', (n: number) => n >= 180_000 || n === 0],
  ])('of rows that a filter finds %s reads none of the list twice', async (_, matches) => {
    const ids = Array.from({ length: 200_000 }, (_, n) => idAt(16 * n));
    const found = new Set(ids.filter((_, n) => matches(n)));
    let scanned = 0;
    const { count, isEstimate } = await estimated({ count: BOUND + 1, more: true }, (scan) => {
      const keys: string[] = [];
      const ordered = scan.descending ? ids.toReversed() : ids;
      // As an index is read: from one bound to the other, or until there are enough.
      for (const id of ordered) {
        if (keys.length === scan.limit) break;
        if ((scan.after && id <= scan.after) || (scan.before && id >= scan.before)) continue;
        scanned++;
        if (found.has(id)) keys.push(id);
      }
      return Promise.resolve(keys);
    });
    expect(isEstimate).toBe(true);
    expect(count).toBeGreaterThan(found.size / 1.5);
    expect(count).toBeLessThan(found.size * 1.5);
    // The first and the last row are looked for as well.
    expect(scanned).toBeLessThan(2 * ids.length);
  });
});
