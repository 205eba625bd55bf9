import { setTimeout as sleep } from 'node:timers/promises';
import { asTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';
import { reservationRequests, SELL } from '../support/reservations';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const EXTEND =
  'mutation ($id: ID!, $s: Int!) { extendReservation(id: $id, expiresInSeconds: $s) { status expiresAt } }';

describe('reservations over time', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const { reserve, sale } = reservationRequests(() => shop);

  it('can be extended while they live, and never end earlier', async () => {
    const product = await shop.product('LONGER');
    await shop.receive(shop.adenta, product, 4);
    const { id, expiresAt } = await reserve(product, 4, 1);
    const { extendReservation } = await shop.ask(EXTEND, { id, s: 600 });
    expect(Date.parse(extendReservation.expiresAt)).toBeGreaterThan(
      Date.parse(expiresAt) + 500_000,
    );
    await sleep(Date.parse(expiresAt) - Date.now() + 50);
    expect(await shop.level(product, shop.adenta)).toMatchObject({ reserved: 4, available: 0 });
    expect(await shop.refused(SELL, sale(product, 1))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
    });
    expect(await shop.refused(EXTEND, { id, s: 60 })).toMatchObject({
      ...{ code: 'RESERVATION_TIME_INVALID' },
      details: { field: 'expiresInSeconds', expiresAt: extendReservation.expiresAt },
    });
    expect(await shop.refused(EXTEND, { id, s: 367 * 86_400 })).toMatchObject({
      ...{ code: 'RESERVATION_TIME_INVALID', details: { field: 'expiresInSeconds' } },
    });
    await shop.ask(SELL, sale(product, 4, { reservationIds: [id] }));
    expect(await shop.refused(EXTEND, { id, s: 6000 })).toMatchObject({
      ...{ code: 'ILLEGAL_TRANSITION', details: { from: 'COMMITTED' } },
    });
    expect(await shop.refused(EXTEND, { id: UNKNOWN, s: 60 })).toMatchObject({
      ...{ code: 'RESERVATION_UNKNOWN', details: { field: 'id' } },
    });
  });

  it('cannot be brought back to life once their time is over, not even while that is waited for', async () => {
    const product = await shop.product('TOO-LATE');
    await shop.receive(shop.adenta, product, 4);
    const { id, expiresAt } = await reserve(product, 4, 1);
    const { database, shop: small } = shop.server;
    let extension: Promise<Record<string, unknown>> | undefined;
    // A sale of everything holds the stock level while the time runs out; the extension began before.
    await asTenant(database.pools.super, small.tenant, async (client) => {
      await client.query(
        'select from inventory.stock_levels where tenant_id = $1 and product_id = $2 for update',
        [small.tenant, product],
      );
      extension = shop.refused(EXTEND, { id, s: 600 });
      await sleep(Date.parse(expiresAt) - Date.now() + 50);
    });
    expect(await extension).toMatchObject({
      ...{ code: 'ILLEGAL_TRANSITION', details: { from: 'EXPIRED' } },
    });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ reserved: 0, available: 4 });
  });

  it('end when they expire, for reads and writes, before any job has marked them as expired', async () => {
    const product = await shop.product('SHORT');
    const batch = await shop.receive(shop.adenta, product, 4);
    const { id, expiresAt } = await reserve(product, 4, 1);
    await sleep(Date.parse(expiresAt) - Date.now() + 50);
    expect(await shop.level(product, shop.adenta)).toMatchObject({
      onHand: 4,
      reserved: 0,
      available: 4,
    });
    const { reservations } = await shop.ask(
      'query ($of: ID) { reservations(productId: $of, status: EXPIRED) { totalCount nodes { id status } } }',
      { of: product },
    );
    expect(reservations).toEqual({ totalCount: 1, nodes: [{ id, status: 'EXPIRED' }] });
    expect(await shop.refused(SELL, sale(product, 1, { reservationIds: [id] }))).toMatchObject({
      code: 'RESERVATION_NOT_OF_SALE',
      details: { status: 'EXPIRED' },
    });
    // No job has released it: an adjustment that leaves less than was reserved is accepted too.
    await shop.adjust(batch, shop.adenta, 'DAMAGE', -2);
    await shop.ask(SELL, sale(product, 2));
    expect(
      await shop.refused('mutation ($id: ID!) { releaseReservation(id: $id) { id } }', { id }),
    ).toMatchObject({ code: 'ILLEGAL_TRANSITION', details: { from: 'EXPIRED' } });
  });
});
