import { randomUUID } from 'node:crypto';
import { startApi, type Api, type ApiAnswer } from '../support/api';
import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
  id actor lines { quantity allocations { quantity } } } }`;

describe.each([true, false])('sales that arrive at once, groups %s', (groupedWrites) => {
  let database: TestDatabase;
  let shop: TestShop;
  let api: Api;
  let product: string;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    api = await startApi(database, shop.tenant, { settings: { groupedWrites, maxGroup: 8 } });
    product = (await shop.call('create_product', { sku: 'GROUP', name: 'Group' })).id;
    await shop.call('receive_stock', {
      locationId: shop.location,
      lines: [{ productId: product, batchNumber: '1', quantity: 20 }],
    });
  });
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  const input = (quantity: number, more: object = {}) => ({
    ...{ locationId: shop.location, lines: [{ productId: product, quantity }] },
    ...more,
  });
  const sell = async (actor: string, body: object, signal?: AbortSignal): Promise<ApiAnswer> => {
    const response = await fetch(api.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await api.token(shop.tenant, 'clerk', actor)}`,
      },
      body: JSON.stringify({ query: SELL, variables: { input: body } }),
      ...(signal ? { signal } : {}),
    });
    return (await response.json()) as ApiAnswer;
  };
  const metric = async (name: string) => {
    const text = await (await fetch(api.url.replace('graphql', 'metrics'))).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  };

  it('gives each its own answer', async () => {
    const key = { idempotencyKey: randomUUID() };
    const answers = await Promise.all([
      ...Array.from({ length: 12 }, (_, n) => sell(`till-${n}`, input(1))),
      sell('greedy', input(1000)),
      sell('late', input(1, { businessDate: '2001-01-01' })),
      sell('anna', input(2, key)),
      sell('anna', input(2, key)),
    ]);
    const sold = answers.slice(0, 12).map(({ data }) => data.recordSale);
    expect(sold.map(({ actor }) => actor)).toEqual(sold.map((_, n) => `till-${n}`));
    expect(sold.every(({ lines }) => lines[0].allocations[0].quantity === 1)).toBe(true);
    const [greedy, late, ...anna] = answers.slice(12);
    expect(greedy!.errors![0]).toMatchObject({
      message: expect.stringMatching(/^Product GROUP: 1000 requested, \d+ available$/),
      extensions: {
        ...{ code: 'INSUFFICIENT_STOCK', rule: 'insufficient_stock' },
        details: { field: 'input.lines[0].quantity', sku: 'GROUP', requested: 1000 },
        hint: 'Ask for at most what is available, or receive stock first.',
      },
    });
    expect(late!.errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect(new Set(anna.map(({ data }) => data.recordSale.id)).size).toBe(1);
    const { rows } = await database.pools.super.query<{ left: number }>(
      'select quantity as left from inventory.batch_stock where product_id = $1',
      [product],
    );
    expect(rows[0]!.left).toBe(20 - 12 - 2);
  });

  it('shows how many went together', async () => {
    const alone = await metric('bincard_write_group_size_bucket{le="1"}');
    const groups = await metric('bincard_write_group_size_count');
    const requests = await metric('bincard_write_group_size_sum');
    expect([groups > alone, requests]).toEqual(groupedWrites ? [true, 16] : [false, 0]);
    expect(await metric('bincard_write_group_wait_seconds_count')).toBe(requests);
    // None is larger than the setting allows.
    expect(await metric('bincard_write_group_size_bucket{le="8"}')).toBe(groups);
  });

  it('loses no other sale when a client goes away', async () => {
    const leaving = new AbortController();
    const sent = Array.from({ length: 6 }, (_, n) =>
      sell(`stays-${n}`, input(1, { receiptNumber: `${groupedWrites} ${n}` }), undefined),
    );
    const left = sell('leaves', input(1), leaving.signal).catch(() => 'left');
    leaving.abort();
    expect(await left).toBe('left');
    const answers = await Promise.all(sent);
    const outcomes = answers.map(({ data, errors }) => data?.recordSale.actor ?? errors);
    expect(outcomes.filter((each) => /^stays/.test(String(each))).length).toBeGreaterThanOrEqual(5);
  });
});
