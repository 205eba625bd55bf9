import { openOperations, type Operations } from '../support/operations';

// What of a kit is refused says why, and its figures say the same.

describe('kits that cannot be sold', () => {
  let shop: Operations;
  let bulb: string;
  let batch: string;
  let kit: string;

  beforeAll(async () => {
    shop = await openOperations();
    bulb = await shop.product('BULB');
    const lamp = await shop.product('LAMP');
    batch = await shop.receive(shop.adenta, bulb, 9);
    await shop.receive(shop.adenta, lamp, 9);
    kit = await shop.product('SET', {
      kind: 'KIT',
      components: [
        { productId: lamp, quantity: 1 },
        { productId: bulb, quantity: 3 },
      ],
    });
  });
  afterAll(() => shop?.close());

  const SELL = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
  const refused = (line: object) =>
    shop.refused(SELL, {
      input: { locationId: shop.adenta, lines: [{ productId: kit, quantity: 1, ...line }] },
    });
  const available = async () =>
    (await shop.ask('query ($id: ID) { product(id: $id) { available } }', { id: kit })).product
      .available;
  const setStatus = (status: string) =>
    shop.ask('mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }', {
      input: { id: bulb, status },
    });

  it('since a component is not active: none is available, and the refusal names both', async () => {
    expect(await available()).toBe(3);
    await setStatus('INACTIVE');
    expect(await available()).toBe(0);
    expect(await refused({})).toMatchObject({
      code: 'PRODUCT_NOT_ACTIVE',
      details: {
        ...{ field: 'input.lines[0].productId', productId: bulb },
        ...{ sku: 'BULB', status: 'INACTIVE', kits: ['SET'] },
      },
    });
    await setStatus('ACTIVE');
    expect(await available()).toBe(3);
  });

  it('since a batch is named, which a kit does not have', async () => {
    expect(await refused({ batchId: batch })).toMatchObject({
      ...{ code: 'BATCH_UNKNOWN', details: { field: 'input.lines[0].batchId' } },
      hint: expect.stringContaining('components on lines of their own'),
    });
  });

  it('since they would take more of a component than there can be', async () => {
    const quantity = 900_000_000_000;
    expect(await refused({ quantity })).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: {
        ...{ field: 'input.lines[0].quantity', sku: 'BULB', productId: bulb },
        ...{ requested: quantity, perSet: 3, quantity: 3 * quantity },
      },
    });
  });
});
