import { readFileSync, writeFileSync } from 'node:fs';
import { verifyProof } from '../../client/verify-proof.mjs';
import { SUM_OF_KIND } from '../../src/archive/chains';
import { bincard } from '../cli/bincard';
import { unguarded } from '../cli/ledger';
import { DAYS, linesOf, openLedger, type Ledger } from './stage';

describe('an archive file', () => {
  let ledger: Ledger;
  let file: string;
  /** Without a database. */
  const alone = (...args: string[]) =>
    bincard(args, { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
  beforeAll(async () => {
    ledger = await openLedger();
    file = ledger.cli.file('year.ndjson.gz');
  }, 120_000);
  afterAll(() => ledger?.cli.close());

  it('is written of closed days only, completely or not at all', async () => {
    const { cli } = ledger;
    const none = await cli.run('archive write', '--until', '2019-12-31', '--to', file);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('No day up to 2019-12-31 is closed');
    // The last day is open: what is written ends with the one before it.
    const written = await cli.json(0, 'archive write', '--until', DAYS[4]!, '--to', file);
    expect(written).toMatchObject({
      until: DAYS[3],
      days: 4,
      movements: 8,
      sha256: expect.any(String) as string,
    });
    const [first, ...lines] = linesOf(file);
    expect(first.archive).toMatchObject({
      tenant: 'island',
      tenantId: ledger.tenant,
      after: null,
      until: DAYS[3],
    });
    expect(lines.filter((line) => line.day).map((line) => line.day.dayMovements)).toEqual([
      3, 4, 0, 1,
    ]);
    expect(
      lines
        .filter((line) => line.name)
        .map((line) => line.name.name)
        .sort(),
    ).toEqual(['HUT', 'N1', 'N2', 'NUT', 'O1', 'OIL']);
    expect(
      (await cli.run('archive write', '--until', DAYS[3]!, '--to', cli.file('no/where'))).code,
    ).toBe(2);
  });

  it('is checked without a database, and against it', async () => {
    const { cli } = ledger;
    const keys = await cli.run('signing-key');
    writeFileSync(cli.file('keys.json'), keys.stdout);
    const checked = await alone(
      'archive',
      'check',
      file,
      '--keys',
      cli.file('keys.json'),
      '--json',
    );
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(checked.stdout)).toMatchObject({
      ...{ sound: true, until: DAYS[3], days: 4, movements: 8, chains: 3, signatures: 4 },
      ...{ signed: { businessDate: DAYS[3] }, keysGiven: true },
    });
    await cli.run('checkpoint', DAYS[1]!, '--export', cli.file('kept.json'));
    const compared = await cli.run(
      'archive check',
      file,
      '--database',
      '--checkpoint',
      cli.file('kept.json'),
    );
    expect(compared).toMatchObject({ code: 0, stderr: '' });
    expect(compared.stdout).toContain('4 signatures are correct');
    const other = await bincard(['archive', 'check', file, '--database', '--tenant', 'shop'], {
      DATABASE_URL: cli.database.url,
    });
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('it is of another tenant');
    writeFileSync(
      cli.file('other-keys.json'),
      JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }),
    );
    const unknown = await alone(
      'archive',
      'check',
      file,
      '--keys',
      cli.file('other-keys.json'),
      '--json',
    );
    expect(unknown.code).toBe(1);
    expect(JSON.parse(unknown.stdout)).toMatchObject({
      sound: false,
      message: expect.stringContaining('which is not one of the keys') as string,
    });
    expect((await alone('archive', 'check', cli.file('none'))).code).toBe(2);
  });

  it('adds movements up as the database does', async () => {
    const { rows } = await ledger.cli.database.pools.super.query<{ kind: string; figure: string }>(
      'select k as kind, inventory.kind_figure(k) as figure from unnest($1::text[]) k',
      [Object.keys(SUM_OF_KIND)],
    );
    const sums: Record<string, string> = {
      ...{ PURCHASES: 'intake', SALES: 'sold', REFUNDS: 'refunded', ADJUSTMENTS: 'adjusted' },
      ...{ TRANSFERS_IN: 'transferredIn', TRANSFERS_OUT: 'transferredOut', EXPIRED: 'expired' },
    };
    const { rows: source } = await ledger.cli.database.pools.super.query<{ text: string }>(
      `select pg_get_functiondef('inventory.kind_figure(text)'::regprocedure) as text`,
    );
    expect([...source[0]!.text.matchAll(/WHEN '(\w+)'/g)].map(([, kind]) => kind).sort()).toEqual(
      Object.keys(SUM_OF_KIND).sort(),
    );
    for (const { kind, figure } of rows)
      expect([kind, SUM_OF_KIND[kind]![0]]).toEqual([kind, sums[figure]]);
  });

  it('is read again without a database, by product, batch, place, document and day', async () => {
    const read = async (...args: string[]) => {
      const { code, stdout } = await alone('archive', 'read', file, ...args);
      expect(code).toBe(0);
      return stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    };
    expect(await read()).toHaveLength(8);
    expect((await read('--product', 'oil')).map((m) => [m.sku, m.quantity])).toEqual([['OIL', 50]]);
    expect((await read('--batch', 'N2')).map((m) => m.quantity)).toEqual([50, -1, -2]);
    expect(await read('--location', 'HUT', '--from', DAYS[1]!, '--to', DAYS[2]!)).toHaveLength(4);
    const [sale] = await read('--from', DAYS[3]!);
    expect(sale).toMatchObject({
      kind: 'SALE',
      actor: 'Ama "the till" Ofosu\\1',
      batchNumber: 'N2',
      location: 'HUT',
    });
    expect(await read('--document', sale.documentId as string)).toEqual([sale]);
    const csv = await alone('archive', 'read', file, '--csv', '--to', DAYS[0]!);
    expect(csv.stdout.split('\r\n')).toHaveLength(5);
    expect(csv.stdout).toContain('id,kind,sku,batch_number,location,quantity');
  });

  it('proves each movement as the database does, byte by byte', async () => {
    const { cli } = ledger;
    const movements = linesOf(file).filter((one) => one.movement);
    for (const line of [movements[0], movements[4], movements[7]]) {
      const { id } = line.movement as { id: string };
      const by = await cli.run('proof', id);
      const from = await alone('proof', id, '--archive', file);
      expect(from).toMatchObject({ code: 0, stderr: '' });
      expect(from.stdout).toBe(by.stdout);
      expect(await verifyProof(from.stdout)).toMatchObject({ valid: true, movement: { id } });
      const later = ['--checkpoint', DAYS[3]!];
      expect((await alone('proof', id, '--archive', file, ...later)).stdout).toBe(
        (await cli.run('proof', id, ...later)).stdout,
      );
    }
    expect((await alone('proof', ledger.tenant, '--archive', file)).stderr).toContain(
      'There is no movement',
    );
    expect(
      (await alone('proof', '--archive', file, '--from', DAYS[0]!, '--to', DAYS[1]!)).code,
    ).toBe(2);
  }, 120_000);

  it('is not written of a ledger that was changed', async () => {
    const { cli, tenant } = ledger;
    const write = ['--until', DAYS[3]!, '--to', cli.file('changed.gz')];
    const one = `tenant_id = '${tenant}' and kind = 'REFUND'`;
    await cli.tamper(unguarded(`update inventory.movements set actor = 'nobody' where ${one}`));
    const refused = await cli.run('archive write', ...write);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('its hash does not fit its facts');
    await cli.tamper(
      unguarded(`update inventory.movements set business_date = '${DAYS[4]}' where ${one}`),
    );
    expect((await cli.run('archive write', ...write)).stderr).toContain(
      'had 8 when they were closed',
    );
    expect(() => readFileSync(cli.file('changed.gz'))).toThrow('ENOENT');
  });
});
