import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parquetReadObjects } from 'hyparquet';
import { EXPORTS } from '../../src/exports/export-list';
import { packageRoot } from '../../src/database/sql-files';
import { openCli, type CliStage } from './ledger';

describe('bincard export', () => {
  let cli: CliStage;
  beforeAll(async () => {
    cli = await openCli();
  });
  afterAll(() => cli?.close());

  it('writes to standard output, or to a file that is there once it is whole', async () => {
    const { code, stdout, stderr } = await cli.run('export movements', '--product', 'a');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [head, ...rows] = stdout.trim().split('\n');
    expect(head).toMatch(/^id,kind,sku,batch_number,location,quantity,sequence,/);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.includes(',"A",'))).toBe(true);

    const file = cli.file('movements.csv');
    const written = await cli.run(
      'export movements',
      '--product',
      cli.shop.product,
      '--bom',
      '--output',
      file,
    );
    expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe(`\ufeff${stdout}`);
  });

  it('ends without a failure where the reader has seen enough', async () => {
    // More than a pipe holds, so that the export is still writing when its reader ends.
    await cli.tamper(
      `insert into inventory.audit_log
       select (jsonb_populate_record(null::inventory.audit_log, to_jsonb(a) || jsonb_build_object('id', gen_random_uuid(), 'entity_id', gen_random_uuid()))).*
       from (select * from inventory.audit_log limit 1) a, generate_series(1, 5000)`,
    );
    const main = path.join(packageRoot, 'dist/src/cli/main.js');
    const command = `${process.execPath} ${main} export audit-log --tenant shop | head -1; echo "\${PIPESTATUS[0]}"`;
    const env = { ...process.env, DATABASE_URL: cli.database.url, BINCARD_DATA_DIR: cli.file('x') };
    const run = promisify(execFile)('bash', ['-c', command], { env });
    const { stdout, stderr } = await run;
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^id,.*\n0\n$/s);
  });

  it('writes Parquet and NDJSON of the same rows', async () => {
    const file = cli.file('stock.parquet');
    await cli.run('export stock', '--location', 'l1', '--format', 'parquet', '--output', file);
    const lines = await cli.run(
      'export stock',
      '--location',
      cli.shop.location,
      '--format',
      'ndjson',
    );
    const rows = lines.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { batch_id: string });
    const read = await parquetReadObjects({ file: new Uint8Array(readFileSync(file)).buffer });
    expect(rows.length).toBeGreaterThan(0);
    expect(read.map(({ batch_id }) => batch_id as string)).toEqual(
      rows.map(({ batch_id }) => batch_id),
    );
  });

  it('has an option for each filter of the files over HTTP', async () => {
    const help = (await cli.run('export', '--help')).stdout;
    const filters = new Set(EXPORTS.flatMap((entry) => Object.keys(entry.filters)));
    const option = (name: string) =>
      name.replace(/^(product|location|batch|sale|document)Id$/, '$1');
    const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const named = [...filters].map((name) => `--${kebab(option(name))}`);
    expect(named.filter((flag) => !help.includes(`${flag} <`))).toEqual([]);
    const variances = await cli.run('export count-variances --reason DAMAGE');
    expect(variances).toMatchObject({ code: 0, stderr: '' });
  });

  it('leaves no file where it is refused', async () => {
    const file = cli.file('none.csv');
    for (const [args, said] of [
      [['stock', '--product', 'none'], 'bincard: There is no product none\n'],
      [
        ['stock', '--kind', 'SALE'],
        'bincard: There is no filter --kind; there are --product, --location, --batch\n',
      ],
      [['stock-audit', '--from', '2026-01-01'], 'bincard: Give --from and --to\n'],
      [['movements', '--kind', 'X'], 'bincard: --kind must be one of RECEIPT, '],
      [['movements', '--from', 'x'], 'bincard: --from must be a day such as 2026-01-31\n'],
      [['levels', '--format', 'ndjson', '--bom'], 'bom is for a CSV'],
    ] as const) {
      const { code, stdout, stderr } = await cli.run('export', ...args, '--output', file);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(said);
    }
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(path.dirname(file)).filter((name) => name.includes('none'))).toEqual([]);
    const nowhere = await cli.run('export levels', '--output', cli.file('no/such.csv'));
    expect(nowhere).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/There is no folder .*: make it, or name another file/),
    });
    const folder = await cli.run('export levels', '--output', path.dirname(file));
    expect(folder).toMatchObject({
      code: 2,
      stderr: `bincard: ${path.dirname(file)} is a folder: name a file\n`,
    });
  });

  it('reports take an id where they take a code', async () => {
    const period = ['--from', '2000-01-01', '--to', '2999-12-31'];
    const byCode = await cli.run('audit', ...period, '--product', 'A', '--location', 'L1');
    const { product, location } = cli.shop;
    expect(byCode.stdout.split('\n').length).toBeGreaterThan(1);
    expect(await cli.run('audit', ...period, '--product', product, '--location', location)).toEqual(
      byCode,
    );
    const unknown = '00000000-0000-7000-8000-000000000000';
    expect(await cli.run('audit', ...period, '--product', unknown)).toMatchObject({
      ...{ code: 2, stderr: `bincard: There is no product ${unknown}\n` },
    });
  });
});
