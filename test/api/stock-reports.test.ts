import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

describe('stock reports', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  it('lowStock: less available than the reorder point, at one location or at all together, also without any receipt', async () => {
    const low = await shop.product('LOW', { reorderPoint: 10 });
    const enough = await shop.product('ENOUGH', { reorderPoint: 10 });
    await shop.product('NEVER', { reorderPoint: 1 });
    await shop.receive(shop.adenta, low, 9);
    await shop.receive(shop.adenta, enough, 4);
    await shop.receive(shop.warehouse, enough, 6);
    const lowAt = async (at?: string) =>
      (
        await shop.ask(
          'query ($at: ID) { lowStock(locationId: $at) { product { sku } location { code } available } }',
          { at },
        )
      ).lowStock.map(
        (s: { product: { sku: string }; location: { code: string }; available: number }) =>
          [s.product.sku, s.location.code, s.available].join(' '),
      );
    expect(await lowAt(shop.adenta)).toEqual(['ENOUGH ADENTA 4', 'LOW ADENTA 9', 'NEVER ADENTA 0']);
    const everywhere = await lowAt();
    expect(everywhere).toContain('LOW ADENTA 9');
    expect(everywhere.join()).not.toContain('ENOUGH');
    expect(everywhere.filter((line: string) => line.startsWith('NEVER')).length).toBeGreaterThan(1);
  });

  it('expiringBatches: batches in stock that expire within a number of days, at one location or at all', async () => {
    const product = await shop.product('MILK');
    for (const ahead of [0, 3, 9]) {
      await shop.receive(shop.adenta, product, 1, {
        batchNumber: `M${ahead}`,
        expiryDate: addDays(shop.server.shop.today, ahead),
      });
    }
    const expiring = async (days: number, at?: string) =>
      (
        await shop.ask(
          'query ($n: Int!, $at: ID) { expiringBatches(withinDays: $n, locationId: $at) { batchNumber } }',
          { n: days, at },
        )
      ).expiringBatches.map((b: { batchNumber: string }) => b.batchNumber);
    expect(await expiring(0)).toEqual(['M0']);
    expect(await expiring(3, shop.adenta)).toEqual(['M0', 'M3']);
    expect(await expiring(3, shop.warehouse)).toEqual([]);
    expect(await shop.refused('{ expiringBatches(withinDays: -1) { id } }')).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'withinDays' },
    });
  });

  it('pendingApprovals: the documents that wait for approval, and since when', async () => {
    const product = await shop.product('WAITING');
    const batch = await shop.receive(shop.adenta, product, 5);
    const { requestAdjustment } = await shop.ask(
      'mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }',
      {
        input: {
          batchId: batch,
          locationId: shop.adenta,
          type: 'LOSS',
          quantity: -1,
          reason: 'gone',
        },
      },
    );
    const pending = async (days: number) =>
      (
        await shop.ask(
          'query ($n: Int!) { pendingApprovals(olderThanDays: $n) { kind id requestedBy waitingDays } }',
          { n: days },
        )
      ).pendingApprovals;
    expect(await pending(0)).toContainEqual({
      ...{ kind: 'ADJUSTMENT', id: requestAdjustment.id, requestedBy: 'tester', waitingDays: 0 },
    });
    expect(await pending(1)).toEqual([]);
  });

  it('adjustments: approved by a second person unless the tenant allows self-approval, and once', async () => {
    const product = await shop.product('FOUR-EYES');
    const batch = await shop.receive(shop.adenta, product, 5);
    const request = async (quantity: number) =>
      (
        await shop.ask(
          'mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }',
          {
            input: {
              batchId: batch,
              locationId: shop.adenta,
              type: 'LOSS',
              quantity,
              reason: 'gone',
            },
          },
        )
      ).requestAdjustment.id;
    const id = await request(-9);
    const APPROVE = 'mutation ($id: ID!) { approveAdjustment(id: $id) { status approvedBy } }';
    const COMPLETE = 'mutation ($id: ID!) { completeAdjustment(id: $id) { status completedBy } }';
    expect(await shop.refused(APPROVE, { id })).toMatchObject({
      ...{ code: 'SELF_APPROVAL', details: { field: 'id', requestedBy: 'tester' } },
    });
    expect(await shop.refused(COMPLETE, { id })).toMatchObject({
      ...{ code: 'ILLEGAL_TRANSITION', details: { from: 'PENDING', to: 'COMPLETED' } },
    });
    await shop.ask(
      'mutation { updateSettings(input: { allowSelfApproval: true }) { allowSelfApproval } }',
    );
    expect((await shop.ask(APPROVE, { id })).approveAdjustment.approvedBy).toBe('tester');
    expect(await shop.refused(COMPLETE, { id })).toMatchObject({
      ...{ code: 'INSUFFICIENT_STOCK', details: { requested: 9, available: 5 } },
    });
    const REJECT =
      'mutation ($id: ID!, $why: String!) { rejectAdjustment(id: $id, reason: $why) { status rejectionReason } }';
    expect(await shop.refused(REJECT, { id, why: ' ' })).toMatchObject({
      ...{ code: 'REASON_MISSING', details: { field: 'reason' } },
    });
    expect((await shop.ask(REJECT, { id, why: 'miscounted' })).rejectAdjustment).toEqual({
      ...{ status: 'REJECTED', rejectionReason: 'miscounted' },
    });
    expect(await shop.refused(APPROVE, { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    await shop.ask(
      'mutation { updateSettings(input: { allowSelfApproval: false }) { allowSelfApproval } }',
    );
    expect((await shop.ask('{ settings { allowSelfApproval timeZone } }')).settings).toEqual({
      ...{ allowSelfApproval: false, timeZone: process.env['TEST_TIME_ZONE'] },
    });
  });

  it('addProductUnit: adds a unit, and does not change an existing one', async () => {
    const product = await shop.product('UNITS');
    const ADD = `mutation ($id: ID!, $n: SafeInt!) { addProductUnit(productId: $id, code: "pack", factor: $n) {
      units { code factor } } }`;
    expect((await shop.ask(ADD, { id: product, n: 6 })).addProductUnit.units).toEqual([
      { code: 'pack', factor: 6 },
      { code: 'unit', factor: 1 },
    ]);
    expect(await shop.refused(ADD, { id: product, n: 12 })).toMatchObject({
      code: 'UNIT_CODE_TAKEN',
    });
    await shop.receive(shop.adenta, product, 2, { unit: 'pack' });
    const { product: found } = await shop.ask(
      'query ($id: ID) { product(id: $id) { stock { byUnit { unit quantity } } } }',
      { id: product },
    );
    expect(found.stock[0].byUnit).toEqual([
      { unit: 'pack', quantity: 2 },
      { unit: 'unit', quantity: 0 },
    ]);
  });
});
