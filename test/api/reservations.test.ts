import { setTimeout as sleep } from 'node:timers/promises';
import { openOperations, type Operations } from '../support/operations';

describe('reservations', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const RESERVE = `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) {
    id quantity status expiresAt product { sku } location { code } } }`;
  const reserve = async (productId: string, quantity: number, seconds = 600, more = {}) =>
    (
      await shop.ask(RESERVE, {
        input: { productId, locationId: shop.adenta, quantity, expiresInSeconds: seconds, ...more },
      })
    ).reserveStock;
  const SELL = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
  const sale = (productId: string, quantity: number, more = {}) => ({
    input: { locationId: shop.adenta, lines: [{ productId, quantity }], ...more },
  });

  it('make stock unavailable for sales, transfers and other reservations until they are released', async () => {
    const product = await shop.product('HELD');
    await shop.receive(shop.adenta, product, 10);
    const held = await reserve(product, 7);
    expect(held).toMatchObject({
      ...{ quantity: 7, status: 'ACTIVE', product: { sku: 'HELD' }, location: { code: 'ADENTA' } },
    });
    expect(await shop.level(product, shop.adenta)).toMatchObject({
      onHand: 10,
      reserved: 7,
      available: 3,
    });
    expect(await shop.refused(SELL, sale(product, 4))).toMatchObject({
      ...{ code: 'INSUFFICIENT_STOCK', details: { requested: 4, available: 3 } },
    });
    expect(
      await shop.refused(RESERVE, {
        input: { productId: product, locationId: shop.adenta, quantity: 4, expiresInSeconds: 60 },
      }),
    ).toMatchObject({
      ...{ code: 'INSUFFICIENT_STOCK', details: { available: 3, field: 'input.quantity' } },
    });
    const transfer = await shop.approvedTransfer(shop.adenta, shop.cowLane, [
      { productId: product, quantity: 4 },
    ]);
    expect(
      await shop.refused('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', {
        id: transfer,
      }),
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK' });

    const { releaseReservation } = await shop.ask(
      'mutation ($id: ID!) { releaseReservation(id: $id) { status } }',
      { id: held.id },
    );
    expect(releaseReservation).toEqual({ status: 'RELEASED' });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ reserved: 0, available: 10 });
    expect(
      await shop.refused('mutation ($id: ID!) { releaseReservation(id: $id) { id } }', {
        id: held.id,
      }),
    ).toMatchObject({ code: 'ILLEGAL_TRANSITION', details: { from: 'RELEASED' } });
  });

  it('are committed by the sale that names them, and cannot be used again', async () => {
    const product = await shop.product('PROMISED');
    const other = await shop.product('OTHER');
    await shop.receive(shop.adenta, product, 5);
    await shop.receive(shop.adenta, other, 5);
    const { id } = await reserve(product, 5);
    expect(await shop.refused(SELL, sale(other, 1, { reservationIds: [id] }))).toMatchObject({
      ...{ code: 'RESERVATION_NOT_OF_SALE', details: { field: 'input.reservationIds' } },
    });
    await shop.ask(SELL, sale(product, 5, { reservationIds: [id] }));
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 0, reserved: 0 });
    const { reservation } = await shop.ask(
      'query ($id: ID!) { reservation(id: $id) { status sale { lines { quantity } } } }',
      { id },
    );
    expect(reservation).toEqual({ status: 'COMMITTED', sale: { lines: [{ quantity: 5 }] } });
    expect(await shop.refused(SELL, sale(product, 1, { reservationIds: [id] }))).toMatchObject({
      code: 'RESERVATION_NOT_OF_SALE',
    });
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

  it('accept a key and a unit, and refuse an invalid time', async () => {
    const product = await shop.product('KEYED', { units: [{ code: 'pack', factor: 6 }] });
    await shop.receive(shop.adenta, product, 12);
    const more = { unit: 'pack', idempotencyKey: 'keyed' };
    const first = await reserve(product, 1, 600, more);
    expect(await reserve(product, 1, 600, more)).toEqual(first);
    expect(first.quantity).toBe(6);
    expect(
      await shop.refused(RESERVE, {
        input: { productId: product, locationId: shop.adenta, quantity: 1, expiresInSeconds: 0 },
      }),
    ).toMatchObject({
      ...{ code: 'RESERVATION_TIME_INVALID', details: { field: 'input.expiresInSeconds' } },
    });
  });
});
