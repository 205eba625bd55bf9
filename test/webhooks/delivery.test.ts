import { asTenant } from '../support/database';
import { saleSql } from '../rules/statements';
import { TestReceiver } from './receiver';
import { openStage, type Stage } from './stage';

describe('delivery to a webhook', () => {
  let stage: Stage;
  let product: string;
  let receiver: TestReceiver;

  beforeAll(async () => {
    stage = await openStage();
    product = await stage.shop.product('SENT');
    await stage.shop.receive(stage.shop.adenta, product, 10_000);
  });
  afterAll(() => stage?.close());
  beforeEach(async () => {
    receiver = new TestReceiver();
    await receiver.start();
  });
  afterEach(() => receiver.stop());

  const sell = (quantity = 1) =>
    stage.shop.sell(stage.shop.adenta, [{ productId: product, quantity }]);
  /** Sells so many times, and returns the sales in their order. */
  const sellMany = async (count: number) => {
    const sold: string[] = [];
    for (let n = 0; n < count; n++) sold.push((await sell()).id);
    return sold;
  };
  const documents = () =>
    receiver.firsts.map(
      (id) => receiver.taken.find((message) => message.id === id)!.data.documentId as string,
    );

  it('sends each document of the wanted types in order, signed, and counts what waits', async () => {
    const id = await stage.webhook(receiver);
    const first = await sell(3);
    await stage.shop.receive(stage.shop.adenta, product, 1); // not wanted
    const second = await stage.shop.sell(stage.shop.adenta, [
      { productId: product, quantity: 1 },
      { productId: product, quantity: 2 },
    ]);
    await stage.settled();
    expect(await stage.row(id)).toMatchObject({ lag: 2, enabled: true, failures: 0 });
    await stage.drain(id);
    expect(receiver.wrong).toEqual([]);
    expect(receiver.taken.map(({ type }) => type)).toEqual(['movement.sale', 'movement.sale']);
    expect(documents()).toEqual([first.id, second.id]);
    expect(receiver.taken[0]!.id).toMatch(/^evt_[0-9a-f-]{36}$/);
    expect(receiver.taken[0]!.data).toMatchObject({
      ...{ documentType: 'SALE', movementCount: 1, actor: 'tester' },
      movements: [{ kind: 'SALE', quantity: -3, sku: 'SENT', locationCode: 'ADENTA' }],
    });
    await stage.drain(id);
    expect(receiver.taken).toHaveLength(2);
  });

  it('misses nothing while the receiver fails, answers too late, cuts off and restarts', async () => {
    const id = await stage.webhook(receiver);
    receiver.behave = (_message, number) =>
      ([200, 500, 200, 'hang', 'reset', 200, 503] as const)[number % 7]!;
    const sold = await sellMany(8);
    for (let n = 0; n < 6; n++) await stage.pass();
    await receiver.stop();
    sold.push(...(await sellMany(4)));
    await stage.pass();
    await receiver.start();
    sold.push(...(await sellMany(4)));
    await stage.drain(id);
    expect(documents()).toEqual(sold);
    expect(receiver.arrived).toBeGreaterThan(sold.length);
    expect(receiver.wrong).toEqual([]);
  });

  it('does not deliver out of order when several workers deliver at once', async () => {
    const id = await stage.webhook(receiver);
    receiver.behave = async (_message, number) => {
      await new Promise((done) => setTimeout(done, (number * 7) % 11));
      return 200;
    };
    const sold = await sellMany(20);
    await stage.drain(id, 3);
    expect(documents()).toEqual(sold);
  });

  it('sends an event again, under its id, when it dies between the answer and the record of it', async () => {
    const id = await stage.webhook(receiver);
    const { pools } = stage.shop.server.database;
    const [sale] = await sellMany(1);
    // The record waits for this lock, and its session ends while it waits.
    const locker = await pools.super.connect();
    let died: Promise<unknown> | undefined;
    receiver.behave = async () => {
      if (died) return 200;
      await locker.query('begin; select from inventory.webhooks for update');
      died = (async () => {
        for (let ended = 0; ended === 0;) {
          const { rows } = await pools.super.query<{ ended: number }>(
            `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and query like '%record_delivery%'`,
          );
          ended = rows[0]!.ended;
        }
        await locker.query('rollback');
      })();
      return 200;
    };
    for (let n = 0; receiver.arrived === 0 && n < 1000; n++) await stage.pass();
    await died;
    locker.release();
    expect(await stage.row(id)).toMatchObject({ lag: 1 });
    await stage.drain(id);
    expect(receiver.taken).toHaveLength(2);
    expect(receiver.firsts).toHaveLength(1);
    expect(documents()).toEqual([sale]);
  });

  it('waits for a transaction that began before others and commits after them', async () => {
    const id = await stage.webhook(receiver);
    const { database, shop } = stage.shop.server;
    let during = '';
    await asTenant(database.pools.app, shop.tenant, async (client) => {
      await client.query(saleSql(shop, [{}]));
      during = (await sell()).id;
      for (let n = 0; n < 5; n++) await stage.pass();
      expect(receiver.taken).toEqual([]);
    });
    await stage.drain(id);
    expect(receiver.taken).toHaveLength(2);
    expect(documents()[1]).toBe(during);
  });

  it('is sent nothing of another tenant', async () => {
    const id = await stage.webhook(receiver);
    const { api, database } = stage.shop.server;
    const { rows } = await database.pools.owner.query<{ id: string }>(
      `select inventory.create_tenant('other', 'Other', 'UTC') as id`,
    );
    const token = await api.token(rows[0]!.id);
    const theirs = await api.request('{ webhooks { id } }', {}, { token });
    expect(theirs.data.webhooks).toEqual([]);
    const { errors } = await api.request(
      'mutation ($id: ID!) { deleteWebhook(id: $id) }',
      { id },
      { token },
    );
    expect(errors![0]!.extensions.code).toBe('WEBHOOK_UNKNOWN');
  });
});
