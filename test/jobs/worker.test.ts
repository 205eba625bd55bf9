import pino from 'pino';
import { scanTenant, scanTenants } from '../../src/jobs/scan';
import { sweepTenants } from '../../src/jobs/sweep';
import { startWorker } from '../../src/jobs/worker';
import { asTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';
import { untilSettled } from '../support/settled';

describe('the worker', () => {
  let shop: Operations;
  let product: string;

  beforeAll(async () => {
    shop = await openOperations();
    product = await shop.product('WATCHED');
    await shop.receive(shop.adenta, product, 10);
  });
  afterAll(() => shop?.close());

  const scan = (mode: 'FULL' | 'INCREMENTAL' = 'INCREMENTAL') =>
    scanTenant(shop.server.database.pools.app, shop.server.shop.tenant, { mode });
  const damage = (sql: string) =>
    asTenant(shop.server.database.pools.super, shop.server.shop.tenant, async (client) => {
      await client.query('set local session_replication_role = replica');
      await client.query(sql);
    });
  const settled = () => untilSettled(shop.server.database.pools.super);
  const status = async () =>
    (
      await shop.ask(
        `{ systemStatus { lastScanAt lastScanMode lastScanMovements lastFullScanAt brokenChains discrepancies24h corrections24h chains { sequence } } }`,
      )
    ).systemStatus;

  it('verifies everything the first time, and then what is new', async () => {
    expect(await status()).toMatchObject({
      lastScanAt: null,
      brokenChains: 0,
      discrepancies24h: 0,
    });
    await settled();
    expect(await scan()).toMatchObject({ mode: 'FULL', broken: 0, discrepancies: 0, runId: null });
    await shop.sell(shop.adenta, [{ productId: product, quantity: 1 }]);
    await settled();
    expect(await scan()).toMatchObject({
      mode: 'INCREMENTAL',
      movements: 1,
      chains: 1,
      discrepancies: 0,
    });
    expect(await status()).toMatchObject({
      lastScanMode: 'INCREMENTAL',
      brokenChains: 0,
      chains: [],
    });
  });

  it('corrects levels and batches once, and records that in the audit log', async () => {
    await damage(`update inventory.stock_levels set on_hand = 8 where product_id = '${product}'`);
    expect(await scan()).toMatchObject({ discrepancies: 1 });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 9 });
    expect(await scan()).toMatchObject({ discrepancies: 0, runId: null });
    const { auditLog } = await shop.ask(
      '{ auditLog(action: "AUTO_SYNC_CORRECTION") { nodes { actor entity before after metadata } } }',
    );
    expect(auditLog.nodes).toMatchObject([
      {
        ...{
          actor: 'worker',
          entity: 'stock_levels',
          before: { on_hand: 8 },
          after: { on_hand: 9 },
        },
        metadata: { kind: 'BATCH_MISMATCH', difference: -1, trigger: 'SCHEDULED' },
      },
    ]);
    expect(await status()).toMatchObject({ discrepancies24h: 1, corrections24h: 1 });
  });

  it('finds in a full scan what has not moved, and does not fix kinds that the settings do not name', async () => {
    await damage(
      `update inventory.daily_stock set sales = sales - 1, closing = closing - 1 where product_id = '${product}'`,
    );
    await shop.ask('mutation { updateSettings(input: { autoFixKinds: [] }) { autoFixKinds } }');
    const { runId, discrepancies } = await scan('FULL');
    expect(discrepancies).toBe(1);
    const RUN =
      'query ($id: ID!) { reconciliationRun(id: $id) { trigger dryRun actor discrepancies { kind subject fix } } }';
    expect((await shop.ask(RUN, { id: runId })).reconciliationRun).toEqual({
      ...{ trigger: 'SCHEDULED', dryRun: true, actor: 'worker' },
      discrepancies: [{ kind: 'LEDGER_MISMATCH', subject: 'daily_stock.sales', fix: 'PLANNED' }],
    });
    await shop.ask(
      'mutation { updateSettings(input: { autoFixKinds: [LEDGER_MISMATCH, BATCH_MISMATCH] }) { autoFixKinds } }',
    );
    expect(await scan('FULL')).toMatchObject({ discrepancies: 1 });
    expect(await scan('FULL')).toMatchObject({ discrepancies: 0 });
  });

  it('skips a scan while a reconciliation runs, without an error', async () => {
    const lines: { msg: string }[] = [];
    const logger = pino(
      { level: 'info' },
      { write: (line: string) => lines.push(JSON.parse(line)) },
    );
    const { app, owner } = shop.server.database.pools;
    await asTenant(app, shop.server.shop.tenant, async (client) => {
      await client.query('select inventory.lock_reconciliation($1)', [shop.server.shop.tenant]);
      await scanTenants({ owner, app }, { mode: 'INCREMENTAL' }, logger);
    });
    expect(lines.map(({ msg }) => msg)).toEqual(['scan skipped']);
  });

  it('sweeps expired reservations', async () => {
    const { reserveStock } = await shop.ask(
      'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id expiresAt } }',
      { input: { productId: product, locationId: shop.adenta, quantity: 1, expiresInSeconds: 1 } },
    );
    await new Promise((done) =>
      setTimeout(done, Date.parse(reserveStock.expiresAt) - Date.now() + 50),
    );
    const { app, owner } = shop.server.database.pools;
    await sweepTenants({ app, owner });
    const { rows } = await shop.server.database.pools.super.query(
      'select status, closed_by from inventory.reservations where id = $1',
      [reserveStock.id],
    );
    expect(rows).toEqual([{ status: 'EXPIRED', closed_by: 'worker' }]);
  });

  it('registers its crontab, and stops', async () => {
    const worker = await startWorker({
      ...{
        databaseUrl: shop.server.database.url,
        scanCron: '* * * * *',
        fullScanCron: '0 0 1 1 *',
        fullScanNights: 1,
      },
      logger: pino({ level: 'silent' }),
    });
    let rows: unknown[] = [];
    while (rows.length === 0) {
      ({ rows } = await shop.server.database.pools.super.query(
        'select identifier from graphile_worker._private_known_crontabs order by 1',
      ));
    }
    await worker.stop();
    expect(rows).toEqual([
      ...[{ identifier: 'alerts' }, { identifier: 'full-scan' }, { identifier: 'scan' }],
      ...[{ identifier: 'sweep' }, { identifier: 'sync' }],
    ]);
  });
});
