import { checkpointsOf, verifyProof } from '../../client/verify-proof.mjs';
import { raiseAlerts } from '../../src/jobs/alerts';
import { asTenant } from '../support/database';
import { addDays } from '../support/days';
import { TestReceiver } from './receiver';
import { openStage, type Stage } from './stage';

describe('events that are no movements', () => {
  let stage: Stage;
  let receiver: TestReceiver;
  let id: string;

  const WANTED = [
    'stock.low',
    'batch.expiring',
    'batch.expired',
    'chain.broken',
    'day.closed',
    'day.signed',
  ];
  beforeAll(async () => {
    stage = await openStage();
    receiver = new TestReceiver();
    await receiver.start();
    id = await stage.webhook(receiver, [...WANTED, 'approval.wanted', 'approval.decided']);
    await alerts(); // of what the shop has from the start
    await stage.drain(id);
  });
  afterAll(() => stage?.close());
  beforeEach(() => void receiver.taken.splice(0));

  const told = async () => {
    await stage.drain(id);
    const seen = receiver.taken.map(({ type, data }) => [type, data]);
    return seen;
  };
  const alerts = () => raiseAlerts(stage.shop.server.database.pools);
  const today = () => stage.shop.server.shop.today;

  it('an adjustment waits for approval, and is decided on', async () => {
    const product = await stage.shop.product('JUDGED');
    const batch = await stage.shop.receive(stage.shop.adenta, product, 10);
    await stage.shop.adjust(batch, stage.shop.adenta, 'DAMAGE', -1);
    const request = { kind: 'ADJUSTMENT', requestedBy: 'tester' };
    expect(await told()).toEqual([
      ['approval.wanted', { ...request, id: expect.any(String) }],
      [
        'approval.decided',
        { ...request, id: expect.any(String), status: 'APPROVED', decidedBy: 'approver' },
      ],
    ]);
  });

  it('a transfer waits for approval and is cancelled', async () => {
    const product = await stage.shop.product('MOVED');
    await stage.shop.receive(stage.shop.adenta, product, 10);
    const { requestTransfer } = await stage.shop.ask(
      'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { id } }',
      {
        input: {
          ...{ fromLocationId: stage.shop.adenta, toLocationId: stage.shop.cowLane },
          lines: [{ productId: product, quantity: 1 }],
        },
      },
    );
    await stage.shop.ask(
      'mutation ($id: ID!) { cancelTransfer(id: $id, reason: "not needed") { id } }',
      { id: requestTransfer.id },
    );
    expect(await told()).toEqual([
      ['approval.wanted', { kind: 'TRANSFER', id: requestTransfer.id, requestedBy: 'tester' }],
      [
        'approval.decided',
        {
          ...{ kind: 'TRANSFER', id: requestTransfer.id, requestedBy: 'tester' },
          ...{ status: 'CANCELLED', decidedBy: 'tester' },
        },
      ],
    ]);
  });

  it('a blind count is settled beyond its tolerance, and is posted', async () => {
    const { shop } = stage;
    const product = await shop.product('COUNTED');
    const batch = await shop.receive(shop.adenta, product, 10);
    const { startStockCount } = await shop.ask(
      'mutation ($of: [ID!]) { startStockCount(locationId: "ADENTA", productIds: $of, blind: true) { id } }',
      { of: [product] },
    );
    const { id: countId } = startStockCount;
    const { api, shop: base } = shop.server;
    const as = async (actor: string, query: string) => {
      const token = await api.token(base.tenant, 'manager', actor);
      const { errors } = await api.request(query, { id: countId, b: batch }, { token });
      expect(errors).toBeUndefined();
    };
    for (const actor of ['ann', 'ben']) {
      await as(
        actor,
        'mutation ($id: ID!, $b: ID!) { recordCount(stockCountId: $id, lines: [{ batchId: $b, countedQuantity: 8 }]) { id } submitStockCount(id: $id) { id } }',
      );
    }
    await as('mia', 'mutation ($id: ID!) { postStockCount(id: $id, reason: "seen") { id } }');
    const request = { kind: 'STOCK_COUNT', id: countId, requestedBy: 'ben' };
    expect(await told()).toEqual([
      ['approval.wanted', request],
      ['approval.decided', { ...request, status: 'POSTED', decidedBy: 'mia' }],
    ]);
  });

  it('stock is low: once, and again after it was not', async () => {
    const product = await stage.shop.product('SCARCE', { reorderPoint: 5 });
    await stage.shop.receive(stage.shop.adenta, product, 6);
    await alerts();
    expect(await told()).toEqual([]);
    await stage.shop.sell(stage.shop.adenta, [{ productId: product, quantity: 2 }]);
    await alerts();
    await alerts();
    const low = { productId: product, sku: 'SCARCE', available: 4, reorderPoint: 5 };
    expect(await told()).toEqual([['stock.low', low]]);
    await stage.shop.receive(stage.shop.adenta, product, 1);
    await alerts();
    await stage.shop.sell(stage.shop.adenta, [{ productId: product, quantity: 2 }]);
    await alerts();
    expect(await told()).toEqual([
      ['stock.low', low],
      ['stock.low', { ...low, available: 3 }],
    ]);
  });

  it('a batch expires soon, or has expired', async () => {
    const product = await stage.shop.product('MILK');
    const receive = (days: number, more: object = {}) =>
      stage.shop.receive(stage.shop.adenta, product, 2, {
        expiryDate: addDays(today(), days),
        ...more,
      });
    await receive(31);
    const soon = await receive(30);
    const expired = await receive(-1, { acceptExpired: true });
    await alerts();
    await alerts();
    const facts = await told();
    expect(facts).toHaveLength(2);
    expect(facts).toEqual(
      expect.arrayContaining([
        ['batch.expiring', expect.objectContaining({ batchId: soon, sku: 'MILK', quantity: 2 })],
        ['batch.expired', expect.objectContaining({ batchId: expired, sku: 'MILK' })],
      ]),
    );
  });

  it('a day is closed, with its roots, and signed', async () => {
    const day = addDays(today(), -2);
    await stage.shop.ask('mutation ($day: LocalDate!) { closeDay(businessDate: $day) }', { day });
    const { closedDays } = await stage.shop.ask(
      'query ($day: LocalDate!) { closedDays(from: $day, to: $day) { root logRoot days hash } }',
      { day },
    );
    const [closed, signed] = await told();
    const { root, logRoot, days, hash } = closedDays[0];
    const roots = { businessDate: day, days, root, logRoot, hash };
    expect(closed).toEqual(['day.closed', { ...roots, closedBy: 'tester', movements: 0 }]);
    const { checkpointConsistency } = await stage.shop.ask(
      'query ($day: LocalDate!) { checkpointConsistency(from: $day, to: $day) { content keyId } }',
      { day },
    );
    const { content, keyId } = checkpointConsistency as { content: string; keyId: string };
    const [checkpoint] = checkpointsOf(content);
    expect(signed).toEqual(['day.signed', { ...roots, keyId, checkpoint }]);
    // What the witness kept is held against a proof that is made later.
    const body = JSON.stringify({ type: signed![0], data: signed![1] });
    expect(checkpointsOf(body)).toEqual([checkpoint]);
    const kept = checkpointsOf(body)[0]!;
    expect(await verifyProof(content, { kept })).toMatchObject({ valid: true });
    expect(await verifyProof(content, { kept: `${kept}A` })).toMatchObject({
      reason: 'checkpoint_differs',
    });
  });

  it('a chain is broken', async () => {
    const product = await stage.shop.product('FORGED');
    const batch = await stage.shop.receive(stage.shop.adenta, product, 10);
    const { database, shop } = stage.shop.server;
    await asTenant(database.pools.super, shop.tenant, async (client) => {
      await client.query('alter table inventory.movements disable trigger all');
      await client.query(`update inventory.movements set actor = 'mallory' where batch_id = $1`, [
        batch,
      ]);
    });
    await shop.call('verify', { mode: 'FULL' });
    expect(await told()).toEqual([
      ['chain.broken', expect.objectContaining({ batchId: batch, sequence: 1 })],
    ]);
  });
});
