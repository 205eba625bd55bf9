import { execFileSync } from 'node:child_process';
import { bincard } from '../cli/bincard';
import { refusalOf } from '../support/database';
import { DAYS, openLedger, type Ledger } from './stage';

function dumpVersion(): number {
  try {
    return Number(/(\d+)/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))![1]);
  } catch {
    return 0;
  }
}

// A dump takes a pg_dump of the server's version: npm run test:pg15 brings one.
const describeWithDump =
  dumpVersion() >= Number(process.env['TEST_SERVER_VERSION']) ? describe : describe.skip;

describeWithDump('a backup of a ledger whose first days are in an archive', () => {
  let ledger: Ledger;
  let empty: string;
  let restoredUrl: string;
  const on = (...args: string[]) =>
    bincard([...args, '--tenant', 'island'], { DATABASE_URL: restoredUrl });
  const sql = (text: string) => ledger.cli.database.pools.super.query(text);

  beforeAll(async () => {
    ledger = await openLedger();
    const url = new URL(ledger.cli.database.url);
    empty = `${url.pathname.slice(1)}_restored`;
    url.pathname = `/${empty}`;
    restoredUrl = url.toString();
    await sql(`create database ${empty}`);
    const first = ledger.cli.file('first.gz');
    await ledger.cli.json(0, 'archive write', '--until', DAYS[1]!, '--to', first);
    const dropped = await ledger.cli.run('archive drop', first, '--live', '--yes');
    expect(dropped).toMatchObject({ code: 0, stderr: '' });
    const backup = ledger.cli.file('b.dump');
    const made = await bincard(['backup', backup], { DATABASE_URL: ledger.cli.database.url });
    expect(made.code).toBe(0);
    const restored = await bincard(['restore', backup, '--yes', '--json'], {
      DATABASE_URL: restoredUrl,
    });
    expect({ code: restored.code, stderr: restored.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(restored.stdout)).toMatchObject({ sound: true, findings: [] });
  }, 240_000);
  afterAll(async () => {
    await sql(`drop database if exists ${empty} with (force)`);
    await ledger?.cli.close();
  });

  it('verifies in each mode, and compares', async () => {
    for (const args of [['verify'], ['verify', '--incremental'], ['verify', '--from-anchors']]) {
      expect(await on(...args)).toMatchObject({ code: 0, stderr: '' });
    }
    for (const args of [['compare'], ['compare', '--from-anchors'], ['rules']]) {
      expect(await on(...args)).toMatchObject({ code: 0 });
    }
  });

  it('has the archive, holds the file against its days, and goes on from it', async () => {
    const first = ledger.cli.file('first.gz');
    expect((await on('archive', 'list')).stdout).toContain(DAYS[1]);
    expect(await on('archive', 'check', first, '--database')).toMatchObject({ code: 0 });
    expect((await on('archive', 'drop', first, '--live', '--yes')).stdout).toContain('done before');
    const second = ledger.cli.file('second.gz');
    expect(await on('archive', 'write', '--until', DAYS[3]!, '--to', second)).toMatchObject({
      code: 0,
    });
    expect(await on('archive', 'drop', second, '--live', '--yes')).toMatchObject({
      ...{ code: 0, stderr: '' },
    });
    expect(await on('verify')).toMatchObject({ code: 0, stderr: '' });
    expect(await on('compare')).toMatchObject({ code: 0 });
  });

  it('refuses what needs the movements that are in it', async () => {
    const { Pool } = await import('pg');
    const pool = new Pool({ connectionString: restoredUrl, max: 1 });
    try {
      const { rows } = await pool.query<{ id: string }>(
        'select id from inventory.sales where business_date = $1',
        [DAYS[0]],
      );
      const refused = pool.query('select inventory.void_sale($1, $2)', [
        { tenant: ledger.tenant, actor: 'till', role: 'admin' },
        { id: rows[0]!.id, reason: 'x' },
      ]);
      expect(await refusalOf(refused)).toBe('movement_archived');
    } finally {
      await pool.end();
    }
  });
});
