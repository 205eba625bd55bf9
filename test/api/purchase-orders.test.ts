import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

const CREATE = `mutation ($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) {
  id orderNumber status expectedOn late supplier { code } location { code }
  lines { id product { sku } quantity unit unitCost receivedQuantity openQuantity acceptedQuantity expectedOn } receipts { id } } }`;
const READ = `query ($id: ID!) { purchaseOrder(id: $id) { status late reason closedBy cancelledBy
  lines { receivedQuantity openQuantity } receipts { id voided } } }`;
const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) {
  id supplier purchaseOrder { id } batches { id unitCost purchaseOrderLine { id } } } }`;
const step = (mutation: string) =>
  `mutation ($id: ID!, $reason: String!) { ${mutation}(id: $id, reason: $reason) { status } }`;

describe('purchase orders', () => {
  let shop: Operations;
  let supplierId: string;
  beforeAll(async () => {
    shop = await openOperations();
    const made = `mutation { createSupplier(code: "MILL", name: "The mill", leadTimeDays: 5) { id } }`;
    supplierId = (await shop.ask(made)).createSupplier.id;
    await shop.product('FLOUR', { units: [{ code: 'sack', factor: 25 }] });
    await shop.product('BRAN');
    await shop.ask(
      `mutation ($id: ID!) { setSupplierProduct(input: { supplierId: $id, productId: "FLOUR", unit: "sack", price: "20.00" }) { id } }`,
      { id: supplierId },
    );
  });
  afterAll(() => shop?.close());

  const order = async (lines: object[], more: object = {}) =>
    (
      await shop.ask(CREATE, {
        input: { supplierId, locationId: 'WAREHOUSE', lines, ...more },
      })
    ).createPurchaseOrder;
  const read = async (id: string) => (await shop.ask(READ, { id })).purchaseOrder;
  const given = (purchaseOrderId: string, ...lines: object[]) => ({
    input: { locationId: 'WAREHOUSE', purchaseOrderId, lines },
  });
  const receive = async (id: string, ...lines: object[]) =>
    (await shop.ask(RECEIVE, given(id, ...lines))).receiveStock;
  const figures = async (id: string) => {
    const { status, lines } = await read(id);
    return [
      status,
      ...lines.map((line: Record<string, number>) => [line.receivedQuantity, line.openQuantity]),
    ];
  };
  const onOrder = async (sku: string, locationId?: string) =>
    (
      await shop.ask(
        'query ($sku: String, $at: ID) { product(sku: $sku) { onOrder(locationId: $at) { location { code } onOrder expectedOn } } }',
        { sku, at: locationId },
      )
    ).product.onOrder;

  it('are written with units, the price of the supplier and a day by its lead time', async () => {
    const { today } = shop.server.shop;
    const made = await order([
      { productId: 'FLOUR', quantity: 4, unit: 'sack' },
      { productId: 'BRAN', amount: '30', unitCost: '0.5', expectedOn: addDays(today, 9) },
    ]);
    expect(made).toMatchObject({
      ...{ status: 'ORDERED', expectedOn: addDays(today, 5), late: false, receipts: [] },
      ...{ supplier: { code: 'MILL' }, location: { code: 'WAREHOUSE' } },
    });
    expect(made.lines).toMatchObject([
      {
        product: { sku: 'FLOUR' },
        quantity: 100,
        unit: 'sack',
        unitCost: '0.800000',
        openQuantity: 100,
        acceptedQuantity: 100,
        expectedOn: addDays(today, 5),
      },
      {
        product: { sku: 'BRAN' },
        quantity: 30,
        unitCost: '0.500000',
        expectedOn: addDays(today, 9),
      },
    ]);
    expect(await onOrder('FLOUR')).toEqual([
      { location: { code: 'WAREHOUSE' }, onOrder: 100, expectedOn: addDays(today, 5) },
    ]);
    expect(await onOrder('FLOUR', 'ADENTA')).toEqual([]);
    await shop.ask(step('cancelPurchaseOrder'), { id: made.id, reason: 'test' });
    expect(await onOrder('FLOUR')).toEqual([]);
    expect(await read(made.id)).toMatchObject({ status: 'CANCELLED', reason: 'test' });
  });

  it('are received in part, in another unit too, and their status follows', async () => {
    const { id, lines } = await order([
      { productId: 'FLOUR', quantity: 4, unit: 'sack' },
      { productId: 'BRAN', quantity: 10 },
    ]);
    const first = await receive(id, { productId: 'FLOUR', quantity: 1, unit: 'sack' });
    expect(first).toMatchObject({
      ...{ supplier: 'The mill', purchaseOrder: { id } },
      batches: [{ unitCost: '0.800000', purchaseOrderLine: { id: lines[0].id } }],
    });
    expect(await figures(id)).toEqual(['PARTIALLY_RECEIVED', [25, 75], [0, 10]]);
    const rest = await receive(
      id,
      ...[
        { productId: 'FLOUR', quantity: 70 },
        { productId: 'FLOUR', quantity: 5, unitCost: '1' },
        { productId: 'BRAN', quantity: 10 },
      ],
    );
    expect(rest.batches.map((batch: { unitCost: string }) => batch.unitCost)).toEqual([
      ...['0.800000', '1.000000', null],
    ]);
    expect(await figures(id)).toEqual(['RECEIVED', [100, 0], [10, 0]]);
    expect(
      await shop.refused(RECEIVE, given(id, { productId: 'BRAN', quantity: 1 })),
    ).toMatchObject({
      code: 'OVER_RECEIPT',
      details: { ordered: 10, received: 10, requested: 1, receivable: 0 },
    });
    // A void opens its lines again, and no others.
    const undo = 'mutation ($id: ID!) { voidReceipt(id: $id, reason: "wrong goods") { voided } }';
    await shop.ask(undo, { id: rest.id });
    expect(await figures(id)).toEqual(['PARTIALLY_RECEIVED', [25, 75], [0, 10]]);
    await shop.ask(undo, { id: first.id });
    expect(await figures(id)).toEqual(['ORDERED', [0, 100], [0, 10]]);
    expect((await read(id)).receipts).toEqual([
      { id: first.id, voided: true },
      { id: rest.id, voided: true },
    ]);
  });

  it('follow the correction of an intake, which cannot exceed them either', async () => {
    const { id } = await order([{ productId: 'BRAN', quantity: 10 }]);
    const { batches } = await receive(id, { productId: 'BRAN', quantity: 10 });
    expect(await figures(id)).toEqual(['RECEIVED', [10, 0]]);
    const correct = `mutation ($id: ID!, $n: SafeInt!) { correctIntake(batchId: $id, quantity: $n, reason: "miscounted") { intakeQuantity } }`;
    await shop.ask(correct, { id: batches[0].id, n: 7 });
    expect(await figures(id)).toEqual(['PARTIALLY_RECEIVED', [7, 3]]);
    expect(await shop.refused(correct, { id: batches[0].id, n: 11 })).toMatchObject({
      code: 'OVER_RECEIPT',
      details: { field: 'quantity', ordered: 10, received: 7, requested: 4, receivable: 3 },
    });
    expect(await figures(id)).toEqual(['PARTIALLY_RECEIVED', [7, 3]]);
  });

  it('take more than was ordered as far as the tolerance of their day goes', async () => {
    const tolerate = (percent: number) =>
      shop.ask(
        'mutation ($percent: Int!) { updateSettings(input: { overReceiptPercent: $percent }) { overReceiptPercent } }',
        { percent },
      );
    await tolerate(10);
    const { id, lines } = await order([{ productId: 'BRAN', quantity: 19 }]);
    expect(lines[0].acceptedQuantity).toBe(20);
    await tolerate(0);
    await receive(id, { productId: 'BRAN', quantity: 19 });
    await receive(id, { productId: 'BRAN', quantity: 1 });
    expect(await figures(id)).toEqual(['RECEIVED', [20, 0]]);
    expect(
      await shop.refused(RECEIVE, given(id, { productId: 'BRAN', quantity: 1 })),
    ).toMatchObject({
      ...{ code: 'OVER_RECEIPT', details: { accepted: 20, receivable: 0 } },
      hint: expect.stringContaining('Nothing more is taken for this line'),
    });
  });

  it('are closed short by a person, which a later void leaves alone', async () => {
    const { id } = await order([{ productId: 'BRAN', quantity: 10 }]);
    const close = step('closePurchaseOrderShort');
    expect(await shop.refused(close, { id, reason: 'x' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      details: { from: 'ORDERED', to: 'CLOSED_SHORT' },
      hint: expect.stringContaining('cancelPurchaseOrder'),
    });
    const receipt = await receive(id, { productId: 'BRAN', quantity: 4 });
    expect(await shop.refused(step('cancelPurchaseOrder'), { id, reason: 'x' })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      hint: expect.stringContaining('closePurchaseOrderShort'),
    });
    await shop.ask(close, { id, reason: 'sold out' });
    expect(await figures(id)).toEqual(['CLOSED_SHORT', [4, 0]]);
    expect(
      await shop.refused(RECEIVE, given(id, { productId: 'BRAN', quantity: 1 })),
    ).toMatchObject({ code: 'ILLEGAL_TRANSITION', details: { field: 'input.purchaseOrderId' } });
    await shop.ask('mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }', {
      id: receipt.id,
    });
    expect(await figures(id)).toEqual(['CLOSED_SHORT', [0, 0]]);
  });

  it('with a product on two lines are received by the line', async () => {
    const { id, lines } = await order([
      { productId: 'BRAN', quantity: 5, unitCost: '1' },
      { productId: 'BRAN', quantity: 5, unitCost: '2' },
    ]);
    const line = { productId: 'BRAN', quantity: 5 };
    expect(await shop.refused(RECEIVE, given(id, line))).toMatchObject({
      code: 'ORDER_LINE_DIFFERS',
      details: { field: 'input.lines[0].purchaseOrderLineId', sku: 'BRAN' },
    });
    const { batches } = await receive(id, { ...line, purchaseOrderLineId: lines[1].id });
    expect(batches[0].unitCost).toBe('2.000000');
    expect(await figures(id)).toEqual(['PARTIALLY_RECEIVED', [0, 5], [5, 0]]);
  });

  it('are drafts until they are placed, and late once their day is over', async () => {
    const { today } = shop.server.shop;
    const { id, status } = await order([{ productId: 'BRAN', quantity: 3 }], { draft: true });
    expect(status).toBe('DRAFT');
    expect(
      await shop.refused(RECEIVE, given(id, { productId: 'BRAN', quantity: 1 })),
    ).toMatchObject({ code: 'ILLEGAL_TRANSITION', details: { from: 'DRAFT' } });
    const late = async () => {
      const { systemStatus, purchaseOrders } = await shop.ask(
        '{ systemStatus { lateOrders } purchaseOrders(late: true) { totalCount nodes { id } } }',
      );
      expect(purchaseOrders.totalCount).toBe(systemStatus.lateOrders);
      return purchaseOrders.nodes.map((node: { id: string }) => node.id);
    };
    await shop.ask('mutation ($id: ID!) { placePurchaseOrder(id: $id) { status } }', { id });
    const expect_ =
      'mutation ($id: ID!, $day: LocalDate) { expectPurchaseOrder(id: $id, expectedOn: $day) { late } }';
    await shop.ask(expect_, { id, day: today });
    expect(await late()).toEqual([]);
    await shop.ask(expect_, { id, day: addDays(today, -1) });
    expect(await late()).toEqual([id]);
    await receive(id, { productId: 'BRAN', quantity: 3 });
    expect(await late()).toEqual([]);
    expect(await shop.refused(expect_, { id, day: today })).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
    });
  });

  it('are of goods: a kit is ordered by its components', async () => {
    await shop.product('MUESLI', {
      kind: 'KIT',
      components: [{ productId: 'BRAN', quantity: 2 }],
    });
    const lines = [
      { productId: 'BRAN', quantity: 1 },
      { productId: 'MUESLI', quantity: 1 },
    ];
    const input = { supplierId, locationId: 'WAREHOUSE', lines };
    expect(await shop.refused(CREATE, { input })).toMatchObject({
      code: 'KIT_NOT_STOCKED',
      details: {
        ...{ field: 'input.lines[1].productId', sku: 'MUESLI' },
        components: [{ sku: 'BRAN', quantity: 2 }],
      },
      hint: 'Use its components: 2 of BRAN.',
    });
    // Nor does one come in for an order of its components.
    const { id } = await order([{ productId: 'BRAN', quantity: 2 }]);
    expect(
      await shop.refused(RECEIVE, given(id, { productId: 'MUESLI', quantity: 1 })),
    ).toMatchObject({ code: 'KIT_NOT_STOCKED' });
    await shop.ask(step('cancelPurchaseOrder'), { id, reason: 'test' });
  });

  it('come from their supplier, in words as well', async () => {
    const { id } = await order([{ productId: 'BRAN', quantity: 4 }]);
    const from = (supplier: string, more: object = {}) => ({
      input: { ...given(id, { productId: 'BRAN', quantity: 1 }).input, supplier, ...more },
    });
    expect(await shop.refused(RECEIVE, from('The other mill'))).toMatchObject({
      code: 'ORDER_LINE_DIFFERS',
      details: { field: 'input.supplier', supplier: 'The other mill', expected: 'The mill' },
    });
    for (const name of ['the MILL', ' mill ']) {
      expect((await shop.ask(RECEIVE, from(name))).receiveStock.supplier).toBe('The mill');
    }
    const without = { purchaseOrderId: undefined, supplierId };
    expect(await shop.refused(RECEIVE, from('The other mill', without))).toMatchObject({
      code: 'SUPPLIER_UNKNOWN',
      details: { field: 'input.supplier', expected: 'The mill' },
    });
    expect((await shop.ask(RECEIVE, from('MILL', without))).receiveStock.supplier).toBe('The mill');
  });

  it('are written once for one key, and found by their number', async () => {
    const input = { idempotencyKey: 'order-1', orderNumber: ' PO 7 ' };
    const first = await order([{ productId: 'BRAN', quantity: 1 }], input);
    expect(await order([{ productId: 'BRAN', quantity: 1 }], input)).toEqual(first);
    const { purchaseOrder } = await shop.ask('{ purchaseOrder(orderNumber: "po 7") { id } }');
    expect(purchaseOrder.id).toBe(first.id);
    expect(await shop.brokenRules()).toEqual([]);
  });
});
