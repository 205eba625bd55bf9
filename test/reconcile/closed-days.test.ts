import { scanTenant } from '../../src/jobs/scan';
import { openCli, type CliStage } from '../cli/ledger';
import { startApi, type Api } from '../support/api';
import { createTenant } from '../support/database';
import { untilSettled } from '../support/settled';

type Mode = 'FULL' | 'INCREMENTAL';
interface WrongDay {
  readonly businessDate: string;
  readonly what: string;
}

const LINK = 'its previous hash is not the hash of the closed day before it';
const ROW = 'its hash does not fit the row';
const AUDIT = 'the audit log does not match its checkpoint';
const CLOSING = 'its hash is not the one that the audit log has of its closing';
const COUNTS = 'its counts do not follow the day before';
const ROOT = 'the movements of the day do not match its root';
const LOG = 'its log root does not match the closed days';
const MISSING = 'its checkpoint is missing';

describe('a closed day that somebody changed', () => {
  let cli: CliStage;
  let api: Api;
  let tenant: string;
  /** Three closed days; all movements are of the last one. */
  let days: string[];

  const call = async (name: string, input: object): Promise<{ id: string }> => {
    const { rows } = await cli.database.pools.app.query<{ result: { id: string } }>(
      `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
      [{ tenant, actor: 'tester', role: 'admin' }, input],
    );
    return rows[0]!.result;
  };
  const scan = (mode: Mode) => scanTenant(cli.database.pools.app, tenant, { mode });
  const status = async () => {
    const { data } = await api.request(
      '{ systemStatus { closedDays firstWrongDay { businessDate what } } }',
    );
    return data.systemStatus as { closedDays: number; firstWrongDay: WrongDay | null };
  };
  const metric = async () => {
    const text = await (await fetch(api.url.replace('/graphql', '/metrics'))).text();
    return Number(/^bincard_wrong_closed_days_tenants (\d+)$/m.exec(text)?.[1]);
  };

  /** What the scan, the API, the metric and the command line say; all of them the same. */
  async function answers(mode: Mode): Promise<WrongDay | null> {
    const { firstWrongDay } = await scan(mode);
    expect((await status()).firstWrongDay).toEqual(firstWrongDay);
    expect(await metric()).toBe(firstWrongDay ? 1 : 0);
    const verify = mode === 'FULL' ? 'verify' : 'verify --incremental';
    const printed = await cli.json(firstWrongDay ? 1 : 0, verify);
    expect(printed).toMatchObject({ firstWrongDay, closedDays: (await status()).closedDays });
    return firstWrongDay;
  }

  beforeAll(async () => {
    cli = await openCli('island');
    // Its day ends last; moved to the zone where days end first, 25 hours ahead, the day is over.
    tenant = await createTenant(cli.database, 'island', 'Pacific/Pago_Pago');
    api = await startApi(cli.database, tenant);
    const place = await call('create_location', { code: 'HUT', name: 'Hut', kind: 'STOREFRONT' });
    for (const sku of ['NUT', 'OIL']) {
      const { id } = await call('create_product', { sku, name: sku });
      const lines = [{ productId: id, batchNumber: sku, quantity: 50 }];
      await call('receive_stock', { locationId: place.id, lines });
      await call('record_sale', { locationId: place.id, lines: [{ productId: id, quantity: 5 }] });
    }
    const { rows } = await cli.database.pools.super.query<{ day: string }>(
      `select (m.business_date - n)::text as day from (select business_date from inventory.movements
         where tenant_id = '${tenant}' limit 1) m, generate_series(2, 0, -1) n`,
    );
    days = rows.map(({ day }) => day);
    await cli.tamper(
      `update inventory.tenants set time_zone = 'Pacific/Kiritimati' where id = '${tenant}'`,
    );
    await untilSettled(cli.database.pools.super);
    for (const businessDate of days) await call('close_day', { businessDate });
    await cli.tamper('alter table inventory.closed_days disable trigger user');
  });
  afterAll(async () => {
    await api?.close();
    await cli?.close();
  });

  it('is none where nobody did', async () => {
    expect(await answers('FULL')).toBeNull();
    expect(await status()).toEqual({ closedDays: 3, firstWrongDay: null });
    expect(await answers('INCREMENTAL')).toBeNull();
  });

  const day = (n: number) => `business_date = '${days[n]}'`;
  const forged = (change: string, n: number) =>
    `update inventory.closed_days set ${change} where ${day(n)};
     update inventory.closed_days c set hash = inventory.checkpoint_hash(c) where ${day(n)};
     update inventory.closed_days c set log_root = l.log_root
     from inventory.log_roots('${tenant}') l where l.business_date = c.business_date`;
  // By superuser, past the triggers: what is done, which day a full and an incremental verification name first.
  it.each<[string, () => string, [number, string], [number, string] | null]>([
    [
      'the hash of one in the middle was replaced',
      () => `update inventory.closed_days set hash = sha256('x') where ${day(1)}`,
      [1, ROW],
      [1, ROW],
    ],
    [
      'who closed it was changed',
      () => `update inventory.closed_days set closed_by = 'nobody' where ${day(1)}`,
      [1, ROW],
      [1, ROW],
    ],
    [
      'who closed it was changed, and its hash made anew',
      () => forged(`closed_by = 'nobody'`, 1),
      [1, CLOSING],
      [2, LINK],
    ],
    [
      'who closed the last one was changed, and its hash made anew',
      () => forged(`closed_by = 'nobody'`, 2),
      [2, CLOSING],
      [2, CLOSING],
    ],
    [
      'its root was changed, and its hash made anew',
      () => forged(`root = sha256(root)`, 1),
      [1, ROOT],
      [2, LINK],
    ],
    [
      'the log root of one in the middle was changed',
      () => `update inventory.closed_days set log_root = sha256(log_root) where ${day(1)}`,
      [1, LOG],
      [1, LOG],
    ],
    [
      'a whole chain of the audit log is gone, its recorded end too',
      () =>
        `alter table inventory.audit_log disable trigger _300_audit_immutable;
         delete from inventory.audit_log where entity = 'location' and tenant_id = '${tenant}';
         delete from inventory.audit_heads where entity = 'location' and tenant_id = '${tenant}'`,
      [0, AUDIT],
      null,
    ],
    [
      'one in the middle is gone',
      () => `delete from inventory.closed_days where ${day(1)}`,
      [2, LINK],
      [2, LINK],
    ],
    [
      'the first is gone',
      () => `delete from inventory.closed_days where ${day(0)}`,
      [1, LINK],
      [1, LINK],
    ],
    [
      'the last is gone',
      () => `delete from inventory.closed_days where ${day(2)}`,
      [2, MISSING],
      [2, MISSING],
    ],
    [
      'its counts were changed',
      () => `update inventory.closed_days set movements = movements + 1 where ${day(2)}`,
      [2, ROW],
      [2, ROW],
    ],
  ])('%s', async (_, attack, [full, why], incremental) => {
    await cli.tamper(
      `create table public.kept_days as select * from inventory.closed_days;
       create table public.kept_log as select * from inventory.audit_log where entity = 'location';
       create table public.kept_heads as select * from inventory.audit_heads where entity = 'location';
       ${attack()}`,
    );
    try {
      expect(await answers('INCREMENTAL')).toEqual(
        incremental && { businessDate: days[incremental[0]], what: incremental[1] },
      );
      const found = { businessDate: days[full], what: why };
      expect(await answers('FULL')).toEqual(found);
      // The day that was wrong is recomputed until it is right again.
      expect(await answers('INCREMENTAL')).toMatchObject({ businessDate: expect.any(String) });
    } finally {
      await cli.tamper(
        `delete from inventory.closed_days;
         insert into inventory.closed_days select * from public.kept_days;
         insert into inventory.audit_log select * from public.kept_log on conflict do nothing;
         insert into inventory.audit_heads select * from public.kept_heads on conflict do nothing;
         alter table inventory.audit_log enable always trigger _300_audit_immutable;
         drop table public.kept_days, public.kept_log, public.kept_heads`,
      );
    }
    expect(await answers('INCREMENTAL')).toBeNull();
    expect(await answers('FULL')).toBeNull();
  });

  it('a day that was closed since the last verification is recomputed by an incremental one', async () => {
    await cli.tamper(
      `alter table inventory.verifications disable trigger user;
       update inventory.verifications set closed_days = 2 where tenant_id = '${tenant}';
       alter table inventory.verifications enable trigger user; ${forged('movements = movements + 1', 2)}`,
    );
    expect(await answers('INCREMENTAL')).toEqual({ businessDate: days[2], what: COUNTS });
    await cli.tamper(forged('movements = movements - 1', 2));
    expect(await answers('INCREMENTAL')).toBeNull();
  });
});
