import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { movementsOfChains } from '../../src/database/queries/movements';
import { violationsStatement } from '../../src/lifecycle/rules';
import { asLedger } from '../rules/writers';
import { startApi, type Api } from '../support/api';
import { asTenant, createTestDatabase, refusalOf, type TestDatabase } from '../support/database';
import { addDays } from '../support/days';
import { untilSettled } from '../support/settled';
import { openShop, type TestShop } from '../support/shop';
import { daysAgo } from './calendar';

// A shop with documents of every kind, all of one day, which is closed and archived: what still answers, what is refused, and
// how it goes on.

const FIGURES = `query ($a: ID!, $b: ID!, $day: LocalDate!, $batch: ID!, $lot: ID!) {
  a: product(id: $a) { stock { location { code } onHand reserved available } }
  b: product(id: $b) { stock { location { code } onHand reserved available } }
  stockFlow(productId: $b) { adjusted expired inTransit intake quarantined refunded sold storefrontExpected storefrontReceived transferredOut warehouseAvailable }
  dailyStock(from: $day, to: $day, first: 100) { nodes { opening closing sales purchases transfersIn transfersOut } }
  stockAudit(from: $day, to: $day) { key opening closing sales refunds adjustments transfersIn transfersOut }
  transfers(first: 50) { nodes { id status lines { quantity receivedQuantity lostQuantity returnedQuantity inTransitQuantity } } }
  traceBatch(id: $batch) { inTransit locations { quantity soldQuantity refundedQuantity transferredOutQuantity } receipt { id } }
  traceLot(id: $lot) { inTransit locations { quantity } }
  binCard(productId: $a) { closing }
  compareStock { discrepancies { subject } }
}`;
const LISTS = `query ($batch: ID!, $lot: ID!, $sale: ID!, $product: ID!, $transfer: ID!, $writeOff: ID!) {
  movements { archivedUntil totalCount }
  batch(id: $batch) { movements { archivedUntil totalCount } }
  product(id: $product) { movements { archivedUntil totalCount } }
  traceBatch(id: $batch) { archivedUntil sales { totalCount } }
  traceLot(id: $lot) { archivedUntil sales { totalCount } }
  sale(id: $sale) { archivedUntil movements { id } lines { allocations { quantity } } }
  transfer(id: $transfer) { archivedUntil lines { allocations { quantity } } }
  expiryWriteOff(id: $writeOff) { archivedUntil movements { id } }
  binCard(productId: $product) { archivedUntil opening entries { totalCount } }
  archives { businessDate movements }
}`;

