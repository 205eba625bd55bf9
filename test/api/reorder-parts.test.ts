import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

// What assemblies take of a part is wanted of it as much as what is sold.

const SUGGESTION = `{ reorderSuggestions { product { sku } sold28 daysInStock28 sold90 daysInStock90 soldPerDay daysOfCover } }`;

describe('what to buy of the parts of sets', () => {
  let shop: Operations;
  let wheel: string;
  let set: string;
  const day = (days: number) => addDays(shop.server.shop.today, -days);
  beforeAll(async () => {
    shop = await openOperations();
    wheel = await shop.product('WHEEL');
    set = await shop.product('CART', { components: [{ productId: wheel, quantity: 4 }] });
    await shop.ask(
      'mutation ($part: ID!) { setStockPolicy(input: { productId: $part, locationId: "WAREHOUSE", minimum: 1000 }) { available } }',
      { part: wheel },
    );
  });
  afterAll(() => shop?.close());

  const receive = (quantity: number, days: number, more = {}) =>
    shop.ask('mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }', {
      input: {
        ...{ locationId: 'WAREHOUSE', businessDate: day(days) },
        lines: [{ productId: wheel, quantity, ...more }],
      },
    });
  const assemble = async (quantity: number, days: number) =>
    (
      await shop.ask(
        'mutation ($input: AssembleStockInput!) { assembleStock(input: $input) { id } }',
        {
          input: {
            ...{ locationId: 'WAREHOUSE', businessDate: day(days) },
            ...{ productId: set, quantity },
          },
        },
      )
    ).assembleStock.id;
  const figures = async () => {
    const { reorderSuggestions } = await shop.ask(SUGGESTION);
    const found = reorderSuggestions.find((row: any) => row.product.sku === 'WHEEL'); // eslint-disable-line @typescript-eslint/no-explicit-any -- as the query says
    return [found.sold28, found.daysInStock28, found.sold90, found.daysInStock90];
  };

  it('counts what assemblies took with what was sold, on their days', async () => {
    await receive(40, 40);
    await assemble(5, 30); // 20
    expect(await figures()).toEqual([0, 28, 20, 40]);
    await assemble(2, 10); // 8
    await shop.ask('mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }', {
      input: {
        ...{ locationId: 'WAREHOUSE', businessDate: day(5) },
        lines: [{ productId: wheel, quantity: 2 }],
      },
    });
    expect(await figures()).toEqual([10, 28, 30, 40]);
    await assemble(1, 0); // today does not count yet
    expect(await figures()).toEqual([10, 28, 30, 40]);
    const { reorderSuggestions } = await shop.ask(SUGGESTION);
    expect(reorderSuggestions).toMatchObject([{ soldPerDay: 10 / 28, daysOfCover: 16.8 }]);
  });

  it('takes a voided assembly back, whenever it was voided', async () => {
    const id = await assemble(1, 0);
    await shop.ask('mutation ($id: ID!) { voidAssembly(id: $id, reason: "x") { id } }', { id });
    expect(await figures()).toEqual([10, 28, 30, 40]);
  });
});

describe('the days of a part that came and went on one day', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  it('are days in stock, also where the rest of it had expired', async () => {
    const day = (days: number) => addDays(shop.server.shop.today, -days);
    const hub = await shop.product('HUB');
    const set = await shop.product('AXLE', { components: [{ productId: hub, quantity: 1 }] });
    await shop.ask(
      'mutation ($part: ID!) { setStockPolicy(input: { productId: $part, locationId: "WAREHOUSE", minimum: 1000 }) { available } }',
      { part: hub },
    );
    const receive = (days: number, expires?: number) =>
      shop.ask('mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }', {
        input: {
          ...{ locationId: 'WAREHOUSE', businessDate: day(days) },
          lines: [
            {
              ...{ productId: hub, quantity: 3 },
              ...(expires !== undefined && { expiryDate: day(expires) }),
            },
          ],
        },
      });
    const assemble = (days: number) =>
      shop.ask('mutation ($input: AssembleStockInput!) { assembleStock(input: $input) { id } }', {
        input: {
          ...{ locationId: 'WAREHOUSE', businessDate: day(days) },
          ...{ productId: set, quantity: 3 },
        },
      });
    const figures = async () => (await shop.ask(SUGGESTION)).reorderSuggestions;
    await receive(20);
    await assemble(20);
    expect(await figures()).toMatchObject([{ sold28: 3, daysInStock28: 1 }]);
    await receive(15, 14); // could be used on days 15 and 14
    await receive(8);
    await assemble(8);
    expect(await figures()).toMatchObject([{ sold28: 6, daysInStock28: 4 }]);
  });
});
