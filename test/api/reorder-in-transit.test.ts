import { openOperations, type Operations } from '../support/operations';

// What is on its way to a place is not ordered again.

interface Suggested {
  readonly location: { readonly code: string };
  readonly available: number;
  readonly inTransit: number;
  readonly suggestedQuantity: number;
}

describe('a suggestion of what to buy', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const suggested = async (sku: string) =>
    (
      await shop.ask(
        '{ reorderSuggestions { product { sku } location { code } available inTransit suggestedQuantity } }',
      )
    ).reorderSuggestions
      .filter((row: { product: { sku: string } }) => row.product.sku === sku)
      .map((row: Suggested) => [
        ...[row.location.code, row.available, row.inTransit, row.suggestedQuantity],
      ]);
  const step = (mutation: string, id: string) =>
    shop.ask(`mutation ($id: ID!) { ${mutation}(id: $id) { id } }`, { id });

  it('of a place counts what transfers are bringing there, while it can be sold', async () => {
    const tea = await shop.product('TEA');
    const batchId = await shop.receive(shop.warehouse, tea, 100);
    await shop.receive(shop.adenta, tea, 2);
    await shop.ask(
      'mutation ($input: StockPolicyInput!) { setStockPolicy(input: $input) { available } }',
      {
        input: { productId: tea, locationId: shop.adenta, minimum: 10, maximum: 20 },
      },
    );
    expect(await suggested('TEA')).toEqual([['ADENTA', 2, 0, 18]]);
    const send = async (quantity: number) => {
      const lines = [{ productId: tea, quantity }];
      const id = await shop.approvedTransfer(shop.warehouse, shop.adenta, lines);
      expect(await suggested('TEA')).toHaveLength(1); // nothing has left yet
      await step('dispatchTransfer', id);
      return id;
    };
    const first = await send(5);
    expect(await suggested('TEA')).toEqual([['ADENTA', 2, 5, 13]]);
    await send(3);
    expect(await suggested('TEA')).toEqual([]);
    await shop.ask('mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }', {
      id: batchId,
    });
    expect(await suggested('TEA')).toEqual([['ADENTA', 2, 0, 18]]);
    await shop.ask('mutation ($id: ID!) { releaseBatch(id: $id, reason: "x") { id } }', {
      id: batchId,
    });
    await step('fulfillTransfer', first);
    expect(await suggested('TEA')).toEqual([]); // 7 there and 3 to come
  });

  it('of what is watched everywhere counts what is on its way to any place', async () => {
    const salt = await shop.product('SALT', { reorderPoint: 10 });
    await shop.receive(shop.warehouse, salt, 10);
    const id = await shop.approvedTransfer(shop.warehouse, shop.cowLane, [
      { productId: salt, quantity: 4 },
    ]);
    await step('dispatchTransfer', id);
    expect(await suggested('SALT')).toEqual([]);
    await shop.sell(shop.warehouse, [{ productId: salt, quantity: 1 }]);
    expect(await suggested('SALT')).toEqual([['WAREHOUSE', 5, 4, 1]]);
  });
});
