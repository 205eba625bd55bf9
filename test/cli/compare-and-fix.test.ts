import { readFileSync, writeFileSync } from 'node:fs';
import { PRODUCTS } from '../support/shop';
import { openCli, type CliStage } from './ledger';

describe('compare, fix, reconcile and causes', () => {
  let cli: CliStage;
  const raiseLevel = () =>
    cli.tamper(
      `update inventory.stock_levels set on_hand = on_hand + 5 where product_id = '${cli.shop.product}'`,
    );
  const fixAll = async () => {
    const { code } = await cli.run('fix', '--all', '--live', '--yes');
    expect(code).toBe(0);
  };

  beforeAll(async () => {
    cli = await openCli();
  });
  afterAll(() => cli?.close());

  it('compare exits with 0 when all figures match, and fix finds nothing', async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    const compared = await cli.json(0, 'compare', '--show-matches');
    const all = PRODUCTS.length;
    expect(compared).toMatchObject({
      ...{ tenant: 'shop', productsCompared: all, productsMatching: all },
      ...{ discrepancies: [], matches: PRODUCTS },
    });
    expect(compared.comparedAt > before).toBe(true);
    expect(await cli.json(0, 'compare', '--product', 'B', '--location', 'L2')).toMatchObject({
      ...{ productsCompared: 1, productsMatching: 1 },
    });
    const { code, stdout } = await cli.run('compare');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`^${all} of ${all} products match at .*Z: no discrepancies\\n$`),
      ) as string,
    });
    expect(await cli.json(0, 'fix', '--all')).toEqual({
      ...{
        tenant: 'shop',
        live: false,
        runId: expect.any(String) as string,
        lines: [],
        queued: 0,
        remaining: 0,
      },
    });
    expect(await cli.json(0, 'causes')).toEqual({ tenant: 'shop', entries: [] });
    expect(await cli.run('causes')).toMatchObject({
      ...{ code: 0, stdout: 'Nobody changed stock figures outside the ledger.\n' },
    });
  });

  it('compare finds a figure that was not written by the ledger, with its cause, and only fix --live repairs it', async () => {
    await raiseLevel();
    const { code, stdout, stderr } = await cli.run('compare', '--show-matches');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const [head, line, match] = stdout.split('\n').map((text) => text.split('\t'));
    expect(head).toEqual([
      ...['kind', 'product', 'location', 'batch', 'channel', 'figure', 'day'],
      ...['expected', 'actual', 'difference', '%', 'cause'],
    ]);
    expect(line!.slice(0, 6)).toEqual([
      'BATCH_MISMATCH',
      'A',
      'L1',
      '',
      '',
      'stock_levels.on_hand',
    ]);
    expect(line!.slice(7, 11)).toEqual(['154', '159', '5', '3.25']);
    expect(line![11]).toMatch(/^UPDATE of stock_levels by mallory at /);
    expect(match!.slice(0, 2)).toEqual(['MATCH', 'B']);
    expect(stdout).not.toContain('\u001b');

    const dry = await cli.run('fix', '--batches');
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain('PLANNED');
    expect(dry.stdout).toContain('dry run: 1 of 1 would be repaired');
    expect((await cli.json(0, 'fix', '--totals')).lines).toEqual([]);
    expect((await cli.json(0, 'fix', '--all', '--product', 'B')).lines).toEqual([]);
    expect((await cli.json(1, 'compare')).discrepancies).toHaveLength(1); // the dry runs wrote nothing

    const live = await cli.json(0, 'fix', '--batches', '--live', '--yes');
    expect(live).toMatchObject({ live: true, remaining: 0, lines: [{ fix: 'APPLIED' }] });
    await cli.json(0, 'compare');
  });

  it('fix --live requires --yes without a terminal, and otherwise changes nothing', async () => {
    await raiseLevel();
    const runs = async () =>
      (await cli.database.pools.super.query('select id from inventory.reconciliation_runs')).rows;
    const before = await runs();
    const { code, stdout, stderr } = await cli.run('fix', '--all', '--live');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('add --yes');
    expect(await runs()).toEqual(before);
    await cli.json(1, 'compare');
    await fixAll();
  });

  it.each([
    [['fix'], 'Choose what to fix'],
    [['fix', '--from-report', 'nowhere.json'], 'There is no file'],
    [['compare', '--product', 'NO-SUCH'], 'There is no product NO-SUCH'],
    [['compare', '--location', 'NOWHERE'], 'There is no location NOWHERE'],
    [['reconcile', '--apply', '12'], 'It must be a UUID'],
    [['reconcile', '--apply', '00000000-0000-7000-8000-000000000000'], 'reconciliation_unknown'],
    [['causes', '--from', 'yesterday'], 'It must be a day, or a time'],
  ])('%j exits with 2 and the reason', async ([command, ...args], reason) => {
    const { code, stdout, stderr } = await cli.run(command!, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('    at ');
  });

  it('fix repairs by the report of compare; a figure that a sale changed meanwhile is STALE', async () => {
    await raiseLevel();
    const report = cli.file('report.json');
    const { code } = await cli.run('compare', '--export', report);
    expect(code).toBe(1);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      tenant: 'shop',
      discrepancies: [{ sku: 'A', locationCode: 'L1', expected: 154, actual: 159 }],
    });
    const planned = await cli.json(1, 'fix', '--from-report', report);
    expect(planned.lines).toMatchObject([{ fix: 'PLANNED' }]);

    await cli.sell(1);
    const note = 'It moved since: expected 153, actual 158 now';
    for (const how of [[], ['--live', '--yes']]) {
      const stale = await cli.json(1, 'fix', '--from-report', report, ...how);
      expect(stale).toMatchObject({ remaining: 1, lines: [{ fix: 'STALE', note }] });
    }
    await fixAll();
    const gone = await cli.json(0, 'fix', '--from-report', report);
    expect(gone).toMatchObject({ remaining: 0, lines: [{ fix: 'STALE' }] });
    expect(gone.lines[0].note).toBe('It no longer differs');
    expect((await cli.json(0, 'fix', '--totals', '--from-report', report)).lines).toEqual([]);
  });

  it.each([
    ['not JSON', 'is not JSON'],
    ['[]', 'is not a report'],
    ['{"tenant": "demo", "discrepancies": []}', 'is a report of the tenant "demo"'],
    ['{"tenant": "shop", "discrepancies": [{"kind": "ODD"}]}', 'discrepancy 1 has a wrong kind'],
    ['{"tenant": "shop", "discrepancies": [null]}', 'discrepancy 1 is not an object'],
  ])('a report of %s is refused', async (text, reason) => {
    const report = cli.file('bad.json');
    writeFileSync(report, text);
    const { code, stderr } = await cli.run('fix', '--from-report', report);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(reason) as string,
    });
  });

  it('reconcile saves a run, and --apply repairs its figures once', async () => {
    expect(await cli.json(0, 'reconcile')).toMatchObject({ lines: [], remaining: 0 });
    await raiseLevel();
    const { code, stdout } = await cli.run('reconcile');
    expect(code).toBe(1);
    const [, runId] = /--apply ([0-9a-f-]{36})\n$/.exec(stdout)!;
    expect(stdout).toContain('PLANNED');
    for (let time = 0; time < 2; time++) {
      const applied = await cli.json(0, 'reconcile', '--apply', runId!);
      expect(applied).toMatchObject({ runId, remaining: 0, lines: [{ fix: 'APPLIED' }] });
    }
    expect((await cli.run('reconcile', '--apply', runId!)).stdout).toContain('0 differ now');
  });

  it('a chain that fails verification is SKIPPED, in a dry run and in a live run', async () => {
    const { heldBatch } = cli.shop;
    const { rows } = await cli.database.pools.super.query<{ hash: Buffer }>(
      `select hash from inventory.movements where batch_id = '${heldBatch}' and sequence = 1`,
    );
    const hash = rows[0]!.hash.toString('hex');
    const disable = 'alter table inventory.movements disable trigger _300_movement_immutable';
    const setHash = (value: string) =>
      cli.tamper(`${disable}; update inventory.movements set hash = decode('${value}', 'hex')
        where batch_id = '${heldBatch}' and sequence = 1;
        alter table inventory.movements enable always trigger _300_movement_immutable`);
    await setHash('00');
    const dry = await cli.json(1, 'fix', '--batches');
    expect(dry.lines).toMatchObject([{ kind: 'LEDGER_MISMATCH', fix: 'SKIPPED' }]);
    const live = await cli.json(1, 'fix', '--batches', '--live', '--yes');
    expect(live.lines).toMatchObject([{ fix: 'SKIPPED', note: dry.lines[0].note }]);
    await setHash(hash);
    await cli.json(0, 'compare');
  });

  it('causes lists who wrote which figure, for a period', async () => {
    const login = decodeURIComponent(new URL(cli.database.url).username);
    const { entries } = await cli.json(1, 'causes');
    expect(entries[0]).toMatchObject({
      ...{ actor: 'mallory', login, table: 'stock_levels', sku: 'A' },
      ...{ before: { on_hand: 154 }, after: { on_hand: 159 }, locationCode: 'L1' },
    });
    const { code, stdout } = await cli.run('causes');
    expect(code).toBe(1);
    const [, first] = stdout.split('\n').map((line) => line.split('\t'));
    expect(first!.slice(1)).toEqual([
      ...['mallory', login, 'stock_levels', 'A / L1', 'on_hand 154', 'on_hand 159'],
    ]);
    expect((await cli.json(1, 'causes', '--from', cli.shop.today)).entries).toHaveLength(
      entries.length,
    );
    expect((await cli.json(0, 'causes', '--to', '2020-01-01')).entries).toEqual([]);
    const from = new Date(Date.parse(entries[0].at) + 1).toISOString();
    expect((await cli.json(1, 'causes', '--from', from)).entries.length).toBeLessThan(
      entries.length,
    );
  });
});
