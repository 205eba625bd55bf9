import { asTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';

describe('channels', () => {
  let shop: Operations;
  let mug: string;
  let cup: string;

  beforeAll(async () => {
    shop = await openOperations();
    mug = await shop.product('MUG-C');
    cup = await shop.product('CUP-C');
    await shop.receive(shop.adenta, mug, 10);
    await shop.receive(shop.cowLane, mug, 5);
    await shop.receive(shop.adenta, cup, 4);
  });
  afterAll(() => shop?.close());

  const REPORT =
    'mutation ($channel: String!, $stock: [ChannelStockInput!]!) { reportChannelStock(channel: $channel, stock: $stock) }';
  const report = async (stock: object[], channel = 'site') =>
    (await shop.ask(REPORT, { channel, stock })).reportChannelStock;
  const compare = async () =>
    (
      await shop.ask(
        `{ compareStock(kinds: [CHANNEL_MISMATCH, TOTAL_MISMATCH, NOT_LISTED]) { discrepancies {
             kind channel subject expected actual difference differencePercent product { sku } location { code } } } }`,
      )
    ).compareStock.discrepancies.map(
      (d: {
        kind: string;
        channel: string;
        product: { sku: string };
        location: { code: string } | null;
        expected: number;
        actual: number;
        differencePercent: number | null;
      }) =>
        [
          d.kind,
          d.channel,
          d.product.sku,
          d.location?.code ?? '*',
          d.expected,
          d.actual,
          d.differencePercent,
        ].join(' '),
    );

  it('agree while they report what is available, at a place or over all', async () => {
    expect(
      await report([
        { sku: 'MUG-C', locationCode: 'ADENTA', quantity: 10, total: 15, visible: true },
        { sku: 'MUG-C', locationCode: 'COW-LANE', quantity: 5 },
      ]),
    ).toBe(2);
    expect(await report([{ sku: 'CUP-C', quantity: 4 }], 'market')).toBe(1);
    expect(await compare()).toEqual([]);
  });

  it('differ by kind, with a percentage where something is expected', async () => {
    await report([
      { sku: 'MUG-C', locationCode: 'ADENTA', quantity: 8, total: 20 },
      { sku: 'MUG-C', locationCode: 'WAREHOUSE', quantity: 3 },
    ]);
    await report([{ sku: 'CUP-C', quantity: 4, visible: false }], 'market');
    expect((await compare()).sort()).toEqual([
      'CHANNEL_MISMATCH site MUG-C ADENTA 10 8 -20',
      'CHANNEL_MISMATCH site MUG-C WAREHOUSE 0 3 ', // of nothing expected there is no percentage
      'NOT_LISTED market CUP-C * 4 0 -100',
      'TOTAL_MISMATCH site MUG-C * 16 20 25',
    ]);
  });

  it('never count what is expired, held or reserved as sellable', async () => {
    const held = await shop.product('HELD-C');
    const batch = await shop.receive(shop.adenta, held, 6);
    await shop.ask('mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }', {
      id: batch,
    });
    await report([{ sku: 'HELD-C', quantity: 0 }], 'market');
    expect((await compare()).join()).not.toContain('HELD-C');
  });

  it('get corrections to send; what is inactive with stock to sell becomes active where that is asked for', async () => {
    await shop.ask(
      'mutation ($id: ID!) { updateProduct(input: { id: $id, status: INACTIVE }) { id } }',
      { id: cup },
    );
    expect(await compare()).toContain('NOT_LISTED  CUP-C * 4 0 -100');
    const reconcile = async (kinds: string) =>
      (
        await shop.ask(`mutation { reconcile(input: { dryRun: false, kinds: [${kinds}] }) {
          appliedCount discrepancies { kind subject fix } } }`)
      ).reconcile;
    const status = async () =>
      (await shop.ask('query ($id: ID) { product(id: $id) { status } }', { id: cup })).product
        .status;
    // Two figures and a total of the site, and the market's figure of what is not for sale.
    expect(await reconcile('CHANNEL_MISMATCH, TOTAL_MISMATCH, NOT_LISTED')).toMatchObject({
      appliedCount: 4,
      discrepancies: expect.arrayContaining([
        { kind: 'NOT_LISTED', subject: 'products.status', fix: 'SKIPPED' },
      ]) as object[],
    });
    expect(await status()).toBe('INACTIVE');
    expect(await reconcile('NOT_LISTED')).toMatchObject({ appliedCount: 1 });
    expect(await status()).toBe('ACTIVE');
    const { channelCorrections } = await shop.ask(
      '{ channelCorrections(channel: "site") { nodes { id channel product { sku } location { code } field quantity sentAt } } }',
    );
    expect(
      channelCorrections.nodes
        .map((c: { location: { code: string } | null; field: string; quantity: number }) =>
          [c.location?.code ?? '*', c.field, c.quantity].join(' '),
        )
        .sort(),
    ).toEqual(['* total 16', 'ADENTA quantity 10', 'WAREHOUSE quantity 0']);
    const { id } = channelCorrections.nodes[0];
    const { markCorrectionSent } = await shop.ask(
      'mutation ($id: ID!) { markCorrectionSent(id: $id) { id sentAt } }',
      { id },
    );
    expect(markCorrectionSent.sentAt).not.toBeNull();
    const left = await shop.ask('{ channelCorrections(channel: "site") { totalCount } }');
    expect(left.channelCorrections.totalCount).toBe(2);
    // The site has not reported again, so the same is found again; what waits to be sent is not said twice.
    await shop.ask(
      'mutation { reconcile(input: { dryRun: false, kinds: [CHANNEL_MISMATCH, TOTAL_MISMATCH] }) { id } }',
    );
    const again = await shop.ask('{ channelCorrections(channel: "site") { totalCount } }');
    expect(again.channelCorrections.totalCount).toBe(3); // the one that was sent, and is still wrong there
  });

  it('have corrections to send only while they report what those were made for', async () => {
    const report = (quantity: number) =>
      shop.ask(
        'mutation ($stock: [ChannelStockInput!]!) { reportChannelStock(channel: "kiosk", stock: $stock) }',
        { stock: [{ sku: 'CUP-C', quantity }] },
      );
    const fix = () =>
      shop.ask(
        'mutation { reconcile(input: { dryRun: false, kinds: [CHANNEL_MISMATCH] }) { id } }',
      );
    const due = async () =>
      (await shop.ask('{ channelCorrections(channel: "kiosk") { nodes { quantity } } }'))
        .channelCorrections.nodes;
    await report(3);
    await fix();
    const [{ quantity: right }] = await due();
    await report(right);
    expect(await due()).toEqual([]); // it is right by itself
    await report(2);
    expect(await due()).toEqual([]); // another fault, that nobody has looked at
    await fix();
    expect(await due()).toEqual([{ quantity: right }]);
  });

  it('name what they do not know', async () => {
    expect(
      await shop.refused(REPORT, {
        channel: 'site',
        stock: [
          { sku: 'MUG-C', quantity: 1 },
          { sku: 'NONE', quantity: 1 },
        ],
      }),
    ).toMatchObject({ code: 'PRODUCT_UNKNOWN', details: { field: 'stock[1].sku' } });
    expect(
      await shop.refused(REPORT, {
        channel: 'site',
        stock: [{ sku: 'MUG-C', locationCode: 'MARS', quantity: 1 }],
      }),
    ).toMatchObject({ code: 'LOCATION_UNKNOWN', details: { field: 'stock[0].locationCode' } });
    expect(
      await shop.refused(REPORT, { channel: ' ', stock: [{ sku: 'MUG-C', quantity: 1 }] }),
    ).toMatchObject({ code: 'TEXT_INVALID' });
  });

  it('two runs of a tenant never overlap', async () => {
    const { database, shop: small } = shop.server;
    await asTenant(database.pools.app, small.tenant, async (client) => {
      await client.query('select inventory.lock_reconciliation($1)', [small.tenant]);
      expect(await shop.refused('mutation { reconcile { id } }')).toMatchObject({
        code: 'RECONCILIATION_RUNNING',
      });
    });
  });
});
