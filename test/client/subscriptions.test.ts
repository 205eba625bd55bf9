import { setTimeout as sleep } from 'node:timers/promises';
import { dataOf, graphql, Refused } from '../../client/index.mjs';
import { until } from '../server/support';
import { CHANGES, openClientStage, SELL, type ClientStage } from './shop';

const NOW = graphql('query Now { movementsSince(limit: 500) { cursor } }');

describe('subscriptions of the client', () => {
  let stage: ClientStage;
  beforeAll(async () => {
    stage = await openClientStage();
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.proxy.forward());

  const movements = async () => {
    const { rows } = await stage.servers.database.pools.super.query<{ id: string }>(
      'select id from inventory.movements where tenant_id = $1 order by id',
      [stage.servers.shop.tenant],
    );
    return rows.map(({ id }) => id);
  };

  it('have each event once, though the connection is lost again and again', async () => {
    const before = await movements();
    const direct = await stage.client({ url: stage.server.url });
    const { cursor } = dataOf(await direct.execute(NOW)).movementsSince;
    const client = await stage.client();
    const events = client.subscribe(CHANGES, { cursor });
    const got: string[] = [];
    const reading = (async () => {
      for await (const event of events) got.push(dataOf(event).stockChanged.movement.id);
    })();
    for (let n = 0; n < 24; n++) {
      if (n % 4 === 0) stage.proxy.loseAnswers();
      if (n % 4 === 2) stage.proxy.forward();
      dataOf(await direct.execute(SELL, { input: stage.sale() }));
      while (n % 4 === 3 && got.length <= n) await sleep(20);
    }
    await events.return!();
    await reading;
    const sold = (await movements()).slice(before.length);
    expect(got.sort()).toEqual(sold);
  });

  it('begin before they are connected: nothing is missed where that is lost before the first event', async () => {
    const direct = await stage.client({ url: stage.server.url });
    let answered = false;
    const client = await stage.client({
      fetch: async (...request) => {
        const response = await fetch(...request);
        await response.clone().text();
        answered = true;
        return response;
      },
    });
    const events = client.subscribe(CHANGES);
    const next = events.next();
    await until(() => answered);
    stage.proxy.loseAnswers();
    const sale = dataOf(await direct.execute(SELL, { input: stage.sale() })).recordSale;
    stage.proxy.forward();
    const got = new Set<string>();
    for (let event = await next; ; event = await events.next()) {
      got.add(dataOf(event.value!).stockChanged.movement.documentId);
      if (got.has(sale.id)) break;
    }
    await events.return!();
  });

  it('say so where the position is refused, and ask again where it was only not there', async () => {
    const wrong = await stage.client({ token: 'none' });
    await expect(wrong.subscribe(CHANGES).next()).rejects.toThrow(Refused);
    const tokens = ['none', await stage.server.token()];
    const late = await stage.client({ token: () => tokens.shift() ?? stage.server.token() });
    const direct = await stage.client({ url: stage.server.url });
    const events = late.subscribe(CHANGES);
    const next = events.next();
    await until(() => tokens.length === 0);
    const selling = setInterval(() => void direct.execute(SELL, { input: stage.sale() }), 100);
    expect((await next).done).toBe(false);
    clearInterval(selling);
    await events.return!();
  });

  it('notice a connection on which nothing comes any more', async () => {
    const direct = await stage.client({ url: stage.server.url });
    const { cursor } = dataOf(await direct.execute(NOW)).movementsSince;
    const client = await stage.client({ keepAliveMs: 1000 });
    const events = client.subscribe(CHANGES, { cursor });
    const next = () => events.next().then(({ value }) => dataOf(value!).stockChanged.cursor);
    dataOf(await direct.execute(SELL, { input: stage.sale() }));
    const first = await next();
    stage.proxy.drop();
    dataOf(await direct.execute(SELL, { input: stage.sale() }));
    const second = next();
    setTimeout(() => stage.proxy.forward(), 3000);
    expect(await second).not.toBe(first);
    await events.return!();
  });

  it('end while they wait', async () => {
    const client = await stage.client();
    const giveUp = new AbortController();
    const one = client.subscribe(CHANGES, {}, { signal: giveUp.signal });
    const waiting = one.next();
    giveUp.abort();
    expect(await waiting).toMatchObject({ done: true });
    const other = client.subscribe(CHANGES);
    const pending = other.next();
    await other.return!();
    expect(await pending).toMatchObject({ done: true });
  });

  it('say why the server refuses them', async () => {
    const client = await stage.client();
    const events = client.subscribe(CHANGES, { cursor: 'nonsense' });
    const refused = await events.next().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).refusals[0].code).toBe('INVALID_CURSOR');
  });

  it('take the token that there is when they connect again', async () => {
    const tokens = [await stage.server.token('viewer', 'short', '1s'), await stage.server.token()];
    const client = await stage.client({ token: () => tokens.shift() ?? 'none' });
    const direct = await stage.client({ url: stage.server.url });
    const { cursor } = dataOf(await direct.execute(NOW)).movementsSince;
    const events = client.subscribe(CHANGES, { cursor });
    const next = events.next();
    while (tokens.length > 0) await sleep(20); // it has expired, and the second was asked for
    dataOf(await direct.execute(SELL, { input: stage.sale() }));
    expect((await next).done).toBe(false);
    await events.return!();
  });

  it('must be able to go on from a cursor', () => {
    const document = graphql('subscription { stockChanged { movement { id } } }');
    return stage
      .client()
      .then((client) => expect(() => client.subscribe(document)).toThrow('$cursor: String'));
  });
});
