import { openOperations, type Operations } from '../support/operations';

describe('transfers', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const step = async (mutation: string, id: string) =>
    (await shop.ask(`mutation ($id: ID!) { ${mutation}(id: $id) { status } }`, { id }))[mutation];
  const batchOf = async (id: string) =>
    (
      await shop.ask(
        'query ($id: ID!) { batch(id: $id) { remainingQuantity transferredOutQuantity transferredInQuantity } }',
        { id },
      )
    ).batch;

  it('keep dispatched goods in transit, where they cannot be sold, until they are received', async () => {
    const product = await shop.product('TRANSIT');
    const batch = await shop.receive(shop.warehouse, product, 30, { expiryDate: '2100-01-01' });
    const id = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: product, quantity: 12 },
    ]);
    expect(await step('dispatchTransfer', id)).toEqual({ status: 'DISPATCHED' });
    expect(await shop.level(product, shop.warehouse)).toMatchObject({ onHand: 18, available: 18 });
    expect(await shop.level(product, shop.adenta)).toBeUndefined();
    expect(await batchOf(batch)).toEqual({
      ...{ remainingQuantity: 18, transferredOutQuantity: 12, transferredInQuantity: 0 },
    });
    const refused = await shop.refused(
      'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }',
      { input: { locationId: shop.adenta, lines: [{ productId: product, quantity: 1 }] } },
    );
    expect(refused).toMatchObject({ code: 'INSUFFICIENT_STOCK' });

    expect(await step('fulfillTransfer', id)).toEqual({ status: 'FULFILLED' });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 12, available: 12 });
    const { batch: there } = await shop.ask(
      `query ($id: ID!) { batch(id: $id) { batchNumber expiryDate remainingQuantity
         movements { nodes { kind quantity location { code } } } } }`,
      { id: batch },
    );
    expect(there).toMatchObject({ expiryDate: '2100-01-01', remainingQuantity: 30 });
    expect(there.movements.nodes).toEqual([
      { kind: 'RECEIPT', quantity: 30, location: { code: 'WAREHOUSE' } },
      { kind: 'TRANSFER_OUT', quantity: -12, location: { code: 'WAREHOUSE' } },
      { kind: 'TRANSFER_IN', quantity: 12, location: { code: 'ADENTA' } },
    ]);
  });

  it('return dispatched goods when they are cancelled, once', async () => {
    const product = await shop.product('BACK');
    await shop.receive(shop.warehouse, product, 5);
    await shop.receive(shop.warehouse, product, 5);
    const id = await shop.approvedTransfer(shop.warehouse, shop.cowLane, [
      { productId: product, quantity: 8 },
    ]);
    await step('dispatchTransfer', id);
    const cancel =
      'mutation ($id: ID!) { cancelTransfer(id: $id, reason: "van broke down") { status cancelReason } }';
    expect((await shop.ask(cancel, { id })).cancelTransfer).toEqual({
      ...{ status: 'CANCELLED', cancelReason: 'van broke down' },
    });
    expect(await shop.level(product, shop.warehouse)).toMatchObject({ onHand: 10, available: 10 });
    expect(await shop.refused(cancel, { id })).toMatchObject({
      ...{ code: 'ILLEGAL_TRANSITION', details: { from: 'CANCELLED', to: 'CANCELLED' } },
    });
    expect(
      await shop.refused('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', { id }),
    ).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  });

  it('take batches first expired, first out, in any unit, or the batch that a line names', async () => {
    const product = await shop.product('FEFO', { units: [{ code: 'pallet', factor: 100 }] });
    const late = await shop.receive(shop.warehouse, product, 2, {
      expiryDate: '2100-06-01',
      unit: 'pallet',
    });
    const soon = await shop.receive(shop.warehouse, product, 50, { expiryDate: '2100-01-01' });
    const id = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: product, quantity: 1, unit: 'pallet' },
      { productId: product, quantity: 20, batchId: late },
    ]);
    const { fulfillTransfer } = await shop.ask(
      `mutation ($id: ID!) { fulfillTransfer(id: $id) { from { code } to { code } requestedBy approvedBy
         lines { quantity unit batch { id } allocations { batch { id } quantity } } } }`,
      { id },
    );
    expect(fulfillTransfer).toEqual({
      ...{ from: { code: 'WAREHOUSE' }, to: { code: 'ADENTA' } },
      ...{ requestedBy: 'tester', approvedBy: 'approver' },
      lines: [
        {
          ...{ quantity: 100, unit: 'pallet', batch: null },
          allocations: [
            { batch: { id: soon }, quantity: 50 },
            { batch: { id: late }, quantity: 50 },
          ],
        },
        {
          ...{ quantity: 20, unit: 'unit', batch: { id: late } },
          allocations: [{ batch: { id: late }, quantity: 20 }],
        },
      ],
    });
  });

  it('are listed by status and location', async () => {
    const { transfers } = await shop.ask(
      'query ($at: ID) { transfers(status: FULFILLED, locationId: $at) { totalCount nodes { status to { code } } } }',
      { at: shop.adenta },
    );
    expect(transfers.totalCount).toBe(transfers.nodes.length);
    expect(transfers.nodes[0]).toEqual({ status: 'FULFILLED', to: { code: 'ADENTA' } });
  });
});
