import { movementsOfChains } from '../../src/database/queries/movements';
import { startApi, type Api } from '../support/api';
import { asTenant, createTestDatabase, refusalOf, type TestDatabase } from '../support/database';
import { addDays } from '../support/days';
import type { TestShop } from '../support/shop';
import { writeOldShop, type OldShop } from './old-shop';

// A shop with documents of every kind, all of one day, which is closed and archived: what still answers, what is refused, and
// how it goes on. Who writes past the archive is in archive-written-past.test.ts.

const FIGURES = `query ($a: ID!, $b: ID!, $day: LocalDate!, $batch: ID!, $lot: ID!) {
  a: product(id: $a) { stock { location { code } onHand reserved available } }
  b: product(id: $b) { stock { location { code } onHand reserved available } }
  stockFlow(productId: $b) { adjusted expired inTransit intake quarantined refunded sold storefrontExpected storefrontReceived transferredOut warehouseAvailable }
  dailyStock(from: $day, to: $day, first: 100) { nodes { opening closing sales purchases transfersIn transfersOut } }
  stockAudit(from: $day, to: $day) { key opening closing sales refunds adjustments transfersIn transfersOut }
  stockAsOf(date: $day) { key closing netChange }
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
  let old: OldShop;
  let shop: TestShop;
  let api: Api;
  let day: string;
  let movementId: string;
  let figuresBefore: unknown;

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
  beforeAll(async () => {
    database = await createTestDatabase();
    old = await writeOldShop(database);
    ({ shop, day } = old);
    api = await startApi(database, shop.tenant);
    const movement = `select id from inventory.movements where document_id = $1`;
    movementId = (await old.one<{ id: string }>(movement, shop.sale)).id;
  }, 60_000);
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  it('nothing is archived while a transfer is on its way', async () => {
    const refused = await old.archive(day).then(
      () => 'accepted',
      (error: { constraint: string; detail: string }) => JSON.parse(error.detail),
    );
    expect(refused).toMatchObject({
      ...{ rule: 'archive_too_early', transferId: shop.dispatchedTransfer },
      ...{ status: 'DISPATCHED', dispatchedOn: day },
    });
    await shop.call('set_transfer_status', { id: shop.dispatchedTransfer, status: 'FULFILLED' });
    const kept = await old.count();
    await old.archive(day, true);
    expect(await old.count()).toBe(kept);
    expect(await lists()).toMatchObject({
      ...{ movements: { archivedUntil: null, totalCount: kept }, archives: [] },
      sale: { archivedUntil: null, lines: [{ allocations: [{ quantity: 4 }] }] },
    });
  });

  it('every figure stays, and the ledger verifies', async () => {
    figuresBefore = await figures();
    const heads = () =>
      old.one<object>(
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
    await old.archive(day);
    expect(await old.count()).toBe(2); // the sale of the day after, and the arrival of today
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
    await old.sound();
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
        id: old.later.id,
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

  it('later documents go on, days are closed and archived, and it verifies', async () => {
    // What was sold on the day after still comes back, to the batch that is in the archive.
    expect(
      await mutate('refundSale', {
        ...{ saleId: old.later.id, reason: 'back' },
        lines: [{ saleLineId: old.later.lines[0]!.id, quantity: 1 }],
      }),
    ).toHaveProperty('refundSale.id');
    await shop.call('void_sale', { id: old.later.id, reason: 'x' });
    const places = { fromLocationId: shop.location, toLocationId: shop.otherLocation };
    const lines = [{ productId: shop.product, quantity: 5 }];
    const { id } = await shop.call('request_transfer', { ...places, lines });
    await shop.callAsApprover('set_transfer_status', { id, status: 'APPROVED' });
    await shop.call('set_transfer_status', { id, status: 'DISPATCHED' });
    await old.sound();
    await shop.call('close_day', { businessDate: addDays(day, 1) });
    await old.sound();
    const kept = await old.count();
    await old.archive(addDays(day, 1));
    expect(await old.count()).toBe(kept - 1);
    await old.sound();
    await shop.call('set_transfer_status', { id, status: 'FULFILLED' });
    await old.sound();
  });
});
