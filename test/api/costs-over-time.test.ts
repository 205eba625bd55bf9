import { asTenant, moveTenant } from '../support/database';
import { earliestZone, latestZone } from '../support/days';
import { COST, openWorth, SPREAD, type Worth } from '../support/worth';

describe('costs that come in another order, or are changed later', () => {
  let shop: Worth;
  beforeAll(async () => {
    shop = await openWorth();
  });
  afterEach(async () => {
    expect(await shop.brokenRules()).toEqual([]);
    expect((await shop.ask('{ compareStock { discrepancies { subject } } }')).compareStock).toEqual(
      { discrepancies: [] },
    );
  });
  afterAll(() => shop?.close());

  const without = async (product: string, days: number) =>
    (await shop.value(product, days)).quantityWithoutCost;

  it('goods have a cost from their earliest invoice on, also where that is entered last', async () => {
    const nut = await shop.product('NUT');
    const { batches } = await shop.receiveOn(nut, -9, 'N1', 10);
    await shop.sellOn(nut, -8, 4, '3.00');
    await shop.addCost(batches[0]!.id, -4, '5.00');
    expect(await without(nut, -5)).toBe(6);
    await shop.addCost(batches[0]!.id, -6, '20.00');
    expect(await without(nut, -7)).toBe(6);
    for (const days of [-6, -5, -4, 0]) expect(await without(nut, days)).toBe(0);
    expect(await shop.margin(nut, -8, -5)).toEqual([4, '8.00', '12.00', '4.00', 0, 0]);
    expect(await shop.margin(nut, -8, -7)).toEqual([4, '0.00', '12.00', null, 4, 0]);
  });

  it('no day has a cost below nothing: a later cost does not make up for a credit', async () => {
    const fig = await shop.product('FIG');
    const { batches } = await shop.receiveOn(fig, -9, 'F1', 10, '1.00');
    await shop.addCost(batches[0]!.id, -3, '50.00');
    const credit = { batchId: batches[0]!.id, amount: '-10.01', date: shop.day(-5) };
    expect(await shop.refused(COST, credit)).toMatchObject({
      code: 'COST_NEGATIVE',
      details: { field: 'amount', cost: '10', amount: '-10.01' },
    });
    await shop.ask(COST, { ...credit, amount: '-10.00' });
    expect((await shop.value(fig, -4)).value).toBe('0.00');
    expect((await shop.value(fig, -3)).value).toBe('50.00');
  });

  it('all of a cost can be taken off, whatever its units were rounded to', async () => {
    const bean = await shop.product('BEAN');
    const { batches } = await shop.receiveOn(bean, -9, 'B1', 12, '0.833333'); // 9.999996
    const [{ id }] = batches as [{ id: string }];
    await shop.addCost(id, -8, '-10.00');
    expect((await shop.value(bean, -8)).value).toBe('0.00');
    const rice = await shop.product('RICE');
    const second = (await shop.receiveOn(rice, -9, 'R1', 3)).batches[0]!.id;
    for (const amount of ['2.00', '2.00', '-4.00']) await shop.addCost(second, -8, amount);
    expect((await shop.value(rice, -8)).value).toBe('0.00');
    expect(await shop.refused(COST, { batchId: second, amount: '-0.01' })).toMatchObject({
      code: 'COST_NEGATIVE',
    });
  });

  it('a part of the price of a pack keeps its cents', async () => {
    const egg = await shop.product('EGG', { units: [{ code: 'dozen', factor: 12 }] });
    const { createSupplier } = await shop.ask(
      'mutation { createSupplier(code: "FARM", name: "The farm") { id } }',
    );
    const supplierId = createSupplier.id;
    const sold = { supplierId, productId: egg, unit: 'dozen', price: '10.00' };
    await shop.ask(
      'mutation ($input: SupplierProductInput!) { setSupplierProduct(input: $input) { id } }',
      { input: sold },
    );
    const { createPurchaseOrder } = await shop.ask(
      `mutation ($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) { id lines { unitCost } } }`,
      {
        input: {
          ...{ supplierId, locationId: shop.adenta },
          lines: [{ productId: egg, quantity: 2000, unit: 'dozen' }],
        },
      },
    );
    expect(createPurchaseOrder.lines).toEqual([{ unitCost: '0.833333' }]);
    const { receiveStock } = await shop.ask(
      'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { unitCost } } }',
      {
        input: {
          ...{ locationId: shop.adenta, purchaseOrderId: createPurchaseOrder.id },
          lines: [{ productId: egg, quantity: 2000, unit: 'dozen' }],
        },
      },
    );
    expect(receiveStock.batches).toEqual([{ unitCost: '0.833333' }]);
    expect((await shop.value(egg)).value).toBe('20000.00'); // 24,000 at 0.833333 are 19999.99
    await shop.sellOn(egg, 0, 18_000, '1.00');
    expect(await shop.margin(egg, 0, 0)).toEqual([18_000, '15000.00', '18000.00', '3000.00', 0, 0]);
  });

  it('the average of a past day stays, whatever is corrected or voided afterwards', async () => {
    const pea = await shop.product('PEA');
    await shop.receiveOn(pea, -9, 'P1', 10, '1.00');
    const corrected = (await shop.receiveOn(pea, -8, 'P2', 10, '2.00')).batches[0]!.id;
    const voided = (await shop.receiveOn(pea, -7, 'P3', 10, '6.00')).id;
    const average = async (days: number) =>
      (
        await shop.ask(
          `query ($id: ID, $at: LocalDate) { averageCosts(productId: $id, at: $at) {
             quantity purchasedQuantity averageCost valueAtAverage value } }`,
          { id: pea, at: shop.day(days) },
        )
      ).averageCosts[0];
    const before = {
      ...{ quantity: 30, purchasedQuantity: 30, averageCost: '3', valueAtAverage: '90.00' },
      value: '90.00',
    };
    expect(await average(-1)).toEqual(before);
    await shop.ask(
      'mutation ($id: ID!) { correctIntake(batchId: $id, quantity: 5, reason: "x") { id } }',
      {
        id: corrected,
      },
    );
    await shop.ask('mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }', {
      id: voided,
    });
    expect(await average(-1)).toEqual(before);
    expect(await average(0)).toEqual({
      ...{ quantity: 15, purchasedQuantity: 15, averageCost: '1.333333', valueAtAverage: '20.00' },
      value: '20.00',
    });
  });

  it('a cost of nothing is refused but of the goods, and a batch has one weight', async () => {
    const oat = await shop.product('OAT');
    const free = (await shop.receiveOn(oat, -3, 'O1', 10)).batches[0]!.id;
    const receipt = await shop.receiveOn(oat, -3, 'O2', 10, '1.00');
    expect(await shop.refused(COST, { batchId: free, amount: '0.00' })).toMatchObject({
      code: 'QUANTITY_ZERO',
      details: { field: 'amount' },
    });
    const input = { receiptId: receipt.id, reason: 'freight', spreadBy: 'WEIGHT' };
    const batchId = receipt.batches[0]!.id;
    const weights = [
      { batchId, weight: '1' },
      { batchId: batchId.toUpperCase(), weight: '2' },
    ];
    expect(await shop.refused(SPREAD, { input: { ...input, amount: '0', weights } })).toMatchObject(
      { code: 'COST_BASIS_MISSING', details: { field: 'input.weights[1].batchId', batchId } },
    );
    const [one] = weights;
    const nothing = { input: { ...input, amount: '0', weights: [one] } };
    expect(await shop.refused(SPREAD, nothing)).toMatchObject({
      code: 'QUANTITY_ZERO',
      details: { field: 'input.amount' },
    });
    expect(
      await shop.refused(SPREAD, {
        input: { ...input, spreadBy: 'QUANTITY', amount: '2', weights: [one] },
      }),
    ).toMatchObject({
      code: 'COST_BASIS_MISSING', // not ignored
      details: { field: 'input.weights', spreadBy: 'QUANTITY' },
    });
    await shop.ask(SPREAD, { input: { ...input, amount: '2', weights: [one] } });
    await shop.addCost(free, 0, '0', 'GOODS'); // a gift
    expect(await shop.value(oat)).toMatchObject({ value: '12.00', quantityWithoutCost: 0 });
  });

  it('a value of an earlier day that was changed is found by comparing its product', async () => {
    const { database, shop: tenant } = shop.server;
    const soy = await shop.product('SOY');
    await shop.receiveOn(soy, -3, 'S1', 10, '1.00');
    await shop.sellOn(soy, -2, 1, '2.00');
    await asTenant(database.pools.super, tenant.tenant, async (client) => {
      await client.query('set local session_replication_role = replica');
      await client.query(
        `update inventory.daily_stock set purchases_value = purchases_value - 1
         where product_id = $1 and business_date = $2`,
        [soy, shop.day(-3)],
      );
    });
    const { compareStock } = await shop.ask(
      `query ($id: ID) { compareStock(productId: $id) {
         discrepancies { subject businessDate expected actual } } }`,
      { id: soy },
    );
    expect(compareStock.discrepancies).toEqual([
      {
        ...{ subject: 'daily_stock.purchases_value', businessDate: shop.day(-3) },
        ...{ expected: 1000, actual: 900 },
      },
    ]);
    await asTenant(database.pools.super, tenant.tenant, async (client) => {
      await client.query('set local session_replication_role = replica');
      await client.query(
        `update inventory.daily_stock set purchases_value = purchases_value + 1
         where product_id = $1 and business_date = $2`,
        [soy, shop.day(-3)],
      );
    });
  });

  it('a void is of the day on which it moved the goods, in whatever zone the tenant is now', async () => {
    const { database, shop: tenant } = shop.server;
    const move = (zone: string) => moveTenant(database, tenant.tenant, zone);
    await move(latestZone());
    const corn = await shop.product('CORN');
    await shop.receive(shop.adenta, corn, 10, { unitCost: '1.00' });
    const sale = await shop.sell(shop.adenta, [
      { productId: corn, quantity: 4, unitPrice: '3.00' },
    ]);
    await shop.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "x") { id } }', {
      id: sale.id,
    });
    await move(earliestZone()); // where it is a later day
    await shop.sell(shop.adenta, [{ productId: corn, quantity: 1, unitPrice: '3.00' }]);
    const revenues = async () =>
      (
        await database.pools.super.query(
          'select revenue::float8 from inventory.daily_stock where product_id = $1 order by business_date',
          [corn],
        )
      ).rows;
    expect(await revenues()).toEqual([{ revenue: 0 }, { revenue: 3 }]);
    await asTenant(database.pools.super, tenant.tenant, async (client) => {
      await client.query('set local session_replication_role = replica');
      await client.query(
        'update inventory.daily_stock set sales = sales - 1, closing = closing - 1 where product_id = $1',
        [corn],
      );
    });
    const { reconcile } = await shop.ask(
      'mutation { reconcile(input: { dryRun: false }) { appliedCount } }',
    );
    expect(reconcile.appliedCount).toBe(1);
    expect(await revenues()).toEqual([{ revenue: 0 }, { revenue: 3 }]);
  });
});
