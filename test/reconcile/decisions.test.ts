import { asTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';
import { scanTenant } from '../../src/jobs/scan';
import { until } from '../server/support';

describe('a decision of a person', () => {
  let shop: Operations;

  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const stocked = async (sku: string, status: string) => {
    const id = await shop.product(sku);
    await shop.receive(shop.adenta, id, 24);
    await setStatus(id, status);
    return id;
  };
  const setStatus = (id: string, status: string) =>
    shop.ask(
      'mutation ($id: ID!, $status: ProductStatus) { updateProduct(input: { id: $id, status: $status }) { id } }',
      { id, status },
    );
  const statusOf = async (id: string) =>
    (await shop.ask('query ($id: ID) { product(id: $id) { status } }', { id })).product.status;
  const asOwner = (sql: string) =>
    asTenant(shop.server.database.pools.owner, shop.server.shop.tenant, (client) =>
      client.query(sql),
    );
  const asApp = (sql: string) =>
    asTenant(shop.server.database.pools.app, shop.server.shop.tenant, (client) =>
      client.query(sql),
    );
  const planned = async (productId: string) =>
    (
      await shop.ask(
        'mutation ($input: ReconcileInput) { reconcile(input: $input) { id discrepancies { fix note } } }',
        { input: { productId, kinds: ['NOT_LISTED'] } },
      )
    ).reconcile;

  it('to archive goods stays: nothing differs, and no command puts them on sale', async () => {
    const archived = await stocked('ARCHIVED-24', 'ARCHIVED');
    await shop.ask(
      'mutation { reportChannelStock(channel: "site", stock: [{ sku: "ARCHIVED-24", quantity: 0, visible: false }]) }',
    );
    const { compareStock } = await shop.ask('{ compareStock { discrepancies { kind } } }');
    expect(compareStock.discrepancies).toEqual([]);
    for (const kinds of ['null', '[NOT_LISTED]'])
      await shop.ask(`mutation { reconcile(input: { dryRun: false, kinds: ${kinds} }) { id } }`);
    await scanTenant(shop.server.database.pools.app, shop.server.shop.tenant, { mode: 'FULL' });
    expect(await statusOf(archived)).toBe('ARCHIVED');
    const { channelCorrections } = await shop.ask('{ channelCorrections { totalCount } }');
    expect(channelCorrections.totalCount).toBe(0);
  });

  it('is not overridden by the line of a run that did not name the kind alone, in SQL either', async () => {
    const inactive = await stocked('SQL-24', 'INACTIVE');
    const { tenant } = shop.server.shop;
    const run = (trigger: string, kinds: string) =>
      `insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run, kinds)
       values ('${tenant}', inventory.uuid_v7(), '${trigger}', false, ${kinds});
       update inventory.reconciliation_lines set fix = 'APPLIED' where fix = 'PLANNED' and kind = 'NOT_LISTED'`;
    for (const [trigger, kinds] of [
      ['MANUAL', 'null'],
      ['MANUAL', `'{}'`],
      ['MANUAL', `'{NOT_LISTED,NULL}'`],
      ['MANUAL', `'{NOT_LISTED,BATCH_MISMATCH}'`],
      ['SCHEDULED', 'null'],
      ['SCHEDULED', `'{NOT_LISTED}'`],
    ] as const) {
      await asApp(run(trigger, kinds));
      expect([trigger, kinds, await statusOf(inactive)]).toEqual([trigger, kinds, 'INACTIVE']);
    }
    await expect(
      asApp(`update inventory.reconciliation_lines set fix = 'APPLIED' where fix = 'SKIPPED'`),
    ).rejects.toMatchObject({ constraint: 'illegal_transition' });
    await asApp(run('MANUAL', `'{NOT_LISTED,NOT_LISTED}'`));
    expect(await statusOf(inactive)).toBe('ACTIVE');
  });

  it('is asked for again when a line is applied that was written past its stamp', async () => {
    const inactive = await stocked('PAST-24', 'INACTIVE');
    const { tenant } = shop.server.shop;
    await asOwner(
      `alter table inventory.reconciliation_lines disable trigger _100_stamp;
       insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run, kinds)
       values ('${tenant}', inventory.uuid_v7(), 'SCHEDULED', false, '{NOT_LISTED}');
       alter table inventory.reconciliation_lines enable trigger _100_stamp`,
    );
    const lines = `inventory.reconciliation_lines where product_id = '${inactive}'`;
    expect((await asOwner(`select fix from ${lines}`)).rows).toEqual([{ fix: 'PLANNED' }]);
    await asApp(
      `update inventory.reconciliation_lines set fix = 'APPLIED' where product_id = '${inactive}'`,
    );
    expect((await asOwner(`select fix from ${lines}`)).rows).toEqual([{ fix: 'SKIPPED' }]);
    expect(await statusOf(inactive)).toBe('INACTIVE');
    await setStatus(inactive, 'ARCHIVED');
  });

  it.each(['ARCHIVED', 'INACTIVE'])(
    'to make a product %s stops the corrections that were saved before, but those to 0',
    async (status) => {
      const sku = `QUEUED-${status}`;
      const product = await stocked(sku, 'ACTIVE');
      const channel = `shop-${status}`;
      const report = (figures: object) =>
        shop.ask(
          'mutation ($channel: String!, $stock: [ChannelStockInput!]!) { reportChannelStock(channel: $channel, stock: $stock) }',
          { channel, stock: [{ sku, ...figures }] },
        );
      const apply = (kinds: string) =>
        shop.ask(
          `mutation ($id: ID) { reconcile(input: { dryRun: false, productId: $id, kinds: [${kinds}] }) { appliedCount } }`,
          { id: product },
        );
      const due = async () =>
        (
          await shop.ask(
            'query ($channel: String) { channelCorrections(channel: $channel) { totalCount nodes { id field quantity due } } }',
            { channel },
          )
        ).channelCorrections;
      await report({ quantity: 0, total: 7, visible: false });
      await apply('NOT_LISTED');
      await apply('CHANNEL_MISMATCH, TOTAL_MISMATCH');
      await scanTenant(shop.server.database.pools.app, shop.server.shop.tenant, { mode: 'FULL' });
      const before = await due();
      const figures = (nodes: { field: string; quantity: number }[]) =>
        nodes.map(({ field, quantity }) => `${field} ${quantity}`).sort();
      expect(figures(before.nodes)).toEqual(['quantity 24', 'total 0', 'visible 1']);

      await setStatus(product, status);
      const after = await due();
      expect([after.totalCount, figures(after.nodes)]).toEqual([1, ['total 0']]);
      // What was sent all the same is recorded, as it happened.
      const { id } = before.nodes.find((one: { field: string }) => one.field === 'quantity');
      const { markCorrectionSent } = await shop.ask(
        'mutation ($id: ID!) { markCorrectionSent(id: $id) { due sentAt } }',
        { id },
      );
      expect(markCorrectionSent).toEqual({ due: false, sentAt: expect.any(String) as string });
      await setStatus(product, 'ACTIVE');
      expect(figures((await due()).nodes)).toEqual(['total 0', 'visible 1']);
      await setStatus(product, 'ARCHIVED');
    },
  );

  it('made while a run waits for it is kept', async () => {
    const inactive = await stocked('RACE-24', 'INACTIVE');
    const { id, discrepancies } = await planned(inactive);
    expect(discrepancies).toEqual([{ fix: 'PLANNED', note: null }]);
    const { database, shop: small } = shop.server;
    let applied: Promise<{ applyReconciliation: object }> | undefined;
    await asTenant(database.pools.app, small.tenant, async (client) => {
      await client.query(`update inventory.products set status = 'ARCHIVED' where id = $1`, [
        inactive,
      ]);
      applied = shop.ask(
        'mutation ($id: ID!) { applyReconciliation(runId: $id) { discrepancies { fix note } } }',
        { id },
      );
      await until(async () => {
        const { rows } = await database.pools.super.query(
          `select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()`,
        );
        return rows.length > 0;
      });
    });
    expect((await applied!).applyReconciliation).toEqual({
      discrepancies: [{ fix: 'STALE', note: 'It no longer differs' }],
    });
    expect(await statusOf(inactive)).toBe('ARCHIVED');
  });
});
