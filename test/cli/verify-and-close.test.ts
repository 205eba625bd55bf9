import { readFileSync, writeFileSync } from 'node:fs';
import type { Checkpoint } from '../../src/cli/checkpoint-file';
import { earliestZone, latestZone } from '../support/days';
import { createTenant } from '../support/database';
import { untilSettled } from '../support/settled';
import { openCli, unguarded, type CliStage } from './ledger';

describe('audit, continuity, close, checkpoint and verify', () => {
  let cli: CliStage;
  let tenant: string;
  let day: string;
  let product: string;
  let first: string;
  const call = async <Result = { id: string }>(name: string, input: object): Promise<Result> => {
    const { rows } = await cli.database.pools.app.query<{ result: Result }>(
      `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
      [{ tenant, actor: 'tester', role: 'admin' }, input],
    );
    return rows[0]!.result;
  };
  const moveTo = (zone: string) =>
    cli.tamper(`update inventory.tenants set time_zone = '${zone}' where id = '${tenant}'`);
  const batchOf = (sku: string) =>
    `(select b.id from inventory.batches b join inventory.products p on p.id = b.product_id where p.sku = '${sku}')`;

  beforeAll(async () => {
    cli = await openCli('island');
    // A day of the latest time zone is over as soon as the tenant is in the earliest.
    tenant = await createTenant(cli.database, 'island', latestZone());
    const place = await call('create_location', { code: 'HUT', name: 'Hut', kind: 'STOREFRONT' });
    const receive = async (sku: string) => {
      const { id } = await call('create_product', { sku, name: sku });
      const line = { productId: id, batchNumber: `B-${sku}`, quantity: 50 };
      await call('receive_stock', { locationId: place.id, lines: [line] });
      return id;
    };
    const lines = [{ productId: (product = await receive('NUT')), quantity: 8 }];
    first = (await call('record_sale', { locationId: place.id, lines })).id;
    await receive('OIL');
    const { rows } = await cli.database.pools.super.query<{ day: string }>(
      `select business_date::text as day from inventory.movements where tenant_id = '${tenant}' limit 1`,
    );
    day = rows[0]!.day;
  });
  afterAll(() => cli?.close());

  it('audit prints the sums of a period as a table, JSON and CSV', async () => {
    const period = ['--from', '2020-01-01', '--to', day];
    const { lines } = await cli.json(0, 'audit', ...period);
    expect(lines).toMatchObject([
      { sku: 'NUT', opening: 0, purchases: 50, sales: -8, netChange: 42, closing: 42 },
      { sku: 'OIL', opening: 0, purchases: 50, sales: 0, netChange: 50, closing: 50 },
    ]);
    const csv = await cli.run(
      'audit',
      ...period,
      '--csv',
      '--group-by',
      'PRODUCT_AND_LOCATION',
      '--product',
      'NUT',
    );
    expect(csv).toMatchObject({
      ...{ code: 0, stderr: '' },
      stdout:
        'product,location,opening,purchases,sales,refunds,adjustments,transfersIn,transfersOut,expired,netChange,closing\r\n' +
        '"NUT","HUT",0,50,-8,0,0,0,0,0,42,42\r\n',
    });
    const text = await cli.run(
      'audit',
      ...period,
      '--group-by',
      'PRODUCT_AND_DAY',
      '--location',
      'HUT',
    );
    expect(text.stdout.split('\n')[1]).toBe(`NUT\t${day}\t0\t50\t-8\t0\t0\t0\t0\t0\t42\t42`);
    for (const bad of [
      ['--from', day],
      ['--from', day, '--to', '2020-02-30'],
      ['--from', day, '--to', '2020-01-01'],
      [...period, '--csv', '--json'],
      [...period, '--group-by', 'moon'],
    ]) {
      expect(await cli.run('audit', ...bad)).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('continuity exits with 1 when a day does not open with the closing stock of the day before', async () => {
    const period = ['--from', day, '--to', day];
    expect(await cli.json(0, 'continuity', ...period)).toMatchObject({ breaks: [] });
    expect((await cli.run('continuity', ...period)).stdout).toContain('Every day opens with');
    const opening = (figure: number) =>
      cli.tamper(
        `update inventory.daily_stock set opening = opening + ${figure}, closing = closing + ${figure} where product_id = '${product}'`,
      );
    await opening(3);
    expect((await cli.json(1, 'continuity', ...period)).breaks).toMatchObject([
      { sku: 'NUT', locationCode: 'HUT', previousClosing: 0, opening: 3 },
    ]);
    expect((await cli.run('continuity', ...period)).stdout).toContain(`${day}\tNUT\tHUT\t0\t3`);
    await opening(-3);
  });

  it('close closes a past day, once', async () => {
    const open = await cli.run('close', day);
    expect(open).toMatchObject({ code: 2, stdout: '' });
    expect(open.stderr).toContain('day_not_over');
    expect((await cli.run('close', 'today')).code).toBe(2);
    expect((await cli.run('checkpoint')).stderr).toContain('No day is closed');
    await moveTo(earliestZone());
    expect(await cli.json(0, 'close', day)).toMatchObject({
      ...{ businessDate: day, chains: 2, movements: 3, anchors: 2, previousHash: '' },
      closedBy: expect.stringMatching(/^cli:/) as string,
    });
    const again = await cli.run('close', day);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('day_closed');
    expect(await cli.run('close', '--until', day)).toMatchObject({
      ...{ code: 0, stderr: '' },
      stdout: `every day until ${day} is closed\n`,
    });
    expect((await cli.run('close')).stderr).toContain('Name a day, or give --until');
    expect((await cli.run('close', day, '--until', day)).code).toBe(2);
  });

  it('checkpoint writes the closed day with the head of each chain', async () => {
    const checkpoint = JSON.parse((await cli.run('checkpoint')).stdout) as Checkpoint;
    expect(Object.keys(checkpoint)).toEqual([
      ...['tenant', 'businessDate', 'closedAt', 'closedBy', 'chains', 'movements', 'anchors'],
      ...['dayMovements', 'ledgerHash', 'auditUntil', 'auditEntries', 'auditHash', 'root'],
      ...['previousHash', 'hash', 'headsHash', 'heads'],
    ]);
    expect(checkpoint).toMatchObject({ tenant: 'island', businessDate: day, chains: 2 });
    expect(checkpoint.heads.map(({ sequence }) => sequence).sort()).toEqual([1, 2]);
    const outcome = await cli.run('checkpoint', day, '--export', cli.file('saved.json'));
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain(checkpoint.hash);
    expect(JSON.parse(readFileSync(cli.file('saved.json'), 'utf8'))).toEqual(checkpoint);
    expect((await cli.run('checkpoint', '2020-01-01')).stderr).toContain('is not closed');
    expect((await cli.run('checkpoint', '--export', cli.file('no/where.json'))).code).toBe(2);
  });

  it('verify exits with 0 when nothing was changed outside the ledger', async () => {
    await call('refund_sale', {
      ...{ saleId: first, reason: 'on the next day', lines: await saleLines() },
    });
    const saved = ['--checkpoint', cli.file('saved.json')];
    // What the first verification leaves out, the second would include.
    await untilSettled(cli.database.pools.super);
    expect(await cli.json(0, 'verify', ...saved)).toMatchObject({
      ...{ sound: true, mode: 'FULL', movements: 4, chains: 2, broken: [], closedDays: 1 },
      ...{ firstWrongDay: null, checkpoint: { businessDate: day, day: 'fits' } },
    });
    expect(await cli.json(0, 'verify', '--incremental')).toMatchObject({
      ...{ mode: 'INCREMENTAL', movements: 0, checkpoint: null },
    });
    const { stdout } = await cli.run('verify', ...saved);
    expect(stdout.replace(/entries: \d+/, 'entries: <n>').split('\n')).toEqual([
      ...['full: 4 movements in 2 chains', 'all hash chains are intact'],
      ...['anchors: 2 checked, all correct', 'closed days: 1 checked, all correct'],
      ...['audit entries: <n> checked, all correct', 'signatures: 1 checked, all correct'],
      ...[`checkpoint of ${day}: matches`, ''],
    ]);
  });

  async function saleLines() {
    const { rows } = await cli.database.pools.super.query<{ id: string }>(
      'select id from inventory.sale_lines where sale_id = $1',
      [first],
    );
    return rows.map(({ id }) => ({ saleLineId: id, quantity: 1 }));
  }

  it.each([
    ['{}', 'is not a checkpoint'],
    ['null', 'is not a checkpoint'],
    ['{"tenant": "shop"}', 'is not a checkpoint'],
  ])('verify refuses a checkpoint file with %s', async (text, reason) => {
    writeFileSync(cli.file('bad.json'), text);
    const { code, stderr } = await cli.run('verify', '--checkpoint', cli.file('bad.json'));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(reason) as string,
    });
  });

  it('verify refuses a checkpoint file that was edited, or is of another tenant', async () => {
    const saved = JSON.parse(readFileSync(cli.file('saved.json'), 'utf8')) as Checkpoint;
    const refused = async (changed: object) => {
      writeFileSync(cli.file('bad.json'), JSON.stringify({ ...saved, ...changed }));
      const { code, stderr } = await cli.run('verify', '--checkpoint', cli.file('bad.json'));
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused({ closedBy: 'nobody' })).toContain('does not match its own hash');
    expect(await refused({ heads: saved.heads.slice(1) })).toContain('does not match its own hash');
    expect(await refused({ tenant: 'shop' })).toContain('is of the tenant "shop"');
  });

  // An attacker who knows how hashes are computed can repair them. Each test hides the change better than the one before.
  describe('verify after a movement was changed past the guards', () => {
    const saved = () => ['--checkpoint', cli.file('saved.json')];

    it('reports a broken chain', async () => {
      await cli.tamper(
        unguarded(
          `update inventory.movements set actor = 'nobody' where batch_id = ${batchOf('OIL')}`,
        ),
      );
      const result = await cli.json(1, 'verify', ...saved());
      expect(result).toMatchObject({
        broken: [{ batchNumber: 'B-OIL', locationCode: 'HUT', sequence: 1 }],
        checkpoint: { day: 'fits', firstDifference: null }, // the heads are unchanged
      });
      expect((await cli.run('verify')).stdout).toContain(
        'B-OIL\tHUT\t1\tthe hash does not fit the row',
      );
    });

    it('reports the anchor when the hash was recomputed', async () => {
      await cli.tamper(
        `${unguarded(
          `update inventory.movements m set hash = inventory.movement_hash('', m.tenant_id, m.id, m.kind, m.product_id, m.batch_id,
             m.location_id, m.quantity, m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor, m.reason,
             m.reverses_id, m.document_type, m.document_id, m.document_line_id) where m.batch_id = ${batchOf('OIL')}`,
        )}; set session_replication_role = replica;
         update inventory.batch_stock b set head_hash = m.hash from inventory.movements m
         where m.batch_id = b.batch_id and b.batch_id = ${batchOf('OIL')};
         delete from inventory.broken_chains`,
      );
      const result = await cli.json(1, 'verify');
      expect(result).toMatchObject({
        ...{ broken: [], firstWrongDay: { businessDate: day } },
        firstWrongAnchor: { businessDate: day, batchNumber: 'B-OIL', locationCode: 'HUT' },
      });
      const { code, stdout } = await cli.run('verify', ...saved());
      expect(code).toBe(1);
      expect(stdout).toContain('all hash chains are intact');
      expect(stdout).toContain(
        `anchor_false: batch B-OIL at HUT, ${day}: its hash is not that of its movement`,
      );
      // No new checkpoint can be exported from the changed ledger.
      const checkpoint = await cli.run('checkpoint', '--export', cli.file('new.json'));
      expect(checkpoint).toMatchObject({ code: 1, stdout: '' });
    });

    it('reports a difference to the exported checkpoint when all else was recomputed too', async () => {
      // As the table owner with this tenant set, because a checkpoint covers the chains of one tenant.
      await cli.tamper(
        `select set_config('app.tenant_id', '${tenant}', true); set local role bincard_owner;
         alter table inventory.closed_days disable trigger user; alter table inventory.audit_log disable trigger user;
         alter table inventory.chain_anchors disable trigger user;
         update inventory.chain_anchors a set hash = m.hash from inventory.movements m
         where m.batch_id = a.batch_id and m.location_id = a.location_id and m.sequence = a.sequence;
         update inventory.closed_days c set ledger_hash = (inventory.anchor_digest(c.tenant_id, c.business_date)).hash,
           root = inventory.merkle_root(inventory.day_leaves('${tenant}', c.business_date, inventory.first_id_of_day(c.business_date)));
         update inventory.closed_days c set hash = inventory.checkpoint_hash(c);
         update inventory.closed_days c set log_root = inventory.merkle_root(inventory.log_leaves('${tenant}', c.business_date));
         update inventory.audit_log a set after = a.after || jsonb_build_object('hash', c.hash, 'ledger_hash', c.ledger_hash)
         from inventory.closed_days c where a.entity = 'closed_day';
         update inventory.audit_log a set hash = inventory.audit_row_hash(a.tenant_id, a.id, a.at, a.actor, a.action, a.entity,
           a.entity_id, a.before, a.after, a.metadata) where a.entity = 'closed_day';
         update inventory.audit_heads h set hash = a.hash from inventory.audit_log a
         where a.entity = h.entity and a.entity_id = h.entity_id and a.entity = 'closed_day'`,
      );
      expect(await cli.json(1, 'verify', ...saved())).toMatchObject({
        ...{ sound: false, broken: [], firstWrongAnchor: null, firstWrongDay: null },
        checkpoint: {
          day: 'another hash',
          firstDifference: {
            ...{ batchNumber: 'B-OIL', locationCode: 'HUT', sequence: 1 },
            what: 'its last movement has a different hash',
          },
        },
      });
      const { stdout } = await cli.run('verify', ...saved());
      expect(stdout).toContain(`checkpoint of ${day}: the day is closed with a different hash`);
      expect(stdout).toContain(
        'batch B-OIL at HUT, movement 1: its last movement has a different hash',
      );
    });

    it('reports a missing closed day', async () => {
      await cli.tamper(
        `alter table inventory.closed_days disable trigger all; delete from inventory.closed_days`,
      );
      expect(await cli.json(1, 'verify')).toMatchObject({
        firstWrongDay: { businessDate: day, what: 'its checkpoint is missing' },
      });
      expect((await cli.json(1, 'verify', ...saved())).checkpoint.day).toBe('not closed');
    });
  });
});
