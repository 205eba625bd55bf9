import { addDays } from '../support/days';
import { startTestServer, type TestServer } from './support';

// A refusal says which field, with which figures, and what to do.

describe('what a refusal says', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const refusal = async (query: string) => {
    const { errors } = await server.api.request(query);
    const { message, extensions } = errors![0]!;
    const { code, details, hint } = extensions as Record<string, unknown>;
    return { message, code, details, hint };
  };
  const location = (input: string) => `mutation { createLocation(input: { ${input} }) { id } }`;

  it('a blank and a long text name their field and its limit', async () => {
    expect(await refusal(location('code: " ", name: "x", kind: STOREFRONT'))).toMatchObject({
      message: 'input.code is blank',
      ...{ code: 'TEXT_INVALID', details: { field: 'input.code', maximum: 64 } },
    });
    const long = 'x'.repeat(201);
    expect(
      await refusal(location(`code: "LONG", name: "${long}", kind: STOREFRONT`)),
    ).toMatchObject({
      message: 'input.name has 201 characters, at most 200 fit',
      details: { field: 'input.name', length: 201, maximum: 200 },
    });
  });

  it('a quarantine of a location that is none, or of one that has one', async () => {
    const of = `quarantineOfId: "${server.shop.location}"`;
    expect(await refusal(location(`code: "Q", name: "x", kind: STOREFRONT, ${of}`))).toMatchObject({
      message: 'Only a location of the kind QUARANTINE takes the returned goods of another',
      details: { field: 'input.quarantineOfId' },
    });
    const made = location(`code: "Q1", name: "x", kind: QUARANTINE, ${of}`);
    expect((await server.api.request(made)).errors).toBeUndefined();
    const second = location(`code: "Q2", name: "x", kind: QUARANTINE, ${of}`);
    expect(await refusal(second)).toMatchObject({
      message: 'Location L1 has a quarantine already: Q1',
      ...{ code: 'LOCATION_CODE_TAKEN', details: { field: 'input.quarantineOfId' } },
    });
  });

  it.each([
    ['closedDays(from: "31.12.2027")', 'from', /; give a day such as 2026-01-31$/],
    ['auditLog(from: "now")', 'from', /; give a time such as 2026-01-31T09:30:00Z$/],
  ])('%s: what a value looks like', async (query, field, message) => {
    expect(await refusal(`{ ${query} { __typename } }`)).toMatchObject({
      message: expect.stringMatching(message) as string,
      ...{ code: 'BAD_USER_INPUT', details: { field } },
    });
  });

  it('a number that is not whole: where a decimal quantity goes', async () => {
    const query = 'mutation { addProductUnit(productId: "x", code: "x", factor: 1.5) { id } }';
    expect((await refusal(query)).message).toContain('a decimal quantity goes into amount');
  });

  it('a digit that is wrong in a GTIN, and a unit that is unknown', async () => {
    const create = (more: string) =>
      `mutation { createProduct(input: { sku: "JAR", name: "Jar", ${more} }) { id } }`;
    expect(await refusal(create('codes: [{ code: "4006381333932", kind: GTIN }]'))).toMatchObject({
      message: '4006381333932 is not a GTIN: its check digit, the last one, would be 1',
      details: { field: 'input.codes[0].code', checkDigit: 1 },
    });
    const units = 'units: [{ code: "tray", factor: 12 }]';
    const codes = 'codes: [{ code: "J1", kind: INTERNAL, unit: "box" }]';
    expect(await refusal(create(`${units}, ${codes}`))).toMatchObject({
      ...{ code: 'UNIT_UNKNOWN', details: { units: ['unit', 'tray'] } },
      hint: 'Use one of its units: unit, tray.',
    });
  });

  it('a step that is not allowed: which ones are', async () => {
    const { data } = await server.api.request(
      `mutation { startStockCount(locationId: "${server.shop.location}") { id } }`,
    );
    const cancel = `mutation { cancelStockCount(id: "${(data as { startStockCount: { id: string } }).startStockCount.id}") { id } }`;
    await server.api.request(cancel);
    expect(await refusal(cancel)).toMatchObject({
      message: 'The stock count is CANCELLED already',
      ...{ code: 'ILLEGAL_TRANSITION', details: { field: 'id', allowed: [] } },
      hint: 'It has ended.',
    });
  });

  it('a movement of a day before a cost: that it is a cost', async () => {
    const { today } = server.shop;
    const ask = async (query: string) => {
      const { data, errors } = await server.api.request(query);
      expect(errors).toBeUndefined();
      return data as Record<string, { batches: { id: string }[] }>;
    };
    await ask('mutation { createProduct(input: { sku: "FIG", name: "Fig" }) { id } }');
    const dated = (days: number) => `businessDate: "${addDays(today, -days)}"`;
    const { receiveStock } = await ask(
      `mutation { receiveStock(input: { locationId: "L1", ${dated(9)}, lines: { productId: "FIG", quantity: 3, batchNumber: "F" } }) { batches { id } } }`,
    );
    const id = receiveStock!.batches[0]!.id;
    await ask(
      `mutation { addBatchCost(batchId: "${id}", amount: "1", reason: "x", ${dated(6)}) { id } }`,
    );
    const sale = `mutation { recordSale(input: { locationId: "L1", ${dated(7)}, lines: { productId: "FIG", quantity: 1 } }) { id } }`;
    const [costed, sold] = [addDays(today, -6), addDays(today, -7)];
    expect(await refusal(sale)).toMatchObject({
      message: `Batch F of product FIG, at L1, has a cost of ${costed}, after ${sold}`,
      ...{ code: 'BUSINESS_DATE_OUT_OF_ORDER', details: { earliest: costed } },
    });
  });

  it('goods that were not ordered, and a line of an order without the order: how to receive them', async () => {
    const ask = async (query: string) => {
      const { data, errors } = await server.api.request(`mutation { ${query} }`);
      expect(errors).toBeUndefined();
      return data as { createPurchaseOrder: { id: string; lines: { id: string }[] } };
    };
    await ask('createSupplier(code: "MILL", name: "The mill") { id }');
    await ask('createProduct(input: { sku: "BRAN", name: "Bran" }) { id }');
    await ask('createProduct(input: { sku: "RYE", name: "Rye" }) { id }');
    const { createPurchaseOrder: order } = await ask(
      'createPurchaseOrder(input: { supplierId: "MILL", locationId: "L1", lines: { productId: "BRAN", quantity: 9 } }) { id lines { id } }',
    );
    const line = `purchaseOrderLineId: "${order.lines[0]!.id}"`;
    const receive = (of: string, lines: string) =>
      refusal(
        `mutation { receiveStock(input: { ${of} locationId: "L1", lines: { quantity: 1, ${lines} } }) { id } }`,
      );
    for (const goods of ['productId: "RYE"', `productId: "RYE", ${line}`]) {
      expect(await receive(`purchaseOrderId: "${order.id}",`, goods)).toMatchObject({
        ...{ code: 'ORDER_LINE_DIFFERS', details: { field: 'input.lines[0].productId' } },
        hint: expect.stringContaining('leave purchaseOrderId out') as string,
      });
    }
    expect(await receive('', `productId: "BRAN", ${line}`)).toEqual({
      message: 'A line of a purchase order is named, and no purchase order',
      code: 'PURCHASE_ORDER_UNKNOWN',
      details: {
        field: 'input.lines[0].purchaseOrderLineId',
        purchaseOrderLineId: order.lines[0]!.id,
      },
      hint: 'Name the order of the line, too (purchaseOrderId), or leave the line out.',
    });
  });
});
