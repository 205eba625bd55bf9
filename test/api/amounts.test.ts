import { isInputObjectType } from 'graphql';
import { createSchema } from '../../src/server/graphql/build-schema';
import { startTestServer, type TestServer } from './support';

// "0.333" with a unit instead of a whole quantity, on every input that takes a quantity of a product.

/** Quantities that are not of a product's stock in some unit: a factor, a figure that a channel shows, parts of a kit. */
/** Of what was read before, or of a part of one unit: in base units. */
const OTHER_QUANTITIES = [
  ...['ChannelStockInput', 'ExpiredStockInput', 'KitComponentInput', 'ReportedDiscrepancyInput'],
];

interface Flour {
  readonly product: string;
  /** Assembled from as much flour. */
  readonly mix: string;
  readonly batch: string;
  readonly sale: string;
  readonly saleLine: string;
  readonly count: string;
  readonly transfer: string;
  readonly transferLine: string;
}

describe('an amount', () => {
  let server: TestServer;
  let flour: Flour;

  beforeAll(async () => {
    server = await startTestServer();
    const { call, location } = server.shop;
    const units = [
      { code: 'kg', factor: 1000 },
      { code: 'third', factor: 3 },
    ];
    const input = { sku: 'FLOUR', name: 'Flour', baseUnit: 'g', units };
    const product = (await call('create_product', input)).id;
    const components = [{ productId: product, quantity: 1 }];
    const mix = (await call('create_product', { ...input, sku: 'MIX', components })).id;
    const receipt = await call('receive_stock', {
      locationId: location,
      lines: [{ productId: product, batchNumber: 'F1', quantity: 500, unit: 'kg' }],
    });
    const { rows } = await server.database.pools.super.query<{ id: string }>(
      'select id from inventory.batches where receipt_id = $1',
      [receipt.id],
    );
    const sale = await call<{ id: string; lines: { id: string }[] }>('record_sale', {
      locationId: location,
      lines: [{ productId: product, quantity: 100, unit: 'kg' }],
    });
    const count = (await call('start_stock_count', { locationId: location })).id;
    const sent = await call<{ id: string; lines: { id: string }[] }>('request_transfer', {
      ...{ fromLocationId: location, toLocationId: server.shop.otherLocation },
      lines: [{ productId: product, quantity: 20, unit: 'kg' }],
    });
    await server.shop.callAsApprover('set_transfer_status', { id: sent.id, status: 'APPROVED' });
    await call('set_transfer_status', { id: sent.id, status: 'DISPATCHED' });
    flour = {
      ...{ product, mix, batch: rows[0]!.id, sale: sale.id, saleLine: sale.lines[0]!.id, count },
      ...{ transfer: sent.id, transferLine: sent.lines[0]!.id },
    };
  });
  afterAll(() => server?.close());

  /** For each input: the request with some fields of its quantity, where they are, and the base units in the answer. */
  const REQUESTS: Record<string, [(fields: string) => string, string, (data: never) => number]> = {
    ReceiveStockLineInput: [
      (fields) => `mutation { receiveStock(input: { locationId: "${server.shop.location}", lines: [
        { productId: "${flour.product}", batchNumber: "N${Math.random()}", ${fields} }] }) { batches { intakeQuantity } } }`,
      'input.lines[0].',
      (data: { receiveStock: { batches: { intakeQuantity: number }[] } }) =>
        data.receiveStock.batches[0]!.intakeQuantity,
    ],
    PurchaseOrderLineInput: [
      (fields) => `mutation { createPurchaseOrder(input: { supplierId: "${server.shop.supplier}",
        locationId: "${server.shop.location}", lines: [{ productId: "${flour.product}", ${fields} }] }) { lines { quantity } } }`,
      'input.lines[0].',
      (data: { createPurchaseOrder: { lines: { quantity: number }[] } }) =>
        data.createPurchaseOrder.lines[0]!.quantity,
    ],
    SaleLineInput: [
      (fields) => `mutation { recordSale(input: { locationId: "${server.shop.location}", lines: [
        { productId: "${flour.product}", ${fields} }] }) { lines { quantity } } }`,
      'input.lines[0].',
      (data: { recordSale: { lines: { quantity: number }[] } }) =>
        data.recordSale.lines[0]!.quantity,
    ],
    RefundLineInput: [
      (fields) => `mutation { refundSale(input: { saleId: "${flour.sale}", reason: "test", lines: [
        { saleLineId: "${flour.saleLine}", ${fields} }] }) { lines { quantity } } }`,
      'input.lines[0].',
      (data: { refundSale: { lines: { quantity: number }[] } }) =>
        data.refundSale.lines[0]!.quantity,
    ],
    RequestAdjustmentInput: [
      (
        fields,
      ) => `mutation { requestAdjustment(input: { batchId: "${flour.batch}", locationId: "${server.shop.location}",
        type: RECOUNT, reason: "test", ${fields} }) { quantity } }`,
      'input.',
      (data: { requestAdjustment: { quantity: number } }) => data.requestAdjustment.quantity,
    ],
    TransferLineInput: [
      (fields) => `mutation { requestTransfer(input: { fromLocationId: "${server.shop.location}",
        toLocationId: "${server.shop.otherLocation}", lines: [{ productId: "${flour.product}", ${fields} }] }) { lines { quantity } } }`,
      'input.lines[0].',
      (data: { requestTransfer: { lines: { quantity: number }[] } }) =>
        data.requestTransfer.lines[0]!.quantity,
    ],
    ReceiveTransferLineInput: [
      (fields) => `mutation { receiveTransfer(id: "${flour.transfer}", lines: [
        { transferLineId: "${flour.transferLine}", ${fields} }]) { arrivals { quantity } } }`,
      'lines[0].',
      (data: { receiveTransfer: { arrivals: { quantity: number }[] } }) =>
        data.receiveTransfer.arrivals.at(-1)!.quantity,
    ],
    CountLineInput: [
      (fields) => `mutation { recordCount(stockCountId: "${flour.count}", lines: [
        { batchId: "${flour.batch}", ${fields.replace('quantity:', 'countedQuantity:')} }]) { lines { batch { id } countedQuantity } } }`,
      'lines[0].',
      (data: { recordCount: { lines: { batch: { id: string }; countedQuantity: number }[] } }) =>
        data.recordCount.lines.find(({ batch }) => batch.id === flour.batch)!.countedQuantity,
    ],
    AssembleStockInput: [
      (
        fields,
      ) => `mutation { assembleStock(input: { productId: "${flour.mix}", locationId: "${server.shop.location}",
        ${fields} }) { quantity } }`,
      'input.',
      (data: { assembleStock: { quantity: number } }) => data.assembleStock.quantity,
    ],
    ReserveStockInput: [
      (
        fields,
      ) => `mutation { reserveStock(input: { productId: "${flour.product}", locationId: "${server.shop.location}",
        expiresInSeconds: 60, ${fields} }) { quantity } }`,
      'input.',
      (data: { reserveStock: { quantity: number } }) => data.reserveStock.quantity,
    ],
  };

  it('can be given on every input that takes a quantity', () => {
    const inputs = Object.values(createSchema().getTypeMap())
      .filter(isInputObjectType)
      .filter((type) => {
        const fields = type.getFields();
        return 'quantity' in fields || 'countedQuantity' in fields;
      })
      .map(({ name }) => name);
    expect(inputs.filter((name) => !OTHER_QUANTITIES.includes(name)).sort()).toEqual(
      Object.keys(REQUESTS).sort(),
    );
  });

  describe.each(Object.entries(REQUESTS))('of %s', (name, [request, path, baseUnits]) => {
    it.each([
      ['amount: "0.333", unit: "kg"', 333],
      ['amount: "2.000", unit: "kg"', 2000],
      ['amount: "0.001", unit: "kg"', 1],
      ['amount: "00.50", unit: "kg"', 500],
      ['amount: "2", unit: "third"', 6],
      ['amount: "7"', 7],
      ['quantity: 2, unit: "kg"', 2000],
      ['quantity: 3', 3],
    ])('is converted exactly: { %s } is %i base units', async (fields, expected) => {
      const { data, errors } = await server.api.request(request(fields));
      expect(errors).toBeUndefined();
      expect(baseUnits(data as never)).toBe(expected);
    });

    it.each([
      ['amount: "0.3335", unit: "kg"', [333, '0.333'], [334, '0.334']],
      ['amount: "0.0001", unit: "kg"', [0, '0'], [1, '0.001']],
      ['amount: "1.99999999999999999999", unit: "kg"', [1999, '1.999'], [2000, '2']],
      // A third of three is one, and no decimal number says so.
      ['amount: "0.3", unit: "third"', [0, '0'], [1, null]],
      ['amount: "0.5"', [0, '0'], [1, '1']],
    ])('that is not whole, { %s }, is refused with the nearest two', async (fields, low, high) => {
      const { errors } = await server.api.request(request(fields));
      expect(errors).toMatchObject([
        {
          extensions: {
            code: 'AMOUNT_NOT_WHOLE',
            details: {
              field: `${path}amount`,
              nearest: [low, high].map(([quantity, amount]) => ({ quantity, amount })),
            },
          },
        },
      ]);
    });

    it.each([
      ...['0,333', '1e3', '+1', ' 1', '1 ', '', '.5', '1.', '1.2.3', '0x10', 'NaN', 'Infinity'],
      ...['1_000', '1 000', '١', '9'.repeat(41)],
    ])('spelled "%s" is refused', async (amount) => {
      const { errors } = await server.api.request(request(`amount: "${amount}", unit: "kg"`));
      expect(errors).toMatchObject([
        { extensions: { code: 'AMOUNT_INVALID', details: { field: `${path}amount` } } },
      ]);
    });

    it('beyond the limit, zero, unknown, twice or not given is refused by its name', async () => {
      const refusal = async (fields: string) => {
        const { errors } = await server.api.request(request(fields));
        const { code, details } = errors![0]!.extensions as { code: string; details: object };
        return [code, (details as { field: string }).field];
      };
      expect(await refusal('amount: "99999999999999", unit: "kg"')).toEqual([
        'QUANTITY_TOO_LARGE',
        `${path}amount`,
      ]);
      expect(await refusal('amount: "1", unit: "stone"')).toEqual(['UNIT_UNKNOWN', `${path}unit`]);
      const both = await refusal('quantity: 1, amount: "1"');
      expect(both).toEqual(['QUANTITY_OR_AMOUNT', `${path}amount`]);
      const own = name === 'CountLineInput' ? 'countedQuantity' : 'quantity';
      expect(await refusal('unit: "kg"')).toEqual(['QUANTITY_OR_AMOUNT', `${path}${own}`]);
      if (name === 'CountLineInput') return;
      const zero = name === 'RequestAdjustmentInput' ? 'QUANTITY_ZERO' : 'QUANTITY_NOT_POSITIVE';
      expect(await refusal('amount: "0.000", unit: "kg"')).toEqual([zero, `${path}amount`]);
    });

    it('below zero is a loss in an adjustment, and refused elsewhere', async () => {
      const { data, errors } = await server.api.request(request('amount: "-0.25", unit: "kg"'));
      if (name === 'RequestAdjustmentInput') expect(baseUnits(data as never)).toBe(-250);
      else expect(errors).toMatchObject([{ extensions: { code: 'AMOUNT_INVALID' } }]);
    });
  });

  it('is part of the body that an idempotency key stands for', async () => {
    const send = (amount: string) =>
      server.api.request(`mutation { recordSale(input: { idempotencyKey: "amount-1",
        locationId: "${server.shop.location}", lines: [{ productId: "${flour.product}", amount: "${amount}", unit: "kg" }] }) { id } }`);
    const first = await send('0.250');
    expect((await send('0.250')).data).toEqual(first.data);
    expect((await send('0.25')).errors).toMatchObject([
      { extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } },
    ]);
  });
});
