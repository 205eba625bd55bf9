import { dataOf, graphql, OutcomeUnknown } from '../../client/index.mjs';
import { freePort } from '../../src/postgres/embedded-server';
import { openClientStage, SELL, type ClientStage } from './shop';

const ME = graphql('query Me { me { actor role } }');
/** The input is not a variable, so the client cannot give it a key. */
const SELL_WITHOUT_KEY = graphql(`
  mutation Sell($at: ID!, $product: ID!) {
    recordSale(input: { locationId: $at, lines: [{ productId: $product, quantity: 1 }] }) {
      id
    }
  }
`);
const SELL_TWO = graphql(`
  mutation SellTwo($a: RecordSaleInput!, $b: RecordSaleInput!) {
    a: recordSale(input: $a) {
      id
    }
    b: recordSale(input: $b) {
      id
    }
  }
`);
const VOID_AND_SELL = graphql(`
  mutation VoidAndSell($id: ID!, $input: RecordSaleInput!) {
    voidSale(id: $id, reason: "Rung up twice") {
      id
    }
    recordSale(input: $input) {
      id
    }
  }
`);

describe('requests of the client', () => {
  let stage: ClientStage;
  beforeAll(async () => {
    stage = await openClientStage();
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.proxy.forward());

  /** A fetch behind the proxy, which loses the answers of the attempts that `isLost` names. */
  function losing(isLost: (attempt: number) => boolean) {
    const bodies: string[] = [];
    const fetchThrough: typeof fetch = (url, init) => {
      bodies.push(init!.body as string);
      if (isLost(bodies.length)) stage.proxy.loseAnswers();
      else stage.proxy.forward();
      return fetch(url, init);
    };
    return { bodies, fetch: fetchThrough };
  }

  it('sells each thing once, however often the answer is lost', async () => {
    const before = await stage.stock();
    const { bodies, fetch } = losing((attempt) => attempt % 3 !== 0);
    const client = await stage.client({ fetch });
    const ids = new Set<string>();
    for (let n = 0; n < 10; n++) {
      ids.add(dataOf(await client.execute(SELL, { input: stage.sale() })).recordSale.id);
    }
    expect([ids.size, bodies.length]).toEqual([10, 30]);
    const { sales, onHand } = await stage.stock();
    expect([sales - before.sales, before.onHand - onHand]).toEqual([10, 10]);
  });

  it('each field of a mutation has a key of its own, and keeps the one that it was given', async () => {
    const before = await stage.stock();
    const { bodies, fetch } = losing((attempt) => attempt === 1);
    const client = await stage.client({ fetch });
    const given = { ...stage.sale(), idempotencyKey: 'till-1-0001' };
    const { a, b } = dataOf(await client.execute(SELL_TWO, { a: given, b: stage.sale() }));
    expect(a.id).not.toBe(b.id);
    expect((await stage.stock()).sales - before.sales).toBe(2);
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).toContain('"idempotencyKey":"till-1-0001"');
  });

  it.each([
    [
      'whose input is in the document',
      (client: Awaited<ReturnType<ClientStage['client']>>) =>
        client.execute(SELL_WITHOUT_KEY, {
          at: stage.servers.shop.location,
          product: stage.servers.shop.product,
        }),
    ],
    [
      'of which one field takes no key',
      (client: Awaited<ReturnType<ClientStage['client']>>) =>
        client.execute(VOID_AND_SELL, { id: stage.servers.shop.sale, input: stage.sale() }),
    ],
  ])('does not repeat a mutation %s', async (_, send) => {
    const { bodies, fetch } = losing(() => true);
    const client = await stage.client({ fetch });
    await expect(send(client)).rejects.toThrow(OutcomeUnknown);
    expect(bodies.length).toBe(1);
  });

  it('repeats what was not sent, with a key or without', async () => {
    const { sales } = await stage.stock();
    let attempts = 0;
    const nobody = `http://127.0.0.1:${await freePort()}/`;
    const client = await stage.client({
      fetch: (url, init) => fetch(++attempts < 3 ? nobody : url, init),
    });
    const { location: at, product } = stage.servers.shop;
    dataOf(await client.execute(SELL_WITHOUT_KEY, { at, product }));
    expect([attempts, (await stage.stock()).sales - sales]).toEqual([3, 1]);
  });

  it('repeats a request that never ends, with the same key', async () => {
    const before = await stage.stock();
    let attempts = 0;
    const client = await stage.client({
      timeoutMs: 2000,
      fetch: (url, init) => {
        if (++attempts === 1) stage.proxy.drop();
        else stage.proxy.forward();
        return fetch(url, { ...init, headers: { ...init!.headers, connection: 'close' } });
      },
    });
    dataOf(await client.execute(SELL, { input: stage.sale() }));
    expect(attempts).toBeGreaterThan(1);
    expect((await stage.stock()).sales - before.sales).toBe(1);
  });

  it.each([
    ['OVERLOADED', true, 2],
    ['DATABASE_UNAVAILABLE', true, 2],
    ['CONFLICT_RETRY', true, 2],
    ['OUTCOME_UNKNOWN', false, 2], // of a mutation whose fields all have a key
    ['INSUFFICIENT_STOCK', false, 1],
    ['INTERNAL_SERVER_ERROR', false, 1],
  ])('an answer of %s is sent %s, %d times in all', async (code, retryable, times) => {
    let attempts = 0;
    const extensions = { code, ...(retryable && { retryable }) };
    const client = await stage.client({
      fetch: (url, init) =>
        ++attempts === 1
          ? Promise.resolve(Response.json({ data: null, errors: [{ message: 'x', extensions }] }))
          : fetch(url, init),
    });
    const { ok } = await client.execute(SELL, { input: stage.sale() });
    expect([ok, attempts]).toEqual([times === 2, times]);
  });

  it('takes a page of a proxy for a lost answer', async () => {
    let attempts = 0;
    const client = await stage.client({
      fetch: (url, init) =>
        ++attempts === 1
          ? Promise.resolve(new Response('<html>Bad gateway</html>', { status: 502 }))
          : fetch(url, init),
    });
    expect(dataOf(await client.execute(ME))).toEqual({ me: { actor: 'till', role: 'CLERK' } });
  });

  it('gives up after its attempts, and when it is told to', async () => {
    let attempts = 0;
    const nobody = () => {
      attempts++;
      return Promise.reject(new TypeError('fetch failed'));
    };
    const client = await stage.client({ fetch: nobody, attempts: 3 });
    await expect(client.execute(ME)).rejects.toThrow('fetch failed');
    expect(attempts).toBe(3);
    const patient = await stage.client({ fetch: nobody, firstPauseMs: 60_000 });
    const giveUp = new AbortController();
    const asked = patient.execute(ME, {}, { signal: giveUp.signal });
    giveUp.abort();
    await expect(asked).rejects.toThrow();
    expect(attempts).toBeLessThanOrEqual(4);
  });

  it('asks for the token anew for each attempt', async () => {
    const good = await stage.server.token('viewer', 'reader');
    const tokens = ['wrong', good];
    const client = await stage.client({ token: () => Promise.resolve(tokens.shift()!) });
    const first = await client.execute(ME);
    expect(first.ok || first.refusals[0].code).toBe('UNAUTHENTICATED');
    expect(dataOf(await client.execute(ME)).me.actor).toBe('reader');
  });
});
