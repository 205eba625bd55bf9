import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id businessDate receivedAt batches { id } } }`;
const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
  id businessDate lines { id allocations { batch { batchNumber } quantity } } movements { businessDate } } }`;
const REFUND = `mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id businessDate } }`;
const REQUEST = `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id businessDate } }`;
const COMPLETE = `mutation ($id: ID!) { completeAdjustment(id: $id) { businessDate completedAt } }`;

describe('business dates', () => {
  let shop: Operations;
  let day: (days: number) => string;
  beforeAll(async () => {
    shop = await openOperations();
    day = (days) => addDays(shop.server.shop.today, days);
  });
  afterAll(() => shop?.close());

  const receive = (productId: string, quantity: number, businessDate?: string, more = {}) =>
    shop.ask(RECEIVE, {
      input: {
        ...{ locationId: shop.adenta, businessDate },
        lines: [{ productId, quantity, batchNumber: `B${Math.random()}`, ...more }],
      },
    });
  const sell = (productId: string, quantity: number, businessDate?: string, more = {}) => ({
    input: { locationId: shop.adenta, businessDate, lines: [{ productId, quantity }], ...more },
  });
  const daily = async (productId: string) =>
    (
      await shop.server.database.pools.super.query<{ line: string }>(
        `select concat_ws(' ', business_date, opening, purchases, sales, refunds, adjustments, closing) as line
         from inventory.daily_stock where product_id = $1 order by business_date`,
        [productId],
      )
    ).rows.map(({ line }) => line);
  const audit = async (productId: string) =>
    await shop.ask(
      `query ($p: ID, $from: LocalDate!, $to: LocalDate!) {
           stockAudit(from: $from, to: $to, productId: $p, groupBy: PRODUCT_AND_DAY) { businessDate opening closing }
           continuityBreaks(from: $from, to: $to) { opening } }`,
      { p: productId, from: day(-30), to: day(0) },
    );

  it('a month brought in late: each opening is the closing before it, also where days are skipped', async () => {
    const product = await shop.product('HISTORY');
    const first = await receive(product, 30, day(-20), { batchNumber: 'OLD' });
    expect(first.receiveStock).toMatchObject({ businessDate: day(-20) });
    await receive(product, 5, undefined, { batchNumber: 'NEW' });
    const { recordSale } = await shop.ask(SELL, sell(product, 7, day(-12)));
    expect(recordSale).toMatchObject({
      businessDate: day(-12),
      movements: [{ businessDate: day(-12) }],
    });
    const { refundSale } = await shop.ask(REFUND, {
      input: {
        ...{ saleId: recordSale.id, reason: 'torn', businessDate: day(-9) },
        lines: [{ saleLineId: recordSale.lines[0].id, quantity: 2 }],
      },
    });
    expect(refundSale.businessDate).toBe(day(-9));
    await receive(product, 10, day(-15), { batchNumber: 'BETWEEN' });
    expect(await daily(product)).toEqual([
      `${day(-20)} 0 30 0 0 0 30`,
      `${day(-15)} 30 10 0 0 0 40`,
      `${day(-12)} 40 0 -7 0 0 33`,
      `${day(-9)} 33 0 0 2 0 35`,
      `${day(0)} 35 5 0 0 0 40`,
    ]);
    expect((await shop.level(product, shop.adenta))['onHand']).toBe(40);
    const { stockAudit, continuityBreaks } = await audit(product);
    expect(continuityBreaks).toEqual([]);
    expect(stockAudit.at(-1)).toMatchObject({ closing: 40 });
    const { compareStock } = await shop.ask(
      `query ($p: ID) { compareStock(productId: $p) { discrepancies { kind } } }`,
      { p: product },
    );
    expect(compareStock.discrepancies).toEqual([]);
  });

  it('the bin card of a period begins with what was there, whenever its entries were recorded', async () => {
    const product = await shop.product('CARD');
    await receive(product, 8);
    await receive(product, 3, day(-1));
    const { binCard } = await shop.ask(
      `query ($p: ID!, $at: LocalDate) { binCard(productId: $p, to: $at, first: 10) {
         opening closing entries { nodes: edges { node { balance movement { businessDate } } } } } }`,
      { p: product, at: day(-1) },
    );
    expect(binCard).toEqual({
      ...{ opening: 0, closing: 3 },
      entries: { nodes: [{ node: { balance: 3, movement: { businessDate: day(-1) } } }] },
    });
  });

  it('a sale of a past day takes what had not expired then, and nothing that came in later', async () => {
    const product = await shop.product('MILK');
    await receive(product, 4, day(-10), { batchNumber: 'GONE', expiryDate: day(-3) });
    await receive(product, 4, day(-5), { batchNumber: 'GOOD', expiryDate: day(9) });
    const taken = async (quantity: number, businessDate?: string) =>
      (await shop.ask(SELL, sell(product, quantity, businessDate))).recordSale.lines[0].allocations;
    expect(await taken(2, day(-6))).toEqual([{ batch: { batchNumber: 'GONE' }, quantity: 2 }]);
    expect(await taken(1)).toEqual([{ batch: { batchNumber: 'GOOD' }, quantity: 1 }]);
    expect(await taken(2, day(-3))).toEqual([{ batch: { batchNumber: 'GONE' }, quantity: 2 }]);
    expect(await shop.refused(SELL, sell(product, 1, day(-4)))).toMatchObject({
      code: 'BUSINESS_DATE_OUT_OF_ORDER',
      details: { batchNumber: 'GOOD', latest: day(0), line: 1 },
    });
  });

  it('what is reserved today is not sold for yesterday', async () => {
    const product = await shop.product('PROMISED');
    await receive(product, 5, day(-5));
    await shop.ask(`mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }`, {
      input: { productId: product, locationId: shop.adenta, quantity: 4, expiresInSeconds: 600 },
    });
    expect(await shop.refused(SELL, sell(product, 2, day(-1)))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 1 },
    });
    await shop.ask(SELL, sell(product, 1, day(-1)));
  });

  it('what came in later keeps the promises of today, and what has expired since keeps none', async () => {
    const product = await shop.product('KEPT');
    const { receiveStock } = await receive(product, 10, day(-5));
    await receive(product, 10, day(-1));
    const reserve = (quantity: number) =>
      shop.ask(`mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }`, {
        input: { productId: product, locationId: shop.adenta, quantity, expiresInSeconds: 600 },
      });
    await reserve(12);
    expect(await shop.refused(SELL, sell(product, 9, day(-3)))).toMatchObject({
      code: 'BUSINESS_DATE_OUT_OF_ORDER',
    });
    await shop.ask(SELL, sell(product, 5, day(-3))); // of 20, 12 are promised
    await receive(product, 5, day(-5), { expiryDate: day(-2), batchNumber: 'GONE' });
    const named = { ...sell(product, 0).input, businessDate: day(-3) };
    const [batchId] = receiveStock.batches.map(({ id }: { id: string }) => id);
    const lines = (quantity: number) => [{ productId: product, quantity, batchId }];
    expect(
      await shop.refused(SELL, { input: { ...named, lines: lines(4) } }), // 15 are sellable today
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK', details: { requested: 4, available: 3 } });
    await shop.ask(SELL, { input: { ...named, lines: lines(1) } });
    const { recordSale } = await shop.ask(SELL, sell(product, 7, day(-3)));
    expect(recordSale.lines[0].allocations).toEqual([
      { batch: { batchNumber: 'GONE' }, quantity: 5 },
      { batch: { batchNumber: expect.any(String) }, quantity: 2 },
    ]);
    expect(await shop.level(product, shop.adenta)).toMatchObject({
      ...{ onHand: 12, reserved: 12, available: 0 },
    });
    const { unmetReservations } = await shop.ask('{ unmetReservations { nodes { missing } } }');
    expect(unmetReservations.nodes).toEqual([]);
  });

  it('an adjustment is of the day given with it, else of the day on which it is completed', async () => {
    const product = await shop.product('BROKEN');
    const { receiveStock } = await receive(product, 9, day(-6));
    const batchId = receiveStock.batches[0].id;
    const token = await shop.server.api.token(shop.server.shop.tenant, 'manager', 'second');
    const adjust = async (businessDate?: string) => {
      const { requestAdjustment } = await shop.ask(REQUEST, {
        input: {
          ...{ batchId, locationId: shop.adenta, type: 'DAMAGE', quantity: -1 },
          ...{ reason: 'fell', businessDate },
        },
      });
      expect(requestAdjustment.businessDate).toBe(businessDate ?? null);
      await shop.server.api.request(
        'mutation ($id: ID!) { approveAdjustment(id: $id) { id } }',
        { id: requestAdjustment.id },
        { token },
      );
      return (await shop.ask(COMPLETE, { id: requestAdjustment.id })).completeAdjustment;
    };
    expect((await adjust(day(-4))).businessDate).toBe(day(-4));
    expect((await adjust()).businessDate).toBe(day(0));
    expect(await daily(product)).toEqual([
      `${day(-6)} 0 9 0 0 0 9`,
      `${day(-4)} 9 0 0 0 -1 8`,
      `${day(0)} 8 0 0 0 -1 7`,
    ]);
  });

  it('a clerk gives no earlier date, and may give that of today', async () => {
    const product = await shop.product('CLERK');
    await receive(product, 5, day(-5));
    const token = await shop.server.api.token(shop.server.shop.tenant, 'clerk', 'till');
    const attempt = async (businessDate: string) =>
      shop.server.api.request(SELL, sell(product, 1, businessDate), { token });
    const { errors } = await attempt(day(-1));
    expect(errors?.[0]).toMatchObject({
      message: 'Only a manager gives a document an earlier business date',
      extensions: {
        ...{ code: 'FORBIDDEN', rule: 'role_policy' },
        details: { field: 'input.businessDate', needed: 'manager', today: day(0) },
      },
    });
    expect((await attempt(day(0))).errors).toBeUndefined();
  });

  it('the same request gets the same document; with another date it is another request', async () => {
    const product = await shop.product('AGAIN');
    await receive(product, 5, day(-5));
    const key = { idempotencyKey: 'dated' };
    const first = await shop.ask(SELL, sell(product, 1, day(-2), key));
    const again = await shop.ask(SELL, sell(product, 1, day(-2), key));
    expect(again.recordSale.id).toBe(first.recordSale.id);
    expect(await shop.refused(SELL, sell(product, 1, day(-1), key))).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('goods received late came in at the start of their day; the time of the record is true', async () => {
    const product = await shop.product('LATE');
    const { receiveStock } = await receive(product, 5, day(-1));
    const zone = process.env['TEST_TIME_ZONE']!;
    const { rows } = await shop.server.database.pools.super.query<{ start: Date; recent: boolean }>(
      `select $1::date::timestamp at time zone $2 as start,
         (select now() - m.recorded_at < interval '1 minute' from inventory.movements m where m.document_id = $3) as recent`,
      [day(-1), zone, receiveStock.id],
    );
    expect(receiveStock.receivedAt).toBe(rows[0]!.start.toISOString());
    expect(rows[0]!.recent).toBe(true);
  });

  it.each(['2026-02-30', 'yesterday', '10000-01-01'])('refuses %s as a date', async (date) => {
    const product = shop.server.shop.product;
    expect(await shop.refused(SELL, sell(product, 1, date))).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
