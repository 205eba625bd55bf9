import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import iconv from 'iconv-lite';
import { packageRoot } from '../../src/database/sql-files';
import { openCli, type CliStage } from './ledger';

describe('a file that is imported again', () => {
  let cli: CliStage;
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(cli.file(name), text);
    return cli.file(name);
  };
  const live = ['--live', '--yes'];
  const count = async (sql: string) =>
    (await cli.database.pools.super.query<{ n: number }>(`select (${sql})::int as n`)).rows[0]!.n;
  const received = (lot: string) =>
    count(
      `select coalesce(sum(b.intake_quantity), 0) from inventory.batches b where b.batch_number = '${lot}'`,
    );

  beforeAll(async () => {
    cli = await openCli();
  });
  afterAll(() => cli?.close());

  it('after kill -9 in the middle goes on with the rows that are left', async () => {
    const rows = [...Array<string>(1_000).fill('A'), ...Array<string>(500).fill('B')];
    const stock = file(
      'killed.csv',
      `sku,location,qty,lot\n${rows.map((sku) => `${sku},L1,1,killed\n`).join('')}`,
    );
    // The second set of rows waits for this.
    const blocker = await cli.database.pools.super.connect();
    await blocker.query(`begin; select from inventory.products where sku = 'B' for update`);
    const main = path.join(packageRoot, 'dist/src/cli/main.js');
    const args = [main, 'import', 'stock', stock, ...live, '--tenant', 'shop'];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, DATABASE_URL: cli.database.url },
      stdio: 'ignore',
    });
    const closed = once(child, 'close');
    try {
      while ((await received('killed')) < 1_000 && child.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      child.kill('SIGKILL');
      expect((await closed)[1]).toBe('SIGKILL');
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
    const { created, unchanged } = await cli.json(0, 'import stock', stock, ...live);
    expect(created + unchanged).toBe(1_500);
    expect(unchanged).toBeGreaterThanOrEqual(1_000);
    expect(await received('killed')).toBe(1_500);
    // The run that was killed has no end, and says so.
    expect(
      await count(
        `select count(*) from inventory.import_runs r where r.file_name = 'killed.csv'
         and not exists (select from inventory.import_run_ends e where e.run_id = r.id)`,
      ),
    ).toBe(1);
  });

  it('by two people at once comes in once', async () => {
    const stock = file('both.csv', `sku,location,qty,lot\n${'A,L1,1,both\n'.repeat(1_500)}`);
    const runs = await Promise.all(
      [1, 2].map(() => cli.json(0, 'import stock', stock, ...live) as Promise<{ created: number }>),
    );
    expect(runs.map(({ created }) => created).reduce((sum, one) => sum + one)).toBe(1_500);
    expect(await received('both')).toBe(1_500);
  });

  it('with one row of products mended changes that row alone', async () => {
    const products = (name: string) =>
      `sku,name,gtin\nM-1,One,\nM-2,${name},\nM-3,Three,4006381333932\n`;
    const first = await cli.json(1, 'import products', file('p.csv', products('Two')), ...live);
    expect(first).toMatchObject({ created: 2, refused: 1 });
    const mended = products('Two').replace('4006381333932', '4006381333931');
    expect(await cli.json(0, 'import products', file('p.csv', mended), ...live)).toMatchObject({
      ...{ created: 1, updated: 0, unchanged: 2, refused: 0 },
    });
    const renamed = mended.replace('Two', 'Second');
    expect(await cli.json(0, 'import products', file('p.csv', renamed), ...live)).toMatchObject({
      ...{ created: 0, updated: 1, unchanged: 2, refused: 0 },
    });
  });

  it.each([
    ['utf-8', ';', Buffer.from('')],
    ['utf-8', ';', Buffer.from('\ufeff')],
    ['utf-16le', '\t', Buffer.from([0xff, 0xfe])],
    ['utf-16be', ',', Buffer.from([0xfe, 0xff])],
    ['windows-1252', ';', Buffer.from('')],
  ])(
    'as its refused rows, in %s with %j, comes in once they are mended',
    async (encoding, separator, mark) => {
      const lot = `Käse ${encoding} ${mark.length}`;
      const text = [
        ['sku', 'location', 'qty', 'lot', 'cost'],
        ['A', 'L1', '1.000', lot, '"0,5"'],
        ['Äpfel', 'L1', '2.000', lot, '"0,25"'],
        ['=A', 'L1', '3', lot, ''],
      ]
        .map((row) => row.join(separator))
        .join('\r\n');
      const name = `${encoding}-${mark.length}.csv`;
      const stock = file(name, Buffer.concat([mark, iconv.encode(text, encoding)]));
      const mend = cli.file(`mend-${name}`);
      const given = ['--decimal', ',', ...live];
      expect(await cli.json(1, 'import stock', stock, ...given, '--refused', mend)).toMatchObject({
        ...{ created: 1, refused: 2, read: { encoding, separator } },
      });
      const refused = readFileSync(mend, 'utf8');
      expect(refused).toContain('"Äpfel"');
      expect(refused).toContain(`"'=A"`);
      const mended = file(
        `mended-${name}`,
        refused.replace('"Äpfel"', '"A"').replace(`"'=A"`, '"A"'),
      );
      expect(await cli.json(0, 'import stock', mended, ...given)).toMatchObject({
        ...{ created: 2, refused: 0 },
      });
      expect(await received(lot)).toBe(3_003);
    },
  );

  it('as its refused JSON lines comes in once they are mended', async () => {
    const lines = ['A', 'Äpfel'].map((sku) =>
      JSON.stringify({ sku, location: 'L1', qty: 2, lot: 'json' }),
    );
    const stock = file('stock.jsonl', lines.join('\n'));
    const mend = cli.file('mend.jsonl');
    expect(await cli.json(1, 'import stock', stock, ...live, '--refused', mend)).toMatchObject({
      ...{ created: 1, refused: 1 },
    });
    const mended = file('mended.jsonl', readFileSync(mend, 'utf8').replace('Äpfel', 'A'));
    // It says now what the first row says, so it counts as that one until somebody says that it is another.
    expect(await cli.json(0, 'import stock', mended, ...live)).toMatchObject({
      ...{ created: 0, unchanged: 1, known: 1 },
    });
    const said = await cli.json(0, 'import stock', mended, ...live, '--delivery', 'mended');
    expect(said).toMatchObject({ created: 1, known: 0 });
    expect(await received('json')).toBe(4);
  });
});
