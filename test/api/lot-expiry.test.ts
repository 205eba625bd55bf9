import { addDays } from '../support/days';
import { LOT, lotRequests, RECEIVE, SELL } from '../support/lots';
import { openOperations, type Operations } from '../support/operations';

describe('lots with an expiry date', () => {
  let shop: Operations;
  let today: string;
  beforeAll(async () => {
    shop = await openOperations();
    ({ today } = shop.server.shop);
  });
  afterAll(() => shop?.close());

  const { receive, lotOf, sold } = lotRequests(() => shop);
  const correct = (lotId: string, expiryDate: string | null, expectedVersion?: number) =>
    shop.ask(
      `mutation ($lotId: ID!, $expiryDate: LocalDate, $expectedVersion: SafeInt) {
         correctLotExpiry(lotId: $lotId, expiryDate: $expiryDate, reason: "misread", expectedVersion: $expectedVersion) { ${LOT} } }`,
      { lotId, expiryDate, expectedVersion },
    );

  it('have their expiry date corrected: the order of sale and what is available follow', async () => {
    const product = await shop.product('MISREAD');
    const [soon] = await receive(shop.adenta, product, {
      ...{ batchNumber: 'SOON', quantity: 10, expiryDate: '2100-01-01' },
    });
    const [late] = await receive(shop.adenta, product, {
      ...{ batchNumber: 'LATE', quantity: 10, expiryDate: '2100-06-01' },
    });
    const one = [{ productId: product, quantity: 1 }];
    expect(await sold(shop.adenta, one)).toEqual([[[soon!.id, 1]]]);
    const { correctLotExpiry } = await correct(late!.lot.id, '2099-01-01', 1);
    expect(correctLotExpiry).toMatchObject({ expiryDate: '2099-01-01', version: 2 });
    expect(await sold(shop.adenta, one)).toEqual([[[late!.id, 1]]]);

    // Goods that turn out to have expired: sold before, reserved, and none of it available now.
    await shop.ask('mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }', {
      input: { productId: product, locationId: shop.adenta, quantity: 12, expiresInSeconds: 600 },
    });
    await correct(late!.lot.id, addDays(today, -30));
    expect(await shop.level(product, shop.adenta)).toEqual({
      ...{ onHand: 18, reserved: 12, expired: 9, quarantined: 0, available: 0 },
    });
    expect(await lotOf(late!.lot.id)).toMatchObject({ status: 'EXPIRED', available: 0 });
    expect(await shop.refused(SELL, { input: { locationId: shop.adenta, lines: one } })).toEqual(
      expect.objectContaining({ code: 'INSUFFICIENT_STOCK' }),
    );
    const { batch } = await shop.ask(
      'query ($id: ID!) { batch(id: $id) { soldQuantity status } }',
      {
        id: late!.id,
      },
    );
    expect(batch).toEqual({ soldQuantity: 1, status: 'EXPIRED' });
    expect(await shop.brokenRules()).toEqual([]);

    expect(
      await shop.refused(
        `mutation ($id: ID!) { correctLotExpiry(lotId: $id, reason: "x", expectedVersion: 2) { id } }`,
        { id: late!.lot.id },
      ),
    ).toMatchObject({ code: 'STALE_VERSION', details: { expected: 2, current: 3 } });
    const { auditLog } = await shop.ask(
      'query ($id: String) { auditLog(entity: "lot", entityId: $id) { nodes { before after } } }',
      { id: late!.lot.id },
    );
    expect(auditLog.nodes).toMatchObject([
      {
        before: { expiry_date: '2100-06-01' },
        after: { expiry_date: '2099-01-01', expiry_reason: 'misread' },
      },
      { before: { expiry_date: '2099-01-01' } },
    ]);
    // Without a date it never expires.
    expect((await correct(late!.lot.id, null)).correctLotExpiry).toMatchObject({
      ...{ status: 'ACTIVE', expiryDate: null, available: 6 },
    });
  });

  it('come in expired where the line accepts it, are never available, and are written off', async () => {
    const product = await shop.product('OLD-STOCK');
    const old = { batchNumber: 'X1', quantity: 5, expiryDate: addDays(today, -1) };
    const [batch] = await receive(shop.adenta, product, { ...old, acceptExpired: true });
    expect(batch!.status).toBe('EXPIRED');
    expect(await shop.level(product, shop.adenta)).toMatchObject({ expired: 5, available: 0 });
    // The second delivery of that lot is asked again, though it names no date.
    const lines = [{ productId: product, batchNumber: 'x1', quantity: 1 }];
    expect(
      await shop.refused(RECEIVE, { input: { locationId: shop.adenta, lines } }),
    ).toMatchObject({
      code: 'EXPIRY_BEFORE_RECEIPT',
      details: { field: 'input.lines[0].expiryDate', expiryDate: old.expiryDate },
      hint: expect.stringContaining('acceptExpired') as string,
    });
    const { writeOffExpired } = await shop.ask(
      'mutation ($at: ID) { writeOffExpired(locationId: $at, dryRun: false) { lines { batch { id } quantity } } }',
      { at: shop.adenta },
    );
    expect(writeOffExpired.lines).toContainEqual({ batch: { id: batch!.id }, quantity: 5 });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 0, expired: 0 });
  });
});
