import { violationsStatement } from '../../src/lifecycle/rules';
import { bincard } from '../cli/bincard';
import { startApi, type Api } from '../support/api';
import { asTenant, refusalOf } from '../support/database';
import { DAYS, linesOf, openLedger, writeLines, type Ledger } from './stage';

describe('days that are moved out to an archive', () => {
  let ledger: Ledger;
  let api: Api;
  let file: string;
  const all = <Row extends object>(sql: string) =>
    ledger.cli.database.pools.super.query<Row>(sql, [ledger.tenant]).then(({ rows }) => rows);
  const count = async () =>
    Number(
      (
        await all<{ n: string }>(
          'select count(*) as n from inventory.movements where tenant_id = $1',
        )
      )[0]!.n,
    );
  const drop = (name: string, ...args: string[]) => ledger.cli.run('archive drop', name, ...args);
  const sound = async () => {
    for (const mode of [[], ['--incremental'], ['--from-anchors']]) {
      expect(await ledger.cli.json(0, 'verify', ...mode)).toMatchObject({ sound: true });
    }
    for (const from of [[], ['--from-anchors']]) {
      expect(await ledger.cli.run('compare', ...from)).toMatchObject({ code: 0, stderr: '' });
    }
    const { rows } = await asTenant(ledger.cli.database.pools.app, ledger.tenant, (client) =>
      client.query<{ violations: number }>(violationsStatement()),
    );
    expect(rows.filter(({ violations }) => violations > 0)).toEqual([]);
  };
  /** The backend that waits for a row while it runs a function. */
  const waitingFor = async (name: string): Promise<number> => {
    for (;;) {
      const { rows } = await ledger.cli.database.pools.super.query<{ pid: number }>(
        `select pid from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%inventory.' || $1 || '(%' and pid <> pg_backend_pid()`,
        [name],
      );
      if (rows[0]) return rows[0].pid;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const opening = async (from: string | null, to: string | null = null) => {
    const { data } = await api.request(
      `query ($p: ID!, $from: LocalDate, $to: LocalDate) { binCard(productId: $p, from: $from, to: $to) {
         opening closing archivedUntil entries { totalCount edges { node { balance } } } } }`,
      { p: ledger.product, from, to },
    );
    return data.binCard as object;
  };

  beforeAll(async () => {
    ledger = await openLedger();
    api = await startApi(ledger.cli.database, ledger.tenant);
    file = ledger.cli.file('first.gz');
    await ledger.cli.json(0, 'archive write', '--until', DAYS[1]!, '--to', file);
  }, 120_000);
  afterAll(async () => {
    await api?.close();
    await ledger?.cli.close();
  });

  it('are there until the file is dropped live, by a manager, as it was closed', async () => {
    await sound();
    const dry = await drop(file);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('7 movements up to 2020-01-02 would be removed');
    expect((await drop(file, '--live')).stderr).toContain('add --yes');
    const lines = linesOf(file);
    lines.at(-1).movement.actor = 'nobody';
    writeLines(ledger.cli.file('forged.gz'), lines);
    expect(await drop(ledger.cli.file('forged.gz'), '--live', '--yes')).toMatchObject({
      code: 1,
      stdout: '',
    });
    for (const role of ['viewer', 'clerk']) {
      const refusal = await refusalOf(
        asTenant(ledger.cli.database.pools.app, ledger.tenant, async (client) => {
          await client.query(`select set_config('app.role', '${role}', true)`);
          await client.query(
            `insert into inventory.archives (tenant_id, business_date, file_hash, checkpoint_hash, movements)
             select tenant_id, business_date, sha256('x'), hash, movements from inventory.closed_days where business_date = '${DAYS[1]}'`,
          );
        }),
      );
      expect(refusal).toBe('role_policy');
    }
    expect(await count()).toBe(9);
    expect(await all('select from inventory.archives where tenant_id = $1')).toEqual([]);
  });

  it('all stay where the connection is lost half-way', async () => {
    const { super: pool } = ledger.cli.database.pools;
    const holder = await pool.connect();
    try {
      await holder.query('begin');
      await holder.query(
        'select from inventory.movements where tenant_id = $1 order by id limit 1 for key share',
        [ledger.tenant],
      );
      const dropped = drop(file, '--live', '--yes');
      const pid = await waitingFor('move_out');
      await pool.query('select pg_terminate_backend($1)', [pid]);
      expect((await dropped).code).not.toBe(0);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    expect(await count()).toBe(9);
    expect(await all('select from inventory.archives where tenant_id = $1')).toEqual([]);
  });

  it('leave the ledger once, whichever of two drops comes first, and the ledger goes on', async () => {
    const before = await opening(null);
    const both = await Promise.all([drop(file, '--live', '--yes'), drop(file, '--live', '--yes')]);
    expect(both.map(({ code }) => code).sort()).toEqual(expect.arrayContaining([0]));
    expect(await count()).toBe(2);
    expect((await drop(file, '--live', '--yes')).stdout).toContain(
      'done before: 7 movements up to 2020-01-02',
    );
    await sound();
    expect(before).toMatchObject({ opening: 0, closing: 46, archivedUntil: null });
    expect(await opening(null)).toEqual({
      ...{ opening: 49, closing: 46, archivedUntil: DAYS[1] },
      entries: { totalCount: 2, edges: [{ node: { balance: 47 } }, { node: { balance: 46 } }] },
    });
    expect(await opening(DAYS[0]!, DAYS[0])).toMatchObject({
      opening: 42,
      closing: 42,
      archivedUntil: DAYS[1],
    });
    expect(await opening(DAYS[3]!)).toMatchObject({
      opening: 49,
      closing: 46,
      archivedUntil: null,
    });
    const [one] = await ledger.cli
      .json(0, 'archive list')
      .then(({ archives }: { archives: object[] }) => archives);
    expect(one).toMatchObject({ after: null, businessDate: DAYS[1], movements: 7 });
  });

  it('are read, checked and proven from the file, whose chains the next file goes on from', async () => {
    const checked = await ledger.cli.run('archive check', file, '--database');
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    const [movement] = linesOf(file).flatMap((line) => line.movement ?? []);
    const proof = ledger.cli.file('line.json');
    await ledger.cli.run('proof', movement.id, '--archive', file, '--export', proof);
    expect(await bincard(['verify-proof', proof], {})).toMatchObject({ code: 0 });
    const refused = await ledger.cli.run('proof', movement.id);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`proof ${movement.id} --archive FILE`);

    const second = ledger.cli.file('second.gz');
    const again = ['--after', '2019-12-31', '--until', DAYS[3]!, '--to', second];
    expect((await ledger.cli.run('archive write', ...again)).stderr).toContain(
      `The days up to ${DAYS[1]} are archived`,
    );
    const written = await ledger.cli.json(0, 'archive write', '--until', DAYS[3]!, '--to', second);
    expect(written).toMatchObject({ after: DAYS[1], until: DAYS[3], movements: 1 });
    const bothDays = await ledger.cli.run('archive check', second, '--database');
    expect(bothDays).toMatchObject({ code: 0, stderr: '' });
  });

  it('leave after a refund that is under way, whose movement stays', async () => {
    const [sale] = await all<{ id: string; line: string }>(
      `select s.id, l.id as line from inventory.sales s join inventory.sale_lines l on l.sale_id = s.id
       where s.tenant_id = $1 and s.business_date = '${DAYS[3]}'`,
    );
    const client = await ledger.cli.database.pools.app.connect();
    let dropped;
    try {
      await client.query('begin');
      const input = {
        ...{ saleId: sale!.id, reason: 'back' },
        lines: [{ saleLineId: sale!.line, quantity: 1 }],
      };
      await client.query('select inventory.refund_sale($1, $2)', [
        { tenant: ledger.tenant, actor: 'till', role: 'admin' },
        input,
      ]);
      dropped = drop(ledger.cli.file('second.gz'), '--live', '--yes');
      await waitingFor('move_out');
      await client.query('commit');
    } finally {
      client.release();
    }
    expect(await dropped).toMatchObject({ code: 0, stderr: '' });
    expect(await count()).toBe(2); // the sale of the open day, and the refund
    await sound();
    const { archives } = await ledger.cli.json(0, 'archive list');
    expect(archives).toMatchObject([
      { after: null, businessDate: DAYS[1] },
      { after: DAYS[1], businessDate: DAYS[3], movements: 1 },
    ]);
    // The rest of that sale can no longer come back.
    const lines = [{ saleLineId: sale!.line, quantity: 1 }];
    const refund = ledger.call('refund_sale', { saleId: sale!.id, reason: 'back', lines });
    expect(await refusalOf(refund)).toBe('movement_archived');
  });
});
