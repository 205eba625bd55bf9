import { stockFlow } from '../../src/database/queries/stock';
import { asTenant } from '../support/database';
import { DAYS, openLedger, type Ledger } from './stage';

// What a reader of the ledger pays for archives where there are none: a look at inventory.archives, and no anchor.

const READERS: Record<string, string> = {
  ledger_by_batch: 'select count(*) from inventory.ledger_by_batch(null, null)',
  'ledger_by_batch of a product': 'select count(*) from inventory.ledger_by_batch($1, null)',
  ledger_by_day: 'select count(*) from inventory.ledger_by_day(null, null)',
  'ledger_by_day of a product': 'select count(*) from inventory.ledger_by_day($1, null)',
  stockFlow: `select count(*) from (${stockFlow.text}) f`,
  compare_heads: 'select count(*) from inventory.compare_heads(null, null)',
  compare_stock: 'select count(*) from inventory.compare_stock(null, null, null, null)',
  broken_links: 'select count(*) from inventory.broken_links(null, null)',
  broken_links_since: `select count(*) from inventory.broken_links_since('0', '00000000-0000-0000-0000-000000000000', pg_current_xact_id())`,
};

describe('readers of the ledger, where nothing is archived', () => {
  let ledger: Ledger;

  beforeAll(async () => {
    ledger = await openLedger();
    const { id } = await ledger.call('start_stock_count', {
      ...{ locationId: ledger.location, productIds: [ledger.product] },
    });
    const batches = await ledger.cli.database.pools.super.query<{ id: string }>(
      `select batch_id as id from inventory.batch_stock where product_id = $1`,
      [ledger.product],
    );
    const lines = batches.rows.map((batch) => ({ batchId: batch.id, countedQuantity: 1 }));
    await ledger.call('record_count', { stockCountId: id, lines });
    await ledger.cli.database.pools.super.query('vacuum analyze');
  }, 120_000);
  afterAll(() => ledger?.cli.close());

  /** How often the tables of archives were looked into, and what was found. */
  const costOf = (sql: string) =>
    asTenant(ledger.cli.database.pools.app, ledger.tenant, async (client) => {
      const scansOf = async (table: string): Promise<number> => {
        const { rows } = await client.query<{ scans: number }>(
          `select (s.seq_scan + coalesce(s.idx_scan, 0))::int as scans from pg_stat_xact_user_tables s
           where s.schemaname = 'inventory' and s.relname = $1`,
          [table],
        );
        return rows[0]!.scans;
      };
      const before = [await scansOf('archives'), await scansOf('chain_anchors')];
      await client.query(sql, sql.includes('$1') ? [ledger.product] : []);
      return {
        archives: (await scansOf('archives')) - before[0]!,
        anchors: (await scansOf('chain_anchors')) - before[1]!,
      };
    });

  it.each(Object.entries(READERS))('%s reads no anchor', async (name, sql) => {
    const { archives, anchors } = await costOf(sql);
    expect([name, anchors]).toEqual([name, 0]);
    expect(archives).toBeLessThanOrEqual(8); // not one for each chain or movement
  });

  it('and anchors once there is an archive', async () => {
    const file = ledger.cli.file('archive.gz');
    await ledger.cli.json(0, 'archive write', '--until', DAYS[1]!, '--to', file);
    await ledger.cli.run('archive drop', file, '--live', '--yes');
    for (const name of ['ledger_by_batch', 'ledger_by_day', 'compare_stock', 'broken_links']) {
      const { anchors } = await costOf(READERS[name]!);
      expect([name, anchors > 0]).toEqual([name, true]);
    }
  });
});
