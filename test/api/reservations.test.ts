import { openOperations, type Operations } from '../support/operations';
import { RESERVE, reservationRequests, SELL } from '../support/reservations';

describe('reservations', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const { reserve, sale } = reservationRequests(() => shop);

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

  it('keep their stock from a correction of the intake and a void of the receipt, which say how much', async () => {
    const product = await shop.product('KEPT');
    const { receiveStock } = await shop.ask(
      `mutation ($at: ID!, $lines: [ReceiveStockLineInput!]!) {
         receiveStock(input: { locationId: $at, lines: $lines }) { id batches { id } } }`,
      { at: shop.adenta, lines: [4, 6].map((quantity) => ({ productId: product, quantity })) },
    );
    await reserve(product, 7);
    const figures = { code: 'RESERVED_EXCEEDS_STOCK', hint: 'Release reservations first.' };
    expect(
      await shop.refused(
        'mutation ($id: ID!) { correctIntake(batchId: $id, quantity: 2, reason: "x") { id } }',
        { id: receiveStock.batches[1].id },
      ),
    ).toMatchObject({ ...figures, details: { onHand: 10, reserved: 7, requested: 4 } });
    expect(
      await shop.refused('mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }', {
        id: receiveStock.id,
      }),
    ).toMatchObject({ ...figures, details: { onHand: 10, reserved: 7, requested: 10 } });
  });

  it('are committed by the sale that names them, and cannot be used again', async () => {
    const product = await shop.product('PROMISED');
    const other = await shop.product('OTHER');
    await shop.receive(shop.adenta, product, 5);
    await shop.receive(shop.adenta, other, 5);
    const { id } = await reserve(product, 5);
    expect(await shop.refused(SELL, sale(other, 1, { reservationIds: [id] }))).toMatchObject({
      ...{ code: 'RESERVATION_NOT_OF_SALE', details: { field: 'input.reservationIds[0]' } },
    });
    await shop.ask(SELL, sale(product, 5, { reservationIds: [id] }));
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 0, reserved: 0 });
    const { reservation } = await shop.ask(
      'query ($id: ID!) { reservation(id: $id) { status uses { quantity sale { lines { quantity } } } } }',
      { id },
    );
    expect(reservation).toEqual({
      status: 'COMMITTED',
      uses: [{ quantity: 5, sale: { lines: [{ quantity: 5 }] } }],
    });
    expect(await shop.refused(SELL, sale(product, 1, { reservationIds: [id] }))).toMatchObject({
      code: 'RESERVATION_NOT_OF_SALE',
    });
  });

  const figures = async (id: string) =>
    (
      await shop.ask(
        `query ($id: ID!) { reservation(id: $id) {
           status quantity committedQuantity remainingQuantity uses { quantity } } }`,
        { id },
      )
    ).reservation;

  it('hold what a sale leaves, for further sales that name them, until nothing is left', async () => {
    const product = await shop.product('PARTLY');
    await shop.receive(shop.adenta, product, 10);
    const { id } = await reserve(product, 6);
    const named = { reservationIds: [id] };
    await shop.ask(SELL, sale(product, 2, named));
    expect(await figures(id)).toEqual({
      ...{ status: 'ACTIVE', quantity: 6, committedQuantity: 2, remainingQuantity: 4 },
      uses: [{ quantity: 2 }],
    });
    const stock = { onHand: 8, reserved: 4, available: 4 };
    expect(await shop.level(product, shop.adenta)).toMatchObject(stock);
    // Others can take what is free, the owner of the reservation that and what is left of it.
    expect(await shop.refused(SELL, sale(product, 5))).toMatchObject({
      ...{ code: 'INSUFFICIENT_STOCK', details: { requested: 5, available: 4 } },
    });
    await shop.ask(SELL, sale(product, 1));
    expect(await shop.refused(SELL, sale(product, 8, named))).toMatchObject({
      ...{ code: 'INSUFFICIENT_STOCK', details: { requested: 8, available: 7 } },
    });
    // Two lines of one sale use it up, and take one more that was free.
    await shop.ask(SELL, {
      input: {
        ...{ locationId: shop.adenta, ...named },
        lines: [3, 2].map((quantity) => ({ productId: product, quantity })),
      },
    });
    expect(await figures(id)).toEqual({
      ...{ status: 'COMMITTED', quantity: 6, committedQuantity: 6, remainingQuantity: 0 },
      uses: [{ quantity: 2 }, { quantity: 3 }, { quantity: 1 }],
    });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 2, reserved: 0 });
  });

  it('are used in the order in which they were made; one that is not needed stays as it is', async () => {
    const product = await shop.product('TWICE-RESERVED');
    await shop.receive(shop.adenta, product, 10);
    const first = await reserve(product, 3);
    const second = await reserve(product, 4);
    const named = { reservationIds: [second.id, first.id] };
    await shop.ask(SELL, sale(product, 2, named));
    expect([await figures(first.id), await figures(second.id)]).toMatchObject([
      { remainingQuantity: 1 },
      { remainingQuantity: 4, uses: [] },
    ]);
    await shop.ask(SELL, sale(product, 3, named));
    expect([await figures(first.id), await figures(second.id)]).toMatchObject([
      { status: 'COMMITTED' },
      { remainingQuantity: 2 },
    ]);
  });

  it('never give more than they have to sales at the same time', async () => {
    const product = await shop.product('CONTENDED');
    await shop.receive(shop.adenta, product, 10);
    const { id } = await reserve(product, 10);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        shop.server.api.request(SELL, sale(product, 3, { reservationIds: [id] })),
      ),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions['code'] ?? 'sold');
    expect(codes.sort()).toEqual([
      ...Array(5).fill('INSUFFICIENT_STOCK'),
      ...Array(3).fill('sold'),
    ]);
    expect(await figures(id)).toMatchObject({ committedQuantity: 9, remainingQuantity: 1 });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 1, reserved: 1 });
  });

  it('release what is left; what was used stays used, and a void does not reserve again', async () => {
    const product = await shop.product('REST');
    await shop.receive(shop.adenta, product, 10);
    const { id } = await reserve(product, 6);
    const { recordSale } = await shop.ask(SELL, sale(product, 2, { reservationIds: [id] }));
    await shop.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "x") { id } }', {
      id: recordSale.id,
    });
    expect(await figures(id)).toMatchObject({ committedQuantity: 2, remainingQuantity: 4 });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 10, reserved: 4 });
    await shop.ask('mutation ($id: ID!) { releaseReservation(id: $id) { id } }', { id });
    expect(await figures(id)).toMatchObject({
      ...{ status: 'RELEASED', quantity: 6, committedQuantity: 2, remainingQuantity: 0 },
    });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 10, reserved: 0 });
  });

  it('are found by their reference', async () => {
    const product = await shop.product('REFERRED');
    await shop.receive(shop.adenta, product, 4);
    const { id } = await reserve(product, 1, 600, { reference: 'ORDER-1' });
    await reserve(product, 1, 600, { reference: 'ORDER-10' });
    await reserve(product, 1);
    const { reservations } = await shop.ask(
      '{ reservations(reference: "ORDER-1") { totalCount nodes { id reference } } }',
    );
    expect(reservations).toEqual({ totalCount: 1, nodes: [{ id, reference: 'ORDER-1' }] });
    const input = { productId: product, locationId: shop.adenta, quantity: 1 };
    expect(
      await shop.refused(RESERVE, { input: { ...input, expiresInSeconds: 60, reference: ' ' } }),
    ).toMatchObject({ code: 'TEXT_INVALID', details: { field: 'input.reference' } });
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
