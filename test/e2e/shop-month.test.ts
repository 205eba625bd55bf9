import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

// A month of a warehouse and two shops, as shops really handle stock: lots that come twice, codes that look alike, packs
// and parts of a kilogram, goods that come back broken or elsewhere, transfers that arrive in part, dates of last week.
// Every figure was computed by hand; the comments say how.

describe('a month at a warehouse and two shops', () => {
  let shop: Operations;
  let today: string;
  let milk: string;
  let flour: string;
  let lamp: string;
  const ids: Record<string, string> = {};
  const day = (before: number) => addDays(today, -before);

  const receive = async (input: object) =>
    (
      await shop.ask(
        `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) {
           id businessDate batches { id batchNumber status intakeQuantity lot { id lotNumber expiryDate } } } }`,
        { input },
      )
    ).receiveStock;
  const RECEIVE = 'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }';
  const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
    id lines { id quantity allocations { batch { id } quantity } } } }`;
  const sell = async (input: object) => (await shop.ask(SELL, { input })).recordSale;
  const REFUND = `mutation ($input: RefundSaleInput!) { refundSale(input: $input) {
    lines { quantity disposition location { code } } } }`;
  const refund = async (input: object) => (await shop.ask(REFUND, { input })).refundSale;
  const as = (role: 'manager' | 'clerk', actor: string) =>
    shop.server.api.token(shop.server.shop.tenant, role, actor);
  const step = async (mutation: string, id: string, more: object = {}, actor = 'second') => {
    const token = await as('manager', actor);
    const args = Object.entries(more).map(([name, value]) => `, ${name}: ${JSON.stringify(value)}`);
    const { data, errors } = await shop.server.api.request(
      `mutation ($id: ID!) { ${mutation}(id: $id${args.join('')}) { id status } }`,
      { id },
      { token },
    );
    expect(errors).toBeUndefined();
    return data[mutation];
  };
  /** On hand, reserved, set apart or held, expired, available. */
  const level = async (productId: string, at: string) => {
    const found = await shop.level(productId, at);
    return [
      found['onHand'],
      found['reserved'],
      found['quarantined'],
      found['expired'],
      found['available'],
    ];
  };

  beforeAll(async () => {
    shop = await openOperations();
    today = shop.server.shop.today;
    milk = await shop.product('MILK', {
      baseUnit: 'bottle',
      units: [{ code: 'crate', factor: 12 }],
    });
    flour = await shop.product('FLOUR', { baseUnit: 'g', units: [{ code: 'kg', factor: 1000 }] });
    lamp = await shop.product('0017');
  });
  afterAll(() => shop?.close());

  it('begins with deliveries of four weeks ago, entered today', async () => {
    const { warehouse, adenta, cowLane } = shop;
    const first = await receive({
      ...{ locationId: warehouse, businessDate: day(28), reference: 'DN-1' },
      lines: [
        {
          productId: milk,
          batchNumber: 'L100',
          expiryDate: addDays(today, 60),
          quantity: 10,
          unit: 'crate',
          unitCost: '0.80',
        },
        { productId: milk, batchNumber: ' l100 ', quantity: 12, unitCost: '0' }, // free of charge, of the same lot
        {
          productId: flour,
          batchNumber: 'F1',
          expiryDate: addDays(today, 200),
          amount: '25.5',
          unit: 'kg',
        },
        { productId: lamp, quantity: 40 },
      ],
    });
    expect(first.businessDate).toBe(day(28));
    expect(
      first.batches
        .map((batch: { intakeQuantity: number }) => batch.intakeQuantity)
        .sort((a: number, b: number) => a - b),
    ).toEqual([12, 40, 120, 25_500]);
    const lots = new Set(
      first.batches
        .filter((batch: { batchNumber: string }) => batch.batchNumber === 'L100')
        .map((batch: { lot: { id: string } }) => batch.lot.id),
    );
    expect(lots.size).toBe(1);
    ids['L100'] = [...lots][0] as string;

    const atAdenta = await receive({
      ...{ locationId: adenta, businessDate: day(27) },
      lines: [
        { productId: milk, batchNumber: 'L100', quantity: 2, unit: 'crate' },
        { productId: flour, batchNumber: 'F1', quantity: 3, unit: 'kg' },
        { productId: lamp, quantity: 10 },
      ],
    });
    expect(atAdenta.batches[0].lot).toMatchObject({
      lotNumber: 'L100',
      expiryDate: addDays(today, 60),
    });
    const atCowLane = await receive({
      ...{ locationId: cowLane, businessDate: day(27) },
      lines: [
        { productId: milk, batchNumber: 'L200', expiryDate: addDays(today, 90), quantity: 30 },
        { productId: lamp, quantity: 5 },
      ],
    });
    const l200 = atCowLane.batches.find(
      (batch: { batchNumber: string }) => batch.batchNumber === 'L200',
    );
    ids['L200'] = l200.lot.id;
    ids['batch L200'] = l200.id;

    // Milk: 132 + 24 + 30 = 186; flour: 25,500 + 3,000; lamps: 40 + 10 + 5.
    const { products } = await shop.ask(
      '{ products(filter: { skus: ["milk", "FLOUR ", "0017"] }) { nodes { sku onHand available } } }',
    );
    expect(products.nodes).toEqual([
      { sku: '0017', onHand: 55, available: 55 },
      { sku: 'FLOUR', onHand: 28_500, available: 28_500 },
      { sku: 'MILK', onHand: 186, available: 186 },
    ]);
  });

  it('refuses another expiry for a lot that is known, and a twin of a code', async () => {
    const line = {
      productId: milk,
      batchNumber: 'L100',
      expiryDate: addDays(today, 61),
      quantity: 1,
    };
    expect(
      await shop.refused(RECEIVE, { input: { locationId: shop.adenta, lines: [line] } }),
    ).toMatchObject({
      code: 'LOT_EXPIRY_DIFFERS',
    });
    const CREATE = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }';
    for (const sku of ['milk', 'MILK ', '\u00a0MILK', 'MI\u200bLK']) {
      expect(await shop.refused(CREATE, { input: { sku, name: 'twin' } })).toMatchObject({
        code: 'SKU_TAKEN',
      });
    }
    await shop.product('17'); // not 0017
  });

  it('sells through the weeks, by their own dates and in their order', async () => {
    const sold = await sell({
      ...{ locationId: shop.adenta, receiptNumber: 'A-1', businessDate: day(20) },
      lines: [
        { productId: milk, quantity: 10 },
        { productId: lamp, quantity: 2 },
      ],
    });
    [ids['milk line'], ids['lamp line']] = sold.lines.map((line: { id: string }) => line.id);
    ids['A-1'] = sold.id;
    await sell({
      ...{ locationId: shop.adenta, businessDate: day(19) },
      lines: [{ productId: flour, amount: '0.333', unit: 'kg' }],
    });
    expect(
      await shop.refused(SELL, {
        input: {
          locationId: shop.adenta,
          lines: [{ productId: flour, amount: '0.3335', unit: 'kg' }],
        },
      }),
    ).toMatchObject({ details: { field: 'input.lines[0].amount' } });
    expect(
      await shop.refused(SELL, {
        input: {
          locationId: shop.adenta,
          businessDate: day(20),
          lines: [{ productId: flour, quantity: 1 }],
        },
      }),
    ).toMatchObject({ code: 'BUSINESS_DATE_OUT_OF_ORDER' });
    await sell({
      ...{ locationId: shop.cowLane, businessDate: day(15) },
      lines: [{ productId: milk, quantity: 6, lotId: ids['L200'] }],
    });
    expect(
      await shop.refused(SELL, {
        input: {
          locationId: shop.cowLane,
          lines: [{ productId: milk, quantity: 25, batchId: ids['batch L200'] }],
        },
      }),
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK' });

    // Milk at Adenta 24 - 10, at Cow Lane 30 - 6; flour 3,000 - 333; lamps at Adenta 10 - 2.
    expect(await level(milk, shop.adenta)).toEqual([14, 0, 0, 0, 14]);
    expect(await level(milk, shop.cowLane)).toEqual([24, 0, 0, 0, 24]);
    expect(await level(flour, shop.adenta)).toEqual([2667, 0, 0, 0, 2667]);
    expect(await level(lamp, shop.adenta)).toEqual([8, 0, 0, 0, 8]);
  });

  it('takes back to another shop, sets broken goods apart and scraps them', async () => {
    const saleId = ids['A-1'];
    const reason = 'brought back';
    expect(
      await refund({
        saleId,
        reason,
        locationId: shop.cowLane,
        lines: [{ saleLineId: ids['lamp line'], quantity: 1 }],
      }),
    ).toEqual({ lines: [{ quantity: 1, disposition: 'RESTOCK', location: { code: 'COW-LANE' } }] });
    const apart = await refund({
      ...{ saleId, reason },
      lines: [
        { saleLineId: ids['milk line'], quantity: 2, disposition: 'QUARANTINE' },
        { saleLineId: ids['lamp line'], quantity: 1, disposition: 'SCRAP' },
      ],
    });
    expect(apart.lines.map((line: { disposition: string }) => line.disposition)).toEqual([
      'QUARANTINE',
      'SCRAP',
    ]);
    expect(
      await shop.refused(REFUND, {
        input: { saleId, reason, lines: [{ saleLineId: ids['lamp line'], quantity: 1 }] },
      }),
    ).toMatchObject({
      code: 'REFUND_EXCEEDS_SALE',
    });
    // Cow Lane has 5 + 1 lamps. At Adenta the scrapped lamp came back and went out: 8. Two bottles stand in quarantine.
    expect(await level(lamp, shop.cowLane)).toEqual([6, 0, 0, 0, 6]);
    expect(await level(lamp, shop.adenta)).toEqual([8, 0, 0, 0, 8]);
    expect(await level(milk, shop.adenta)).toEqual([14, 0, 0, 0, 14]);
    const { product } = await shop.ask(
      'query ($id: ID!) { product(id: $id) { onHand available } }',
      { id: milk },
    );
    expect(product).toEqual({ onHand: 172, available: 170 }); // 186 - 10 - 6 + 2, of which 2 are set apart
  });

  it('sends 10 lamps of which 7 arrive, and writes the rest off with a second person', async () => {
    const transfer = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: lamp, quantity: 10 },
    ]);
    await shop.ask('mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }', { id: transfer });
    const { transfer: sent } = await shop.ask(
      'query ($id: ID!) { transfer(id: $id) { lines { id } } }',
      { id: transfer },
    );
    const RECEIVE_PART = `mutation ($id: ID!, $lines: [ReceiveTransferLineInput!]!) { receiveTransfer(id: $id, lines: $lines) {
      status lines { quantity receivedQuantity lostQuantity returnedQuantity } } }`;
    const part = (quantity: number) => ({
      id: transfer,
      lines: [{ transferLineId: sent.lines[0].id, quantity }],
    });
    await shop.ask(RECEIVE_PART, part(5));
    const { receiveTransfer } = await shop.ask(RECEIVE_PART, part(2));
    expect(receiveTransfer).toEqual({
      status: 'PARTIALLY_RECEIVED',
      lines: [{ quantity: 10, receivedQuantity: 7, lostQuantity: 0, returnedQuantity: 0 }],
    });
    await shop.refused(RECEIVE_PART, part(4)); // 3 are on their way
    await shop.ask(
      'mutation ($id: ID!) { closeTransferShort(id: $id, reason: "box open") { id } }',
      { id: transfer },
    );
    await step('approveTransferShort', transfer);
    const { transfer: closed } = await shop.ask(
      'query ($id: ID!) { transfer(id: $id) { lines { receivedQuantity lostQuantity returnedQuantity } } }',
      { id: transfer },
    );
    expect(closed.lines).toEqual([{ receivedQuantity: 7, lostQuantity: 3, returnedQuantity: 0 }]);
    expect(await level(lamp, shop.warehouse)).toEqual([30, 0, 0, 0, 30]); // 40 - 10; the 3 came back on paper and went
    expect(await level(lamp, shop.adenta)).toEqual([15, 0, 0, 0, 15]); // 8 + 7
  });

  it('keeps what is left of a promise', async () => {
    const RESERVATION = 'id status quantity committedQuantity remainingQuantity reference';
    const { reserveStock } = await shop.ask(
      `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { ${RESERVATION} } }`,
      {
        input: {
          ...{ productId: milk, locationId: shop.adenta, quantity: 6 },
          ...{ expiresInSeconds: 3600, reference: 'web-1' },
        },
      },
    );
    await sell({
      ...{ locationId: shop.adenta, reservationIds: [reserveStock.id] },
      lines: [{ productId: milk, quantity: 2 }],
    });
    const { extendReservation } = await shop.ask(
      `mutation ($id: ID!) { extendReservation(id: $id, expiresInSeconds: 7200) { ${RESERVATION} } }`,
      { id: reserveStock.id },
    );
    expect(extendReservation).toEqual({
      ...{ id: reserveStock.id, status: 'ACTIVE', reference: 'web-1' },
      ...{ quantity: 6, committedQuantity: 2, remainingQuantity: 4 },
    });
    expect(await level(milk, shop.adenta)).toEqual([12, 4, 0, 0, 8]); // 14 - 2
  });

  it('counts twice, together and offline, and corrects a gap once', async () => {
    const start = async () =>
      (
        await shop.ask(
          'mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id } }',
          { at: shop.cowLane, of: [milk] },
        )
      ).startStockCount.id;
    const record = async (id: string, line: object) =>
      (
        await shop.ask(
          `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) {
             lines { expectedQuantity countedQuantity variance entries { mode quantity } } } }`,
          { id, lines: [{ batchId: ids['batch L200'], ...line }] },
        )
      ).recordCount.lines[0];
    const post = (id: string) =>
      shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "gap") { id } }', { id });
    const [one, two] = [await start(), await start()];
    // Two people add up what they find on two shelves: 12 + 10 of 24.
    await record(one, { countedQuantity: 12, mode: 'ADD' });
    expect(await record(one, { countedQuantity: 10, mode: 'ADD' })).toMatchObject({
      ...{ countedQuantity: 22, variance: -2 },
      entries: [
        { mode: 'ADD', quantity: 12 },
        { mode: 'ADD', quantity: 10 },
      ],
    });
    await record(two, { countedQuantity: 22 });
    await post(one);
    await shop.ask('mutation ($id: ID!) { rebaseStockCount(id: $id) { id } }', { id: two });
    await post(two);
    expect(await level(milk, shop.cowLane)).toEqual([22, 0, 0, 0, 22]);

    // Counted 22 offline after the receipt, the sale and the count; 2 were sold before it arrived.
    await sell({ locationId: shop.cowLane, lines: [{ productId: milk, quantity: 2 }] });
    const offline = await start();
    expect(await record(offline, { countedQuantity: 22, expectedSequence: 3 })).toMatchObject({
      ...{ expectedQuantity: 20, countedQuantity: 20, variance: 0 },
    });
    await post(offline);
    expect(await level(milk, shop.cowLane)).toEqual([20, 0, 0, 0, 20]);
  });

  it('recalls a lot everywhere, and corrects its expiry', async () => {
    await shop.ask('mutation ($id: ID!) { recallLot(id: $id, reason: "glass") { status } }', {
      id: ids['L200'],
    });
    expect(await level(milk, shop.cowLane)).toEqual([20, 0, 20, 0, 0]);
    const late = await receive({
      locationId: shop.adenta,
      lines: [{ productId: milk, batchNumber: 'L200', quantity: 5 }],
    });
    expect(late.batches[0].status).toBe('RECALLED');
    expect(await level(milk, shop.adenta)).toEqual([17, 4, 5, 0, 8]);
    await shop.ask('mutation ($id: ID!) { releaseLot(id: $id, reason: "harmless") { status } }', {
      id: ids['L200'],
    });
    expect(await level(milk, shop.adenta)).toEqual([17, 4, 0, 0, 13]);
    const { correctLotExpiry } = await shop.ask(
      `mutation ($id: ID!, $on: LocalDate) { correctLotExpiry(lotId: $id, expiryDate: $on, reason: "misread") {
         status expiryDate onHand available } }`,
      { id: ids['L200'], on: day(1) },
    );
    expect(correctLotExpiry).toEqual({
      ...{ status: 'EXPIRED', expiryDate: day(1), onHand: 25, available: 0 },
    });
    expect(await level(milk, shop.adenta)).toEqual([17, 4, 0, 5, 8]);
  });

  it('books expired goods in, and writes them off as the dry run said', async () => {
    const line = { productId: milk, batchNumber: 'L050', expiryDate: day(1), quantity: 4 };
    expect(
      await shop.refused(RECEIVE, { input: { locationId: shop.warehouse, lines: [line] } }),
    ).toMatchObject({ details: { field: 'input.lines[0].expiryDate' } });
    const booked = await receive({
      locationId: shop.warehouse,
      lines: [{ ...line, acceptExpired: true }],
    });
    expect(booked.batches[0].status).toBe('EXPIRED');
    expect(await level(milk, shop.warehouse)).toEqual([136, 0, 0, 4, 132]);

    const writeOff = async (dryRun: boolean) =>
      (
        await shop.ask(
          `mutation ($dryRun: Boolean) { writeOffExpired(dryRun: $dryRun) {
             lines { batch { batchNumber product { sku } } location { code } quantity } } }`,
          { dryRun },
        )
      ).writeOffExpired.lines.filter(
        (found: { batch: { product: { sku: string } } }) => found.batch.product.sku === 'MILK',
      );
    const planned = await writeOff(true);
    expect(planned.map((found: { quantity: number }) => found.quantity).sort()).toEqual([20, 4, 5]);
    expect(await writeOff(false)).toEqual(planned);
    expect(await level(milk, shop.warehouse)).toEqual([132, 0, 0, 0, 132]);
    expect(await level(milk, shop.adenta)).toEqual([12, 4, 0, 0, 8]);
    expect(await level(milk, shop.cowLane)).toEqual([0, 0, 0, 0, 0]);
  });

  it('switches a shop off, which only gives away what it has', async () => {
    const UPDATE =
      'mutation ($input: UpdateLocationInput!) { updateLocation(input: $input) { active } }';
    await shop.ask(UPDATE, { input: { id: shop.cowLane, active: false } });
    const lines = [{ productId: lamp, quantity: 1 }];
    expect(await shop.refused(SELL, { input: { locationId: shop.cowLane, lines } })).toMatchObject({
      code: 'LOCATION_NOT_ACTIVE',
    });
    const all = [{ productId: lamp, quantity: 6 }];
    const transfer = await shop.approvedTransfer(shop.cowLane, shop.adenta, all);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', { id: transfer });
    expect(await level(lamp, shop.adenta)).toEqual([21, 0, 0, 0, 21]);
    await shop.ask(UPDATE, { input: { id: shop.cowLane, active: true } });
  });

  it('leaves an archived product off sale', async () => {
    await shop.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      {
        input: { id: lamp, status: 'ARCHIVED' },
      },
    );
    await shop.ask(
      `mutation { reportChannelStock(channel: "web", stock: [{ sku: "0017", quantity: 0, visible: false }]) }`,
    );
    const { reconcile } = await shop.ask(
      `mutation ($id: ID) { reconcile(input: { dryRun: false, productId: $id }) { discrepancies { kind } } }`,
      { id: lamp },
    );
    expect(reconcile.discrepancies).toEqual([]);
    const { product } = await shop.ask('{ product(sku: "0017") { status onHand } }');
    expect(product).toEqual({ status: 'ARCHIVED', onHand: 51 }); // 55 - 2 sold + 1 back - 3 lost
  });

  it('adds up day by day', async () => {
    const { stockAudit } = await shop.ask(
      `query ($of: ID, $from: LocalDate!, $to: LocalDate!) {
         stockAudit(productId: $of, from: $from, to: $to, groupBy: PRODUCT_AND_DAY) {
           businessDate opening purchases sales refunds adjustments expired closing } }`,
      { of: milk, from: day(28), to: today },
    );
    const line = (before: number, opening: number, closing: number, moved: object) => ({
      ...{ businessDate: day(before), opening, closing, purchases: 0, sales: 0, refunds: 0 },
      ...{ adjustments: 0, expired: 0, ...moved },
    });
    expect(stockAudit).toEqual([
      line(28, 0, 132, { purchases: 132 }),
      line(27, 132, 186, { purchases: 54 }),
      line(20, 186, 176, { sales: -10 }),
      line(15, 176, 170, { sales: -6 }),
      // Today 2 came back into quarantine, 2 + 2 were sold, a count found 2 missing, 5 + 4 came in, 20 + 5 + 4 expired.
      line(0, 170, 146, { purchases: 9, sales: -4, refunds: 2, adjustments: -2, expired: -29 }),
    ]);
    const { continuityBreaks, integrityRules } = await shop.ask(
      `query ($from: LocalDate!, $to: LocalDate!) {
         continuityBreaks(from: $from, to: $to) { businessDate } integrityRules { name violations } }`,
      { from: day(28), to: today },
    );
    expect(continuityBreaks).toEqual([]);
    expect(integrityRules.filter((rule: { violations: number }) => rule.violations > 0)).toEqual(
      [],
    );
  });
});
