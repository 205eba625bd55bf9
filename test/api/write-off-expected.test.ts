import { until, waitingForLock } from '../server/support';
import { asTenant } from '../support/database';
import { addDays } from '../support/days';
import { lotRequests } from '../support/lots';
import { openOperations, type Operations } from '../support/operations';

// What expired is written off exactly as a dry run listed it, or not at all.

const WRITE_OFF = `mutation ($dryRun: Boolean, $at: ID, $expected: [ExpiredStockInput!], $key: String) {
  writeOffExpired(dryRun: $dryRun, locationId: $at, expected: $expected, idempotencyKey: $key) {
    lines { batch { id } location { id } quantity movement { id } } } }`;

interface Line {
  readonly batch: { readonly id: string };
  readonly location: { readonly id: string };
  readonly quantity: number;
}

describe('a write-off of what a dry run listed', () => {
  let shop: Operations;
  let serial = 0;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const { receive } = lotRequests(() => shop);
  const ended = () => addDays(shop.server.shop.today, -1);
  /** A place with expired goods in two lots, and what a dry run says of it. */
  const expired = async () => {
    const code = `SHELF-${++serial}`;
    const { createLocation } = await shop.ask(
      'mutation ($code: String!) { createLocation(input: { code: $code, name: $code, kind: STOREFRONT }) { id } }',
      { code },
    );
    const at = createLocation.id as string;
    const product = await shop.product(`MILK-${serial}`);
    const line = { expiryDate: ended(), acceptExpired: true };
    const batches = await receive(
      at,
      product,
      { ...line, batchNumber: 'ONE', quantity: 5 },
      { ...line, batchNumber: 'TWO', quantity: 3 },
    );
    const { lines } = (await shop.ask(WRITE_OFF, { at })).writeOffExpired as { lines: Line[] };
    const expected = lines.map(({ batch, location, quantity }) => ({
      ...{ batchId: batch.id, locationId: location.id, quantity },
    }));
    const live = { at, dryRun: false, expected };
    const left = async () => (await shop.level(product, at))['onHand'];
    return { at, code, product, batches, live, left };
  };
  const row = (of: { at: string; code: string }, more: object) => ({
    ...{ location: of.code, locationId: of.at, sku: `MILK-${serial}` },
    ...more,
  });

  it('writes off exactly that, and the same key answers it again', async () => {
    const { live, left } = await expired();
    const first = await shop.ask(WRITE_OFF, { ...live, key: 'once' });
    expect(first.writeOffExpired.lines.map(({ quantity }: Line) => quantity).sort()).toEqual([
      3, 5,
    ]);
    expect(await left()).toBe(0);
    expect(await shop.ask(WRITE_OFF, { ...live, key: 'once' })).toEqual(first);
    expect(await shop.refused(WRITE_OFF, live)).toMatchObject({ code: 'STALE_VERSION' });
    expect(await shop.refused(WRITE_OFF, { ...live, at: null, key: 'once' })).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('names what was taken meanwhile, and writes nothing', async () => {
    const of = await expired();
    const [one] = of.batches;
    await shop.adjust(one!.id, of.at, 'DAMAGE', -1);
    const changed = { batchId: one!.id, batchNumber: 'ONE', expected: 5, current: 4 };
    const stale = { field: expect.stringMatching(/^expected\[[01]\]$/), rows: [row(of, changed)] };
    for (const dryRun of [true, false]) {
      expect(await shop.refused(WRITE_OFF, { ...of.live, dryRun })).toMatchObject({
        code: 'STALE_VERSION',
        details: stale,
      });
    }
    expect(await of.left()).toBe(7);
  });

  it('names what has not expired after all and what has expired since', async () => {
    const of = await expired();
    const [, two] = of.batches;
    await shop.ask(
      'mutation ($lot: ID!) { correctLotExpiry(lotId: $lot, expiryDate: "2100-01-01", reason: "misread") { id } }',
      { lot: two!.lot.id },
    );
    const line = { expiryDate: ended(), acceptExpired: true };
    const [more] = await receive(of.at, of.product, {
      ...{ ...line, batchNumber: 'THREE', quantity: 2 },
    });
    const { details } = (await shop.refused(WRITE_OFF, of.live)) as { details: { rows: object[] } };
    expect(details.rows).toEqual([
      row(of, { batchId: two!.id, batchNumber: 'TWO', expected: 3, current: 0 }),
      row(of, { batchId: more!.id, batchNumber: 'THREE', expected: 0, current: 2 }),
    ]);
    expect(await of.left()).toBe(10);
  });

  it('sees what an open transaction takes, once that is committed', async () => {
    const of = await expired();
    const [one] = of.batches;
    const { requestAdjustment } = await shop.ask(
      `mutation ($batch: ID!, $at: ID!) { requestAdjustment(input: { batchId: $batch, locationId: $at, type: DAMAGE, quantity: -2, reason: "broken" }) { id } }`,
      { batch: one!.id, at: of.at },
    );
    const { id } = requestAdjustment;
    await shop.askApprover('mutation ($id: ID!) { approveAdjustment(id: $id) { id } }', { id });
    let written: Promise<Record<string, unknown>> | undefined;
    const { server } = shop;
    await asTenant(server.database.pools.app, server.shop.tenant, async (client) => {
      await client.query(
        `update inventory.adjustments set status = 'COMPLETED' where id = '${id}'`,
      );
      written = shop.refused(WRITE_OFF, of.live);
      await until(async () => (await waitingForLock(server.database)) > 0);
    });
    expect(await written).toMatchObject({
      code: 'STALE_VERSION',
      details: {
        rows: [row(of, { batchId: one!.id, batchNumber: 'ONE', expected: 5, current: 3 })],
      },
    });
    expect(await of.left()).toBe(6);
  });

  it('one of many at once is written, and none twice', async () => {
    const { live, left } = await expired();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => shop.server.api.request(WRITE_OFF, live)),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(await left()).toBe(0);
  });

  it('takes no more rows than it may, nor a quantity of none', async () => {
    const { live } = await expired();
    const [first] = live.expected;
    const many = Array.from({ length: 5_001 }, () => first);
    expect(await shop.refused(WRITE_OFF, { ...live, expected: many })).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', details: { field: 'expected', maximum: 5_000 } },
    });
    expect(
      await shop.refused(WRITE_OFF, { ...live, expected: [{ ...first, quantity: 0 }] }),
    ).toMatchObject({ details: { field: 'expected[0].quantity' } });
  });
});
