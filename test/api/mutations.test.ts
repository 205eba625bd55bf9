import { startTestServer, type TestServer } from './support';

describe('mutations of master data, receipts and sales', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  async function ask<Result>(query: string, variables: object = {}): Promise<Result> {
    const { data, errors } = await server.api.request(query, variables);
    expect(errors).toBeUndefined();
    return data as Result;
  }

  /** A new product with `quantity` in one batch at the shop's location. */
  async function stocked(sku: string, quantity: number) {
    const { createProduct } = await ask<{ createProduct: { id: string } }>(
      'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
      { input: { sku, name: sku, units: [{ code: 'pack', factor: 6 }] } },
    );
    const { receiveStock } = await ask<{
      receiveStock: { id: string; batches: { id: string }[] };
    }>(
      'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id batches { id } } }',
      {
        input: {
          locationId: server.shop.location,
          lines: [{ productId: createProduct.id, batchNumber: 'B', quantity }],
        },
      },
    );
    return {
      product: createProduct.id,
      receipt: receiveStock.id,
      batch: receiveStock.batches[0]!.id,
    };
  }

  const BATCH = `id status intakeQuantity soldQuantity refundedQuantity remainingQuantity
    movements { totalCount nodes { kind quantity sequence balanceBefore balanceAfter actor documentType } }`;

  it('createProduct and updateProduct', async () => {
    const created = await ask<{ createProduct: { id: string } & object }>(
      `mutation ($input: CreateProductInput!) { createProduct(input: $input) {
         id sku name status trackInventory baseUnit units { code factor } reorderPoint attributes stock { onHand } onHand available } }`,
      {
        input: {
          ...{ sku: 'CABLE', name: 'Cable', baseUnit: 'g', reorderPoint: 500 },
          ...{ units: [{ code: 'kg', factor: 1000 }], attributes: { width: { mm: 10 } } },
        },
      },
    );
    const { id, ...fields } = created.createProduct;
    expect(fields).toEqual({
      ...{ sku: 'CABLE', name: 'Cable', status: 'ACTIVE', trackInventory: true, baseUnit: 'g' },
      ...{
        reorderPoint: 500,
        attributes: { width: { mm: 10 } },
        stock: [],
        onHand: 0,
        available: 0,
      },
      units: [
        { code: 'kg', factor: 1000 },
        { code: 'g', factor: 1 },
      ],
    });
    const updated = await ask(
      `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { sku name status reorderPoint attributes } }`,
      { input: { id, name: 'Armoured cable', reorderPoint: null } },
    );
    expect(updated).toEqual({
      updateProduct: {
        ...{ sku: 'CABLE', name: 'Armoured cable', status: 'ACTIVE', reorderPoint: null },
        attributes: { width: { mm: 10 } },
      },
    });
  });

  it('createLocation', async () => {
    const made = await ask<{ createLocation: { id: string } }>(
      'mutation { createLocation(input: { code: "L9", name: "Nine", kind: WAREHOUSE }) { id code name kind active } }',
    );
    expect(made.createLocation).toMatchObject({ code: 'L9', kind: 'WAREHOUSE', active: true });
    const found = await ask('{ location(code: "L9") { id code name kind active } }');
    expect(found).toEqual({ location: made.createLocation });
  });

  it('receiveStock, in packs, with all fields of a batch', async () => {
    const { product } = await stocked('RECEIVED', 1);
    const { receiveStock } = await ask<{ receiveStock: { id: string } }>(
      `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) {
         id supplier reference voided location { code }
         batches { batchNumber unitCost receivedUnit expiryDate intakeQuantity location { code } } } }`,
      {
        input: {
          ...{ locationId: server.shop.location, supplier: 'ACME', reference: 'D-7' },
          lines: [
            {
              ...{ productId: product, batchNumber: 'P1', quantity: 2, unit: 'pack' },
              ...{ expiryDate: '2099-12-31', unitCost: '12.50' },
            },
            { productId: product, batchNumber: 'P2', quantity: 3 },
          ],
        },
      },
    );
    expect(receiveStock).toMatchObject({
      ...{ supplier: 'ACME', reference: 'D-7', voided: false, location: { code: 'L1' } },
      batches: [
        {
          ...{ batchNumber: 'P1', receivedUnit: 'pack', expiryDate: '2099-12-31' },
          ...{ intakeQuantity: 12, location: { code: 'L1' } },
        },
        { batchNumber: 'P2', unitCost: null, receivedUnit: 'unit', expiryDate: null },
      ],
    });
    const { product: found } = await ask<{ product: object }>(
      `{ product(id: "${product}") { onHand stock { onHand byUnit { unit quantity } } } }`,
    );
    expect(found).toEqual({
      onHand: 16,
      stock: [
        {
          onHand: 16,
          byUnit: [
            { unit: 'pack', quantity: 2 },
            { unit: 'unit', quantity: 4 },
          ],
        },
      ],
    });
  });

  it('correctIntake, which is refused after a sale', async () => {
    const { product, batch } = await stocked('CORRECTED', 46);
    const corrected = await ask<{ correctIntake: object }>(
      `mutation { correctIntake(batchId: "${batch}", quantity: 40, reason: "recounted") { ${BATCH} } }`,
    );
    expect(corrected.correctIntake).toMatchObject({
      ...{ intakeQuantity: 40, remainingQuantity: 40 },
      movements: {
        totalCount: 2,
        nodes: [
          { kind: 'RECEIPT', quantity: 46, sequence: 1, balanceBefore: 0, balanceAfter: 46 },
          { kind: 'INTAKE_CORRECTION', quantity: -6, balanceAfter: 40, actor: 'tester' },
        ],
      },
    });
    const sell = `mutation { recordSale(input: { locationId: "${server.shop.location}", lines: [{ productId: "${product}", quantity: 1 }] }) { id } }`;
    await ask(sell);
    const { errors } = await server.api.request(
      `mutation { correctIntake(batchId: "${batch}", quantity: 41, reason: "again") { id } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe('INTAKE_IMMUTABLE');
  });

  it('voidReceipt', async () => {
    const { receipt, batch } = await stocked('VOIDED', 5);
    const { voidReceipt } = await ask<{ voidReceipt: object }>(
      `mutation { voidReceipt(id: "${receipt}", reason: "wrong supplier") { voided batches { ${BATCH} } } }`,
    );
    expect(voidReceipt).toMatchObject({
      voided: true,
      batches: [
        {
          ...{ id: batch, status: 'VOIDED', remainingQuantity: 0 },
          movements: { nodes: [{ kind: 'RECEIPT' }, { kind: 'RECEIPT_VOID', quantity: -5 }] },
        },
      ],
    });
  });

  it('recordSale, refundSale and voidSale, which return stock to the same batch', async () => {
    const { product, batch } = await stocked('SOLD', 20);
    const { recordSale } = await ask<{
      recordSale: { id: string; lines: { id: string }[] } & object;
    }>(
      `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
         id receiptNumber status occurredAt location { code }
         lines { id quantity refundedQuantity product { sku onHand } allocations { quantity batch { id } } } } }`,
      {
        input: {
          ...{ locationId: server.shop.location, receiptNumber: 'T-1' },
          occurredAt: '2026-01-31T10:30:00+01:00',
          lines: [{ productId: product, quantity: 2, unit: 'pack' }],
        },
      },
    );
    expect(recordSale).toMatchObject({
      ...{ receiptNumber: 'T-1', status: 'COMPLETED', occurredAt: '2026-01-31T09:30:00.000Z' },
      lines: [
        {
          ...{ quantity: 12, refundedQuantity: 0, product: { sku: 'SOLD', onHand: 8 } },
          allocations: [{ quantity: 12, batch: { id: batch } }],
        },
      ],
    });
    const { refundSale } = await ask<{ refundSale: object }>(
      'mutation ($input: RefundSaleInput!) { refundSale(input: $input) { reason lines { saleLineId quantity } } }',
      {
        input: {
          ...{ saleId: recordSale.id, reason: 'damaged' },
          lines: [{ saleLineId: recordSale.lines[0]!.id, quantity: 5 }],
        },
      },
    );
    expect(refundSale).toEqual({
      reason: 'damaged',
      lines: [{ saleLineId: recordSale.lines[0]!.id, quantity: 5 }],
    });
    const partly = await ask(
      '{ sale(receiptNumber: "T-1") { status lines { refundedQuantity } refunds { reason } } }',
    );
    expect(partly).toEqual({
      sale: {
        status: 'PARTIALLY_REFUNDED',
        lines: [{ refundedQuantity: 5 }],
        refunds: [{ reason: 'damaged' }],
      },
    });
    const { voidSale } = await ask<{ voidSale: object }>(
      `mutation { voidSale(id: "${recordSale.id}", reason: "all of it") {
         status movements { kind quantity reverses { kind } } lines { product { onHand } } } }`,
    );
    expect(voidSale).toEqual({
      status: 'VOIDED',
      movements: [
        { kind: 'SALE', quantity: -12, reverses: null },
        { kind: 'REFUND', quantity: 5, reverses: { kind: 'SALE' } },
        { kind: 'SALE_VOID', quantity: 7, reverses: { kind: 'SALE' } },
      ],
      lines: [{ product: { onHand: 20 } }],
    });
  });
});
