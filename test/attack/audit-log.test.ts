import { scanTenant } from '../../src/jobs/scan';
import { readRules, violationsStatement } from '../../src/lifecycle/rules';
import { openCli, type CliStage } from '../cli/ledger';
import { startApi, type Api } from '../support/api';
import { asTenant } from '../support/database';
import { untilSettled } from '../support/settled';

// Who changes the audit log where no trigger fires: the owner by DDL, a superuser with the triggers off. Nothing stops
// them; verification names the first entry that is wrong, everywhere alike.

interface WrongEntry {
  readonly entity: string;
  readonly entityId: string;
  readonly sequence: number;
  readonly what: string;
}

const HASH = 'the hash does not fit the row';

describe('an audit log that somebody changed', () => {
  let cli: CliStage;
  let api: Api;
  let product: string;

  beforeAll(async () => {
    cli = await openCli();
    product = cli.shop.product;
    api = await startApi(cli.database, cli.shop.tenant);
    for (const name of ['Pear', 'Plum', 'Fig']) {
      await cli.shop.call('update_product', { id: product, name });
    }
  });
  afterAll(async () => {
    await api?.close();
    await cli?.close();
  });

  /** What the scan, the API, the metric and the command line say; all of them the same. */
  async function answers(mode: 'FULL' | 'INCREMENTAL' = 'FULL'): Promise<WrongEntry | null> {
    const { firstWrongEntry } = await scanTenant(cli.database.pools.app, cli.shop.tenant, { mode });
    const { data } = await api.request(
      '{ systemStatus { auditEntries firstWrongEntry { entity entityId sequence what } } }',
    );
    const { auditEntries, firstWrongEntry: shown } = data.systemStatus as {
      auditEntries: number;
      firstWrongEntry: WrongEntry | null;
    };
    expect(shown).toEqual(firstWrongEntry);
    if (mode === 'FULL') expect(auditEntries).toBeGreaterThan(3);
    const metrics = await (await fetch(api.url.replace('/graphql', '/metrics'))).text();
    expect(metrics).toContain(`\nbincard_wrong_audit_entries_tenants ${firstWrongEntry ? 1 : 0}\n`);
    const command = mode === 'FULL' ? 'verify' : 'verify --incremental';
    const printed = await cli.json(firstWrongEntry ? 1 : 0, command);
    expect(printed).toMatchObject({ sound: !firstWrongEntry, firstWrongEntry });
    return firstWrongEntry;
  }

  const violations = async () => {
    const { rows } = await asTenant(cli.database.pools.super, cli.shop.tenant, (client) =>
      client.query<{ name: string; violations: number }>(violationsStatement()),
    );
    return rows.find(({ name }) => name === 'audit_immutable')!.violations;
  };

  /** Changes the log, looks, and puts it back. */
  async function changed(sql: string): Promise<{ found: WrongEntry | null; count: number }> {
    await cli.tamper(
      `create table public.kept_log as select * from inventory.audit_log;
       create table public.kept_heads as select * from inventory.audit_heads;
       alter table inventory.audit_log disable trigger all; ${sql}`,
    );
    try {
      return { found: await answers(), count: await violations() };
    } finally {
      await cli.tamper(
        `alter table inventory.audit_log disable trigger all; alter table inventory.audit_heads disable trigger all;
         delete from inventory.audit_log; insert into inventory.audit_log select * from public.kept_log;
         delete from inventory.audit_heads; insert into inventory.audit_heads select * from public.kept_heads;
         drop table public.kept_log, public.kept_heads; alter table inventory.audit_heads enable trigger all;
         alter table inventory.audit_log enable trigger all;
         alter table inventory.audit_log enable always trigger _100_audit_stamp`,
      );
      expect(await answers()).toBeNull();
    }
  }

  const entry = (sequence: number) =>
    `tenant_id = '${cli.shop.tenant}' and entity = 'product' and entity_id = '${product}' and sequence = ${sequence}`;
  const wrong = (sequence: number, what: string): WrongEntry => ({
    ...{ entity: 'product', entityId: product, sequence, what },
  });

  it('is found wrong nowhere where nobody did', async () => {
    expect(await answers()).toBeNull();
    expect(await answers('INCREMENTAL')).toBeNull();
    expect(await violations()).toBe(0);
    expect((await cli.run('verify')).stdout).toMatch(/^audit entries: \d+ checked, all correct$/m);
  });

  it.each<[string, () => string, () => WrongEntry]>([
    [
      'an entry was changed',
      () => `update inventory.audit_log set actor = 'nobody' where ${entry(2)}`,
      () => wrong(2, HASH),
    ],
    [
      'an entry was changed, its own hash made anew',
      () =>
        `update inventory.audit_log set actor = 'nobody' where ${entry(2)};
         update inventory.audit_log a set hash = inventory.audit_link(b.hash, inventory.audit_row_hash(a.tenant_id, a.id, a.at,
           a.actor, a.action, a.entity, a.entity_id, a.before, a.after, a.metadata))
         from inventory.audit_log b where ${entry(1).replaceAll(/(\w+) =/g, 'b.$1 =')} and ${entry(2).replaceAll(/(\w+) =/g, 'a.$1 =')}`,
      () => wrong(3, HASH),
    ],
    [
      'an entry in the middle is gone',
      () => `delete from inventory.audit_log where ${entry(2)}`,
      () => wrong(3, 'entry 2 is missing'),
    ],
    [
      'the last entry is gone',
      () => `delete from inventory.audit_log where ${entry(4)}`,
      () => wrong(4, 'entry 4 is missing'),
    ],
    [
      'all entries of a record are gone',
      () => `delete from inventory.audit_log where entity = 'product' and entity_id = '${product}'`,
      () => wrong(1, 'entry 1 is missing'),
    ],
    [
      'an entry was added',
      () =>
        `insert into inventory.audit_log select tenant_id, gen_random_uuid(), now(), 'nobody', action, entity, entity_id, before,
           after, metadata, 5, hash from inventory.audit_log where ${entry(4)}`,
      () => wrong(5, HASH),
    ],
    [
      'an entry was added with a hash that fits',
      () =>
        `insert into inventory.audit_log select a.tenant_id, n.id, a.at, 'nobody', a.action, a.entity, a.entity_id, a.before,
           a.after, a.metadata, 5, inventory.audit_link(a.hash, inventory.audit_row_hash(a.tenant_id, n.id, a.at, 'nobody',
           a.action, a.entity, a.entity_id, a.before, a.after, a.metadata))
         from inventory.audit_log a, (select gen_random_uuid() as id) n where ${entry(4).replaceAll(/(\w+) =/g, 'a.$1 =')}`,
      () => wrong(5, 'the chain is recorded to end with entry 4'),
    ],
    [
      'the last entry is gone, the recorded end set back',
      () =>
        `delete from inventory.audit_log where ${entry(4)};
         update inventory.audit_heads set sequence = 3 where entity_id = '${product}' and entity = 'product'`,
      () => wrong(3, 'the chain is recorded to end with another hash'),
    ],
  ])('%s', async (_, sql, expected) => {
    const { found, count } = await changed(sql());
    expect(found).toEqual(expected());
    expect(count).toBeGreaterThan(0);
  });

  it('an entry that is added with the triggers off gets no hash', async () => {
    const added = cli.tamper(
      `insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id)
       values ('${cli.shop.tenant}', gen_random_uuid(), now(), 'nobody', 'UPDATE', 'product', '${product}')`,
    );
    await expect(added).rejects.toMatchObject({ code: '23502' });
  });

  it('two transactions about one record both succeed, one after the other', async () => {
    const { pools } = cli.database;
    const add = (code: string, held?: Promise<unknown>) =>
      asTenant(pools.app, cli.shop.tenant, async (client) => {
        await client.query(
          `insert into inventory.product_units (tenant_id, product_id, code, factor) values ($1, $2, $3, 12)`,
          [cli.shop.tenant, product, code],
        );
        await held;
      });
    await Promise.all([
      add('unit-1', new Promise((resolve) => setTimeout(resolve, 300))),
      ...['unit-2', 'unit-3', 'unit-4'].map((code) => add(code)),
    ]);
    const { rows } = await pools.super.query<{ sequence: string }>(
      `select sequence from inventory.audit_log where entity = 'product_unit' and entity_id = $1 order by 1`,
      [product],
    );
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(rows.map((_, n) => n + 1));
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(await answers()).toBeNull();
  });

  it('two sessions with the triggers off that write one stock figure are both in its chain', async () => {
    const write = () =>
      cli.tamper(
        `update inventory.stock_levels set on_hand = on_hand + 1 where product_id = '${product}'; select pg_sleep(0.1)`,
      );
    await Promise.all([write(), write(), write()]);
    const { rows } = await cli.database.pools.super.query<{ sequence: string }>(
      `select sequence from inventory.audit_log where entity = 'stock_levels' and entity_id like $1 order by entity_id, sequence`,
      [`${product}/%`],
    );
    expect(rows.slice(-3).map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3]);
    expect(await answers()).toBeNull();
    await cli.tamper(
      `update inventory.stock_levels set on_hand = on_hand - 3 where product_id = '${product}'`,
    );
  });

  it('an incremental verification finds what is new, and looks at what was wrong again', async () => {
    await cli.shop.call('update_product', { id: product, name: 'Lime' });
    const rename = (actor: string) =>
      cli.tamper(
        `alter table inventory.audit_log disable trigger all;
         update inventory.audit_log set actor = '${actor}' where ${entry(5)};
         alter table inventory.audit_log enable trigger all;
         alter table inventory.audit_log enable always trigger _100_audit_stamp`,
      );
    const { rows } = await cli.database.pools.super.query<{ actor: string }>(
      `select actor from inventory.audit_log where ${entry(5)}`,
    );
    await rename('nobody');
    await untilSettled(cli.database.pools.super);
    expect(await answers('INCREMENTAL')).toEqual(wrong(5, HASH));
    expect(await answers('INCREMENTAL')).toEqual(wrong(5, HASH));
    await rename(rows[0]!.actor);
    expect(await answers('INCREMENTAL')).toBeNull();
  });

  it("the table's owner rewrites a column by DDL, where no trigger fires", async () => {
    const { pools } = cli.database;
    const rewrite = `alter table inventory.audit_log alter column actor type text using 'nobody'`;
    // The functions that read the column are in the way, until the owner drops them.
    await expect(pools.owner.query(rewrite)).rejects.toMatchObject({ code: '0A000' });
    const { rows: readers } = await pools.owner.query<{ name: string; text: string }>(
      `select distinct p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) as text
       from pg_depend d join pg_proc p on p.oid = d.objid and d.classid = 'pg_proc'::regclass
       where d.refobjid = 'inventory.audit_log'::regclass and d.refobjsubid <> 0`,
    );
    await pools.owner.query(
      `${readers.map(({ name }) => `drop function if exists ${name} cascade;`).join('')} ${rewrite};
       ${readers.map(({ text }) => `${text};`).join('')}
       ${readers.map(({ name }) => `grant execute on function ${name} to bincard_app, bincard_ledger;`).join('')}`,
    );
    expect((await readRules(pools.owner)).every(({ enabled }) => enabled)).toBe(true);
    const { rows } = await pools.super.query('select distinct actor from inventory.audit_log');
    expect(rows).toEqual([{ actor: 'nobody' }]);
    expect(await answers()).toMatchObject({ sequence: 1, what: HASH });
    expect(await violations()).toBeGreaterThan(3);
  });
});
