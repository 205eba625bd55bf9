import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

const POLICY = `mutation ($input: StockPolicyInput!) { setStockPolicy(input: $input) { available product { sku } } }`;
const SUGGESTIONS = `query ($at: ID) { reorderSuggestions(locationId: $at) {
  product { sku } location { code } supplier { code } everywhere available onOrder minimum maximum sold28 daysInStock28 sold90 daysInStock90
  soldPerDay28 soldPerDay90 soldPerDay daysOfCover suggestedQuantity suggestedUnits unit leadTimeDays unitCost } }`;

describe('what to buy', () => {
  let shop: Operations;
  let supplierId: string;
  let today: string;
  beforeAll(async () => {
    shop = await openOperations();
    today = shop.server.shop.today;
    const supplier = async (code: string, days: number) =>
      (
        await shop.ask(
          'mutation ($code: String!, $days: Int) { createSupplier(code: $code, name: "x", leadTimeDays: $days) { id } }',
          { code, days },
        )
      ).createSupplier.id;
    supplierId = await supplier('CHEAP', 9);
    const other = await supplier('DEAR', 1);
    await shop.product('TEA', { units: [{ code: 'box', factor: 6 }] });
    for (const input of [
      { supplierId, unit: 'box', price: '6.00', minimumQuantity: 2 },
      { supplierId: other, unit: 'unit', price: '1.01' },
    ]) {
      await shop.ask(
        'mutation ($input: SupplierProductInput!) { setSupplierProduct(input: $input) { id } }',
        { input: { productId: 'TEA', ...input } },
      );
    }
  });
  afterAll(() => shop?.close());

  const policy = (input: object) => shop.ask(POLICY, { input });
  const suggestions = async (sku: string, at?: string) =>
    (await shop.ask(SUGGESTIONS, { at })).reorderSuggestions.filter(
      (row: { product: { sku: string } }) => row.product.sku === sku,
    );
  const low = async (locationId?: string) =>
    (
      await shop.ask(
        'query ($at: ID) { lowStock(locationId: $at) { product { sku } location { code } available } }',
        { at: locationId },
      )
    ).lowStock.map((row: any) => `${row.product.sku} ${row.location.code} ${row.available}`); // eslint-disable-line @typescript-eslint/no-explicit-any -- as the query says
  const receive = (
    sku: string,
    quantity: number,
    businessDate?: string,
    locationId = 'WAREHOUSE',
  ) =>
    shop.ask('mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }', {
      input: { locationId, businessDate, lines: [{ productId: sku, quantity }] },
    });
  const sell = (sku: string, quantity: number, businessDate?: string) =>
    shop.ask(
      'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id lines { id } } }',
      {
        input: { locationId: 'WAREHOUSE', businessDate, lines: [{ productId: sku, quantity }] },
      },
    );

  it('is what is below the minimum with what is on order, in whole units up to the maximum', async () => {
    await policy({ productId: 'TEA', locationId: 'WAREHOUSE', minimum: 10, maximum: 50 });
    await receive('TEA', 10);
    expect(await suggestions('TEA')).toEqual([]); // at the minimum
    await sell('TEA', 1);
    const [first] = await suggestions('TEA');
    expect(first).toMatchObject({
      ...{ location: { code: 'WAREHOUSE' }, supplier: { code: 'CHEAP' }, everywhere: false },
      ...{ available: 9, onOrder: 0, minimum: 10, maximum: 50, leadTimeDays: 9 },
      // 41 fit: 6 boxes.
      ...{ suggestedUnits: 6, suggestedQuantity: 36, unit: 'box', unitCost: '1.000000' },
    });
    // What it says is what an order takes.
    const { createPurchaseOrder: order } = await shop.ask(
      'mutation ($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) { id lines { quantity unitCost } } }',
      {
        input: {
          ...{ supplierId, locationId: 'WAREHOUSE' },
          lines: [{ productId: 'TEA', quantity: first.suggestedUnits, unit: first.unit }],
        },
      },
    );
    expect(order.lines).toEqual([{ quantity: 36, unitCost: '1.000000' }]);
    expect(await suggestions('TEA')).toEqual([]); // it is on order
    expect(await low()).toContain('TEA WAREHOUSE 9'); // and low all the same
    await shop.ask('mutation ($id: ID!) { cancelPurchaseOrder(id: $id, reason: "x") { id } }', {
      id: order.id,
    });
    expect(await suggestions('TEA')).toHaveLength(1);
  });

  it('is never less than reaches the minimum, or than the supplier sells', async () => {
    // 9 are there.
    await policy({ productId: 'TEA', locationId: 'WAREHOUSE', minimum: 10, maximum: 10 });
    expect((await suggestions('TEA'))[0]).toMatchObject({
      suggestedUnits: 2,
      suggestedQuantity: 12,
    });
    await policy({ productId: 'TEA', locationId: 'WAREHOUSE', minimum: 30 });
    expect((await suggestions('TEA'))[0]).toMatchObject({ maximum: null, suggestedUnits: 4 });
  });

  it('counts by policies where there is one, and else by the reorder point over all locations', async () => {
    await shop.product('SUGAR', { reorderPoint: 20 });
    await receive('SUGAR', 12, undefined, 'WAREHOUSE');
    await receive('SUGAR', 7, undefined, 'ADENTA');
    expect(await suggestions('SUGAR')).toMatchObject([
      // It came to Adenta last.
      ...[{ everywhere: true, location: { code: 'ADENTA' }, available: 19, minimum: 20 }],
    ]);
    expect((await low()).filter((row: string) => row.startsWith('SUGAR'))).toEqual([
      ...['SUGAR ADENTA 7', 'SUGAR WAREHOUSE 12'],
    ]);
    await policy({ productId: 'SUGAR', locationId: 'ADENTA', minimum: 7 });
    expect(await suggestions('SUGAR')).toEqual([]);
    expect((await low()).filter((row: string) => row.startsWith('SUGAR'))).toEqual([]);
    await policy({ productId: 'SUGAR', locationId: 'COW-LANE', minimum: 1, maximum: 5 });
    expect(await suggestions('SUGAR')).toMatchObject([
      {
        location: { code: 'COW-LANE' },
        available: 0,
        suggestedUnits: 5,
        unit: 'unit',
        supplier: null,
      },
    ]);
    expect(await suggestions('SUGAR', 'ADENTA')).toEqual([]);
    expect((await low('COW-LANE')).filter((row: string) => row.startsWith('SUGAR'))).toEqual([
      ...['SUGAR COW-LANE 0'],
    ]);
    const { product } = await shop.ask(
      '{ product(sku: "SUGAR") { stockPolicies { location { code } minimum maximum } } }',
    );
    expect(product.stockPolicies).toHaveLength(2);
    // Taken back, the reorder point counts again.
    await policy({ productId: 'SUGAR', locationId: 'ADENTA', minimum: null });
    await policy({ productId: 'SUGAR', locationId: 'COW-LANE' });
    expect(await suggestions('SUGAR')).toMatchObject([{ everywhere: true, available: 19 }]);
  });

  it('has the numbers of 28 and 90 days, without the days on which nothing was there', async () => {
    await shop.product('SALT');
    await policy({ productId: 'SALT', locationId: 'WAREHOUSE', minimum: 100 });
    const day = (days: number) => addDays(today, -days);
    await receive('SALT', 30, day(60));
    await sell('SALT', 20, day(58));
    await sell('SALT', 10, day(51)); // out of stock from day 50 to day 11
    await receive('SALT', 40, day(10));
    await sell('SALT', 12, day(4));
    const { recordSale } = await sell('SALT', 9, day(2));
    await shop.ask(
      'mutation ($id: ID!, $line: ID!, $day: LocalDate) { refundSale(input: { saleId: $id, reason: "x", businessDate: $day, lines: { saleLineId: $line, quantity: 1 } }) { id } }',
      { id: recordSale.id, line: recordSale.lines[0].id, day: day(2) },
    );
    await sell('SALT', 3); // today does not count yet
    const [row] = await suggestions('SALT');
    expect(row).toMatchObject({
      ...{ sold28: 20, daysInStock28: 10, soldPerDay28: 2 },
      ...{ sold90: 50, daysInStock90: 20, soldPerDay90: 2.5 },
      ...{ soldPerDay: 2, available: 17, daysOfCover: 8.5 },
    });
  });

  it('does not count the days on which all that was there had expired', async () => {
    const honey = await shop.product('HONEY');
    await policy({ productId: 'HONEY', locationId: 'WAREHOUSE', minimum: 100 });
    const day = (days: number) => addDays(today, -days);
    const batch = (quantity: number, from: number, expires?: number) =>
      shop.ask('mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }', {
        input: {
          ...{ locationId: 'WAREHOUSE', businessDate: day(from) },
          lines: [
            {
              ...{ productId: honey, quantity },
              ...(expires !== undefined && { expiryDate: day(expires) }),
            },
          ],
        },
      });
    const days = async () => {
      const [row] = await suggestions('HONEY');
      return [row.daysInStock28, row.daysInStock90];
    };
    await batch(30, 60, 40);
    await sell('HONEY', 10, day(58));
    // From day 60 to day 40, on which it could still be sold.
    expect(await days()).toEqual([0, 21]);
    await batch(5, 20, 11); // to day 11
    expect(await days()).toEqual([10, 31]);
    await batch(7, 15);
    await sell('HONEY', 12, day(12)); // 5 of the second and 7 of the third: on day 12 all was sold that could be
    expect(await days()).toEqual([9, 30]);
    // What is written off today was there on the days before.
    await shop.ask('mutation { writeOffExpired(dryRun: false) { lines { quantity } } }');
    expect(await days()).toEqual([9, 30]);
    await batch(3, 0);
    expect(await days()).toEqual([9, 30]);
  });

  it('leaves out what is switched off, and is changed by managers only', async () => {
    await shop.product('PEPPER');
    await policy({ productId: 'PEPPER', locationId: 'COW-LANE', minimum: 3 });
    expect(await suggestions('PEPPER')).toHaveLength(1);
    const change =
      'mutation ($status: ProductStatus) { updateProduct(input: { id: "PEPPER", status: $status }) { id } }';
    await shop.ask(change, { status: 'INACTIVE' });
    expect(await suggestions('PEPPER')).toEqual([]);
    const { server } = shop;
    const token = await server.api.token(server.shop.tenant, 'clerk', 'a clerk');
    const input = { productId: 'PEPPER', locationId: 'COW-LANE', minimum: 1 };
    const { errors } = await server.api.request(POLICY, { input }, { token });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(await shop.brokenRules()).toEqual([]);
  });
});