describe('after the day of a shop was archived', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let api: Api;
  let day: string;
  let movementId: string;
  let figuresBefore: unknown;
  let later: { id: string; lines: { id: string }[] };

  const one = async <Row extends object>(sql: string, ...values: unknown[]): Promise<Row> =>
    (await database.pools.super.query<Row>(sql, values)).rows[0]!;
  const count = async () =>
    (await one<{ n: number }>('select count(*)::int as n from inventory.movements')).n;
  const archive = async (businessDate: string, dryRun = false) => {
    const facts = await one<object>(
      `select encode(c.hash, 'hex') as "checkpointHash",
         c.movements - coalesce((select sum(a.movements) from inventory.archives a), 0) as movements
       from inventory.closed_days c where c.business_date = $1`,
      businessDate,
    );
    return shop.call('move_out', { ...facts, businessDate, fileHash: 'ab'.repeat(32), dryRun });
  };
  const ask = async (query: string, variables: object = {}) => {
    const { data, errors } = await api.request(query, variables);
    return errors?.[0]?.extensions ?? data;
  };
  const figures = () =>
    ask(FIGURES, {
      ...{ a: shop.product, b: shop.otherProduct, day },
      ...{ batch: shop.batch, lot: shop.lot },
    });
  const lists = () =>
    ask(LISTS, {
      ...{ batch: shop.batch, lot: shop.lot, sale: shop.sale, product: shop.product },
      ...{ transfer: shop.fulfilledTransfer, writeOff: shop.writeOff },
    });
  const mutate = (name: string, input: object) =>
    ask(
      `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
      { input },
    );
  const sound = async () => {
    for (const mode of ['INCREMENTAL', 'FULL', 'ANCHORED']) {
      expect(await shop.call('verify', { mode })).toMatchObject({
        ...{ broken: 0, firstWrongAnchor: null, firstWrongDay: null, firstWrongEntry: null },
      });
    }
    const { rows } = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ name: string; violations: number }>(violationsStatement()),
    );
    expect(rows.filter(({ violations }) => violations > 0)).toEqual([]);
  };

  /** Ten of a product at a storefront: nine are counted, and one is sold after that. */
  const countThenSell = async () => {
    const place = { code: 'TALLY', name: 'Kiosk', kind: 'STOREFRONT' };
    const { id: locationId } = await shop.call<{ id: string }>('create_location', place);
    const { id: productId } = await shop.call<{ id: string }>('create_product', {
      ...{ sku: 'TALLY', name: 'Counted' },
    });
    const line = { productId, batchNumber: 'TALLY', quantity: 10 };
    await shop.call('receive_stock', { locationId, lines: [line] });
    const batch = `select id from inventory.batches where product_id = $1`;
    const { id: batchId } = await one<{ id: string }>(batch, productId);
    const { id: stockCountId } = await shop.call<{ id: string }>('start_stock_count', {
      ...{ locationId, productIds: [productId] },
    });
    const lines = [{ batchId, countedQuantity: 9 }];
    await shop.call('record_count', { stockCountId, lines });
    await shop.call('record_sale', { locationId, lines: [{ productId, quantity: 1 }] });
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await daysAgo(database, 10);
    shop = await openShop(database, 'old');
    day = shop.today;
    await countThenSell();
    await daysAgo(database, 9);
    later = await shop.call('record_sale', {
      ...{ locationId: shop.location, receiptNumber: 'R-2' },
      lines: [{ productId: shop.product, quantity: 2 }],
    });
    await daysAgo(database, 0);
    api = await startApi(database, shop.tenant);
    await shop.call('close_day', { businessDate: day });
    const movement = `select id from inventory.movements where document_id = $1`;
    movementId = (await one<{ id: string }>(movement, shop.sale)).id;
  }, 60_000);
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  it('nothing is archived while a transfer is on its way', async () => {
    const refused = await archive(day).then(
      () => 'accepted',
      (error: { constraint: string; detail: string }) => JSON.parse(error.detail),
    );
    expect(refused).toMatchObject({
      ...{ rule: 'archive_too_early', transferId: shop.dispatchedTransfer },
      ...{ status: 'DISPATCHED', dispatchedOn: day },
    });
    await shop.call('set_transfer_status', { id: shop.dispatchedTransfer, status: 'FULFILLED' });
    const kept = await count();
    await archive(day, true);
    expect(await count()).toBe(kept);
    expect(await lists()).toMatchObject({
      ...{ movements: { archivedUntil: null, totalCount: kept }, archives: [] },
      sale: { archivedUntil: null, lines: [{ allocations: [{ quantity: 4 }] }] },
    });
  });

  it('every figure stays, and the ledger verifies', async () => {
    figuresBefore = await figures();
    const heads = () =>
      one<object>(
        `select jsonb_agg(h order by h.batch_id, h.location_id) as heads from inventory.chain_heads($1) h`,
        day,
      );
    const headsBefore = await heads();
    const tally = () =>
      ask(
        `query ($id: ID!) { stockFlow(productId: $id) { sold storefrontCounted storefrontGap } }`,
        { id: 'TALLY' },
      );
    expect(await tally()).toEqual({
      stockFlow: { sold: 1, storefrontCounted: 8, storefrontGap: -1 },
    });
    expect(figuresBefore).toMatchObject({ compareStock: { discrepancies: [] } });
    await database.pools.super.query(
      `create table movements_kept as select * from inventory.movements where business_date = '${day}'; grant select on movements_kept to public`,
    );
    await archive(day);
    expect(await count()).toBe(2); // the sale of the day after, and the arrival of today
    expect(await figures()).toEqual(figuresBefore);
    expect(await heads()).toEqual(headsBefore);
    // What has left since the count is in the file.
    expect(await tally()).toEqual({
      stockFlow: { sold: 1, storefrontCounted: null, storefrontGap: null },
    });
    const counted = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ count: string }>(movementsOfChains.text, [null, null, shop.product]),
    );
    expect(counted.rows).toEqual([{ count: 1 }]);
    await sound();
  });

  it('whatever lists movements says up to which day they are not there', async () => {
    const archivedUntil = day;
    expect(await lists()).toMatchObject({
      movements: { archivedUntil, totalCount: 2 },
      batch: { movements: { archivedUntil, totalCount: 1 } },
      product: { movements: { archivedUntil, totalCount: 1 } },
      traceBatch: { archivedUntil, sales: { totalCount: 1 } },
      traceLot: { archivedUntil, sales: { totalCount: 1 } },
      sale: { archivedUntil, movements: [], lines: [{ allocations: [] }] },
      transfer: { archivedUntil, lines: [{ allocations: [] }] },
      expiryWriteOff: { archivedUntil, movements: [] },
      binCard: { archivedUntil, opening: 154, entries: { totalCount: 1 } },
      archives: [{ businessDate: day }],
    });
    expect(
      await ask(`query ($id: ID!) { sale(id: $id) { archivedUntil movements { quantity } } }`, {
        id: later.id,
      }),
    ).toEqual({ sale: { archivedUntil: null, movements: [{ quantity: -2 }] } });
  });

  it('a proof names the file', async () => {
    const proof = `query ($id: ID!) { movementProof(id: $id) { filename } }`;
    expect(await ask(proof, { id: movementId })).toMatchObject({
      code: 'MOVEMENT_ARCHIVED',
      details: { archives: [{ businessDate: day, fileHash: 'ab'.repeat(32) }] },
    });
    const unknown = { id: 'ffffffff-0000-7000-8000-000000000000' };
    expect(await ask(proof, unknown)).toEqual({ movementProof: null });
  });

  it('a feed and an export do not pass over it', async () => {
    const feed = `query ($cursor: String, $until: LocalDate) {
      movementsSince(cursor: $cursor, archivedUntil: $until, limit: 50) { movements { id } cursor } }`;
    const refused = { code: 'MOVEMENT_ARCHIVED', details: { archivedUntil: day } };
    expect(await ask(feed)).toMatchObject(refused);
    expect(await ask(feed, { until: addDays(day, -1) })).toMatchObject(refused);
    const { movementsSince } = await ask(feed, { until: day });
    expect(movementsSince.movements.length).toBeGreaterThanOrEqual(1);
    // From a position after what is archived it goes on as before.
    expect(await ask(feed, { cursor: movementsSince.cursor })).toHaveProperty('movementsSince');

    const authorization = `Bearer ${await api.token(shop.tenant, 'viewer')}`;
    const get = (query: string) =>
      fetch(new URL(`/export/${query}`, api.url), { headers: { authorization } });
    const from = addDays(day, 1);
    for (const file of [
      'movements.csv?',
      'movements.ndjson?',
      `bin-card.csv?productId=${shop.product}&`,
    ]) {
      const answer = await get(`${file}from=${day}`);
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining('MOVEMENT_ARCHIVED'),
      ]);
      expect((await get(file)).status).toBe(400);
      expect((await get(`${file}from=${from}`)).status).toBe(200);
    }
    const card = await (await get(`bin-card.csv?productId=${shop.product}&from=${from}`)).text();
    expect(card.trim().split('\n').at(-1)).toContain('SALE,-2,152');
  });

  it('what needs its movements is refused', async () => {
    const refused = (more: object) => ({
      code: 'MOVEMENT_ARCHIVED',
      details: { archivedUntil: day, ...more },
    });
    expect(
      await mutate('refundSale', {
        ...{ saleId: shop.sale, reason: 'back' },
        lines: [{ saleLineId: shop.line, quantity: 1 }],
      }),
    ).toMatchObject(refused({ field: 'input.saleId' }));
    const reason = 'x';
    for (const [name, input] of [
      ['void_receipt', { id: shop.untouchedReceipt, reason }],
      ['correct_intake', { batchId: shop.untouchedBatch, quantity: 49, reason }],
      ['set_transfer_status', { id: shop.fulfilledTransfer, status: 'CANCELLED', reason }],
      ['void_sale', { id: shop.sale, reason }],
    ] as const) {
      const rule = name === 'set_transfer_status' ? 'illegal_transition' : 'movement_archived';
      expect([name, await refusalOf(shop.call(name, input))]).toEqual([name, rule]);
    }
    // The batch of this count had moved after its figure, on the same day.
    expect(await refusalOf(shop.call('rebase_stock_count', { id: shop.outdatedCount }))).toBe(
      'movement_archived',
    );
  });

  it('nobody else removes or changes a movement', async () => {
    const writes: [string, string][] = [
      ['delete from inventory.movements', 'movement_immutable'],
      ['update inventory.movements set quantity = 1', 'movement_immutable'],
      ['truncate inventory.movements', 'movement_immutable'],
      ['delete from inventory.archives', 'document_immutable'],
      ['update inventory.archives set movements = 0', 'document_immutable'],
      ['truncate inventory.archives', 'document_immutable'],
    ];
    const by = (pool: 'app' | 'owner' | 'super', sql: string) =>
      refusalOf(
        asTenant(database.pools[pool], shop.tenant, (client) => client.query(sql), 'rollback'),
      );
    for (const [sql, rule] of writes) {
      expect([sql, await by('app', sql)]).toEqual([sql, 'permission denied']);
      expect([sql, await by('owner', sql)]).toEqual([sql, rule]);
    }
    expect(await by('super', asLedger('delete from inventory.movements'))).toBe(
      'movement_immutable',
    );
  });

  it('nobody brings a movement back, by INSERT or COPY; past all rules it is found', async () => {
    const { super: pool } = database.pools;
    const back = 'insert into inventory.movements select * from movements_kept';
    expect(await refusalOf(asTenant(database.pools.app, shop.tenant, (c) => c.query(back)))).toBe(
      'permission denied',
    );
    expect(await refusalOf(asTenant(database.pools.owner, shop.tenant, (c) => c.query(back)))).toBe(
      'movement_without_document',
    );
    const { rows } = await pool.query<{ line: string }>(
      `select rtrim(k::text, ')') as line from movements_kept k`,
    );
    expect(rows.length).toBeGreaterThan(10);
    const copied = asTenant(pool, shop.tenant, async (client) => {
      const stream = client.query(
        copyFrom('copy inventory.movements from stdin with (format csv)'),
      );
      stream.end(rows.map(({ line }) => `${line.slice(1)}\n`).join(''));
      await finished(stream);
    });
    expect(await refusalOf(copied)).toBe('movement_without_document');
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(`set local session_replication_role = replica;
        alter table inventory.movements disable trigger all; ${back};
        select set_config('app.tenant_id', '${shop.tenant}', true)`);
      const found = await client.query<{ name: string; violations: number }>(violationsStatement());
      const broken = found.rows.filter(({ violations }) => violations > 0);
      expect(broken.map(({ name }) => name)).toContain('archive_false');
      const compared = await client.query(
        `select from inventory.compare_stock(null, null, null, null)`,
      );
      expect(compared.rowCount).toBeGreaterThan(0);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('the end of a chain that has not moved since is held against its anchor', async () => {
    const client = await database.pools.super.connect();
    try {
      await client.query('begin');
      await client.query(`alter table inventory.batch_stock disable trigger all;
        select set_config('app.tenant_id', '${shop.tenant}', true)`);
      const stock = 'select * from inventory.batch_stock where batch_id = $1';
      const { rows: before } = await client.query(stock, [shop.untouchedBatch]);
      await client.query(
        `update inventory.batch_stock set head_hash = sha256('another') where batch_id = $1`,
        [shop.untouchedBatch],
      );
      const { rows } = await client.query(
        'select batch_id as batch, subject from inventory.compare_stock(null, null, null, null)',
      );
      expect(rows).toEqual([{ batch: shop.untouchedBatch, subject: 'batch_stock.head_hash' }]);
      // It is made anew from that anchor.
      await client.query(
        `select inventory.rebuild_batch_stock(s.tenant_id, s.product_id, s.batch_id, s.location_id)
         from inventory.batch_stock s where s.batch_id = $1`,
        [shop.untouchedBatch],
      );
      expect((await client.query(stock, [shop.untouchedBatch])).rows).toEqual(before);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('an incremental verification goes on from the anchor of a chain that moves again', async () => {
    await shop.call('verify', { mode: 'INCREMENTAL' });
    const [batch, quantity] = [shop.untouchedBatch, -1];
    await shop.call('request_adjustment', {
      ...{ locationId: shop.location, batchId: batch, quantity, type: 'DAMAGE', reason: 'x' },
    });
    const { id } = await one<{ id: string }>(
      `select id from inventory.adjustments where batch_id = $1 order by id desc limit 1`,
      batch,
    );
    await shop.callAsApprover('set_adjustment_status', { id, status: 'APPROVED' });
    await shop.call('set_adjustment_status', { id, status: 'COMPLETED' });
    await untilSettled(database.pools.super);
    expect(await shop.call('verify', { mode: 'INCREMENTAL' })).toMatchObject({
      ...{ broken: 0, movements: 1 },
    });
  });

  it('later documents go on, days are closed and archived, and it verifies', async () => {
    // What was sold on the day after still comes back, to the batch that is in the archive.
    expect(
      await mutate('refundSale', {
        ...{ saleId: later.id, reason: 'back' },
        lines: [{ saleLineId: later.lines[0]!.id, quantity: 1 }],
      }),
    ).toHaveProperty('refundSale.id');
    await shop.call('void_sale', { id: later.id, reason: 'x' });
    const places = { fromLocationId: shop.location, toLocationId: shop.otherLocation };
    const lines = [{ productId: shop.product, quantity: 5 }];
    const { id } = await shop.call('request_transfer', { ...places, lines });
    await shop.callAsApprover('set_transfer_status', { id, status: 'APPROVED' });
    await shop.call('set_transfer_status', { id, status: 'DISPATCHED' });
    await sound();
    await shop.call('close_day', { businessDate: addDays(day, 1) });
    await sound();
    const kept = await count();
    await archive(addDays(day, 1));
    expect(await count()).toBe(kept - 1);
    await sound();
    await shop.call('set_transfer_status', { id, status: 'FULFILLED' });
    await sound();
  });
});
