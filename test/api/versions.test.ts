import { openOperations, type Operations } from '../support/operations';

describe('expected versions', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  it('updateProduct: one of eight edits of the same version succeeds, the others get the current version', async () => {
    const id = await shop.product('VERSIONED');
    const UPDATE = `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { name version } }`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        shop.server.api.request(UPDATE, { input: { id, name: `name ${n}`, expectedVersion: 1 } }),
      ),
    );
    const refused = answers.flatMap(({ errors }) => errors ?? []);
    expect(refused).toHaveLength(7);
    for (const { extensions } of refused) {
      expect(extensions).toMatchObject({
        ...{ code: 'STALE_VERSION' },
        details: { field: 'input.expectedVersion', expected: 1, current: 2 },
      });
    }
    const { updateProduct } = await shop.ask(UPDATE, { input: { id, name: 'last' } });
    expect(updateProduct).toEqual({ name: 'last', version: 3 });
  });

  it('correctIntake: only while the intake is as expected', async () => {
    const batch = await shop.receive(shop.adenta, await shop.product('INTAKE-V'), 10);
    const CORRECT = `mutation ($id: ID!, $n: SafeInt!, $seen: SafeInt) {
      correctIntake(batchId: $id, quantity: $n, reason: "miscounted", expectedQuantity: $seen) { intakeQuantity } }`;
    await shop.ask(CORRECT, { id: batch, n: 12, seen: 10 });
    expect(await shop.refused(CORRECT, { id: batch, n: 13, seen: 10 })).toMatchObject({
      ...{ code: 'STALE_VERSION', details: { field: 'expectedQuantity', current: 12 } },
    });
  });

  it('adjustments: requested and completed only while the batch has not moved', async () => {
    const product = await shop.product('SEQUENCE-V');
    const batch = await shop.receive(shop.adenta, product, 10);
    await shop.ask(
      'mutation { updateSettings(input: { allowSelfApproval: true }) { allowSelfApproval } }',
    );
    const REQUEST =
      'mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }';
    const input = {
      batchId: batch,
      locationId: shop.adenta,
      type: 'LOSS',
      quantity: -1,
      reason: 'gone',
    };
    const { requestAdjustment } = await shop.ask(REQUEST, {
      input: { ...input, expectedSequence: 1 },
    });
    const { id } = requestAdjustment;
    await shop.ask('mutation ($id: ID!) { approveAdjustment(id: $id) { id } }', { id });
    await shop.sell(shop.adenta, [{ productId: product, quantity: 1 }]);
    expect(await shop.refused(REQUEST, { input: { ...input, expectedSequence: 1 } })).toMatchObject(
      {
        ...{ code: 'STALE_VERSION', details: { field: 'input.expectedSequence', current: 2 } },
      },
    );
    const COMPLETE =
      'mutation ($id: ID!, $seen: SafeInt) { completeAdjustment(id: $id, expectedSequence: $seen) { status } }';
    expect(await shop.refused(COMPLETE, { id, seen: 1 })).toMatchObject({
      ...{ code: 'STALE_VERSION', details: { field: 'expectedSequence', expected: 1, current: 2 } },
    });
    expect((await shop.ask(COMPLETE, { id, seen: 2 })).completeAdjustment.status).toBe('COMPLETED');
  });
});
