import { openOperations, type Operations } from '../support/operations';

const POLICY = `mutation ($input: StockPolicyInput!) { setStockPolicy(input: $input) { available } }`;
const SUGGESTIONS = `{ reorderSuggestions { product { sku } supplier { code } suggestedQuantity suggestedUnits unit unitCost } }`;

describe('what can be ordered of what is suggested', () => {
  let shop: Operations;
  let supplierId: string;
  beforeAll(async () => {
    shop = await openOperations();
    const made = `mutation { createSupplier(code: "CHEAP", name: "x") { id } }`;
    supplierId = (await shop.ask(made)).createSupplier.id;
    await shop.product('TEA');
  });
  afterAll(() => shop?.close());

  const policy = (input: object) => shop.ask(POLICY, { input });
  const suggestions = async (sku: string) =>
    (await shop.ask(SUGGESTIONS)).reorderSuggestions.filter(
      (row: { product: { sku: string } }) => row.product.sku === sku,
    );

  it('is in a unit that can be ordered', async () => {
    await shop.product('RICE', { units: [{ code: 'bag', factor: 20 }] });
    await policy({ productId: 'RICE', locationId: 'WAREHOUSE', minimum: 30, maximum: 50 });
    await shop.ask(
      'mutation ($input: SupplierProductInput!) { setSupplierProduct(input: $input) { id } }',
      { input: { supplierId, productId: 'RICE', unit: 'bag', price: '10', minimumQuantity: 2 } },
    );
    expect(await suggestions('RICE')).toMatchObject([
      { unit: 'bag', suggestedUnits: 2, suggestedQuantity: 40, unitCost: '0.500000' },
    ]);
    await shop.ask('mutation { retireProductUnit(productId: "RICE", code: "bag") { id } }');
    const [row] = await suggestions('RICE');
    expect(row).toMatchObject({
      ...{ unit: 'unit', suggestedUnits: 50, suggestedQuantity: 50, unitCost: '0.500000' },
      supplier: { code: 'CHEAP' },
    });
    const lines = [{ productId: 'RICE', quantity: row.suggestedUnits, unit: row.unit }];
    await shop.ask(
      'mutation ($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) { id } }',
      { input: { supplierId, locationId: 'WAREHOUSE', lines } },
    );
    expect(await suggestions('RICE')).toEqual([]);
  });

  it('is never more than a line of an order takes', async () => {
    const most = 1_000_000_000_000;
    await shop.product('SAND', { units: [{ code: 'pit', factor: most - 1 }] });
    await policy({ productId: 'SAND', locationId: 'WAREHOUSE', minimum: most });
    await shop.ask(
      'mutation ($input: SupplierProductInput!) { setSupplierProduct(input: $input) { id } }',
      { input: { supplierId, productId: 'SAND', unit: 'pit' } },
    );
    expect(await suggestions('SAND')).toMatchObject([
      { suggestedUnits: 1, suggestedQuantity: most - 1 },
    ]);
  });

  it('is of goods: a kit has neither a minimum nor a reorder point', async () => {
    const components = [{ productId: 'TEA', quantity: 2 }];
    const kit = { sku: 'TEATIME', name: 'x', kind: 'KIT', components };
    const create = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }';
    expect(await shop.refused(create, { input: { ...kit, reorderPoint: 5 } })).toMatchObject({
      code: 'KIT_NOT_STOCKED',
      details: { field: 'input.reorderPoint' },
      hint: 'Give its components reorder points or stock policies.',
    });
    expect(await shop.refused(create, { input: { ...kit, trackInventory: false } })).toMatchObject({
      code: 'PRODUCT_NOT_TRACKED',
      details: { field: 'input.trackInventory' },
    });
    await shop.product('TEATIME', { kind: 'KIT', components });
    expect(
      await shop.refused(
        'mutation { updateProduct(input: { id: "TEATIME", reorderPoint: 5 }) { id } }',
      ),
    ).toMatchObject({ code: 'KIT_NOT_STOCKED', details: { field: 'input.reorderPoint' } });
    const input = { productId: 'TEATIME', locationId: 'WAREHOUSE', minimum: 5 };
    expect(await shop.refused(POLICY, { input })).toMatchObject({
      code: 'KIT_NOT_STOCKED',
      details: { field: 'input.productId' },
    });
    expect(await suggestions('TEATIME')).toEqual([]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('names what of a policy is refused', async () => {
    const refused = (input: object) =>
      shop.refused(POLICY, { input: { productId: 'TEA', locationId: 'WAREHOUSE', ...input } });
    expect(await refused({ minimum: -1 })).toMatchObject({
      code: 'QUANTITY_NOT_POSITIVE',
      details: { field: 'input.minimum' },
      hint: 'Give a whole number, zero or more.',
    });
    expect(await refused({ minimum: 1_000_000_000_001 })).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { field: 'input.minimum' },
    });
    expect(await refused({ minimum: 1, maximum: 1_000_000_000_001 })).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { field: 'input.maximum' },
    });
    expect(await refused({ minimum: 2, maximum: 1 })).toMatchObject({
      code: 'MAXIMUM_BELOW_MINIMUM',
      details: { field: 'input.maximum' },
    });
  });
});
