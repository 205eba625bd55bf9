import { openOperations, type Operations } from '../support/operations';

const CREATE = `mutation ($code: String!, $days: Int) { createSupplier(code: $code, name: "Of timber", leadTimeDays: $days) { id code name leadTimeDays active } }`;
const SELL = `mutation ($input: SupplierProductInput!) { setSupplierProduct(input: $input) {
  id code unit factor price unitCost minimumQuantity active supplier { code } product { sku } } }`;

describe('suppliers', () => {
  let shop: Operations;
  let supplier: string;
  beforeAll(async () => {
    shop = await openOperations();
    supplier = (await shop.ask(CREATE, { code: 'ACME', days: 5 })).createSupplier.id;
  });
  afterAll(() => shop?.close());

  const sell = async (input: object) =>
    (await shop.ask(SELL, { input: { supplierId: supplier, ...input } })).setSupplierProduct;

  it('are made, found by their code, and changed field by field', async () => {
    const find = async () =>
      (
        await shop.ask(
          '{ supplier(code: "acme\\u00a0") { id code name leadTimeDays active } suppliers { code } }',
        )
      ).supplier;
    const made = { id: supplier, code: 'ACME', name: 'Of timber', leadTimeDays: 5, active: true };
    expect(await find()).toEqual(made);
    const update = `mutation ($input: UpdateSupplierInput!) { updateSupplier(input: $input) { active } }`;
    await shop.ask(update, { input: { id: supplier, active: false } });
    expect(await find()).toEqual({ ...made, active: false });
    await shop.ask(update, { input: { id: supplier, leadTimeDays: null, active: true } });
    expect(await find()).toEqual({ ...made, leadTimeDays: null });
    expect(await shop.refused(CREATE, { code: ' acme' })).toMatchObject({
      code: 'SUPPLIER_CODE_TAKEN',
      details: { field: 'code', takenBy: 'ACME', supplierId: supplier },
    });
  });

  it('sell products in a unit at a price, by a code that is scanned as well', async () => {
    const product = await shop.product('PLANK', { units: [{ code: 'bundle', factor: 6 }] });
    const sold = await sell({
      ...{
        productId: 'PLANK',
        code: ' AC-77 ',
        unit: 'BUNDLE',
        price: '10.00',
        minimumQuantity: 3,
      },
    });
    expect(sold).toEqual({
      ...{ id: sold.id, code: 'AC-77', unit: 'bundle', factor: 6, price: '10.000000' },
      ...{ unitCost: '1.666667', minimumQuantity: 3, active: true },
      ...{ supplier: { code: 'ACME' }, product: { sku: 'PLANK' } },
    });
    const { resolveCode } = await shop.ask(
      '{ resolveCode(code: "ac-77") { product { id } unit } }',
    );
    expect(resolveCode).toEqual({ product: { id: product }, unit: 'bundle' });
    // What is not given stays; the code that it had stays one of the product's codes.
    expect(await sell({ productId: product, code: 'AC-78' })).toMatchObject({
      ...{ id: sold.id, code: 'AC-78', unit: 'bundle', price: '10.000000', minimumQuantity: 3 },
    });
    expect(await sell({ productId: product, unit: 'unit' })).toMatchObject({
      ...{ unit: 'unit', factor: 1, price: null, unitCost: null, code: 'AC-78' },
    });
    const { product: read } = await shop.ask(
      '{ product(sku: "AC-77") { suppliers { id code } codes { code kind } } }',
    );
    expect(read.suppliers).toEqual([{ id: sold.id, code: 'AC-78' }]);
    expect(read.codes).toContainEqual({ code: 'AC-78', kind: 'SUPPLIER' });
  });

  it('are refused what they cannot sell', async () => {
    await shop.product('BEAM');
    const refused = (input: object) =>
      shop.refused(SELL, { input: { supplierId: supplier, productId: 'BEAM', ...input } });
    expect(await refused({ code: 'plank' })).toMatchObject({
      code: 'CODE_TAKEN',
      details: { field: 'input.code', takenBy: 'PLANK', kind: 'SKU' },
    });
    expect(await refused({ unit: 'bundle' })).toMatchObject({
      code: 'UNIT_UNKNOWN',
      details: { field: 'input.unit', units: ['unit'] },
    });
    expect(await refused({ minimumQuantity: 0 })).toMatchObject({
      code: 'QUANTITY_NOT_POSITIVE',
      details: { field: 'input.minimumQuantity' },
    });
    expect(await refused({ price: '-1' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    // In base units it would be more than a line takes, and a suggestion could not be added up.
    await shop.ask(
      'mutation { addProductUnit(productId: "BEAM", code: "ship", factor: 1000000) { id } }',
    );
    expect(await refused({ unit: 'ship', minimumQuantity: 1_000_001 })).toMatchObject({
      code: 'QUANTITY_TOO_LARGE',
      details: { field: 'input.minimumQuantity', quantity: 1_000_001_000_000 },
    });
    await shop.product('RACK', {
      kind: 'KIT',
      components: [{ productId: 'BEAM', quantity: 4 }],
    });
    expect(await refused({ productId: 'RACK' })).toMatchObject({
      code: 'KIT_NOT_STOCKED',
      details: { field: 'input.productId', sku: 'RACK' },
    });
  });

  it('are listed with what they sell, page by page', async () => {
    await sell({ productId: 'BEAM', price: '3' });
    const page = `query ($after: String) { supplierProducts(supplierId: "${supplier}", first: 1, after: $after) {
      totalCount nodes { product { sku } } pageInfo { endCursor hasNextPage } } }`;
    const { supplierProducts: first } = await shop.ask(page);
    expect(first).toMatchObject({ totalCount: 2, nodes: [{ product: { sku: 'PLANK' } }] });
    const { supplierProducts: second } = await shop.ask(page, { after: first.pageInfo.endCursor });
    expect(second).toMatchObject({
      ...{ nodes: [{ product: { sku: 'BEAM' } }], pageInfo: { hasNextPage: false } },
    });
  });

  it('are changed and switched off where their unit was retired, too', async () => {
    await shop.product('PILE', { units: [{ code: 'crate', factor: 4 }] });
    await sell({ productId: 'PILE', unit: 'crate', price: '8' });
    await shop.ask('mutation { retireProductUnit(productId: "PILE", code: "crate") { id } }');
    expect(await sell({ productId: 'PILE', price: '12', minimumQuantity: 2 })).toMatchObject({
      ...{ unit: 'crate', unitCost: '3.000000', minimumQuantity: 2 },
    });
    expect(await sell({ productId: 'PILE', active: false })).toMatchObject({ active: false });
    const again = { supplierId: supplier, productId: 'PILE', unit: 'crate' };
    expect(await shop.refused(SELL, { input: again })).toMatchObject({ code: 'UNIT_UNKNOWN' });
  });

  it('are changed by managers only, and each change is in the audit log', async () => {
    const { server } = shop;
    const token = await server.api.token(server.shop.tenant, 'clerk', 'a clerk');
    const { errors } = await server.api.request(CREATE, { code: 'OTHER' }, { token });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    const { auditLog } = await shop.ask(
      `{ auditLog(entity: "supplier", entityId: "${supplier}") { nodes { action } } }`,
    );
    expect(auditLog.nodes.map(({ action }: { action: string }) => action)).toEqual([
      ...['INSERT', 'UPDATE', 'UPDATE'],
    ]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('are told by many at once what they sell, and keep one answer', async () => {
    const { id: supplierId } = (await shop.ask(CREATE, { code: 'RACE' })).createSupplier;
    for (const productId of ['ASH', 'OAK', 'YEW']) {
      await shop.product(productId);
      const told = [1, 2, 3, 4, 5, 6].map(() =>
        sell({ supplierId, productId, code: `R-${productId}` }),
      );
      expect(new Set((await Promise.all(told)).map(({ id }) => id as string)).size).toBe(1);
    }
  });
});
