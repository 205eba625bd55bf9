import { scanTenant } from '../../src/jobs/scan';
import { openCli, unguarded, type CliStage } from '../cli/ledger';
import { startApi, type Api } from '../support/api';
import { asTenant, createTenant } from '../support/database';

type Mode = 'FULL' | 'INCREMENTAL';
interface WrongDay {
  readonly businessDate: string;
  readonly what: string;
}

const LINK = 'its previous hash is not the hash of the closed day before it';
const LEDGER = 'the ledger does not match its checkpoint';
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
  const scan = (mode: Mode) => scanTenant(cli.database.pools.app, tenant, mode);
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
  // By superuser, past the triggers: what is done, which day a full and an incremental verification name first.
  it.each<[string, () => string, [number, string], [number, string] | null]>([
    [
      'the hash of one in the middle was replaced',
      () => `update inventory.closed_days set hash = sha256('x') where ${day(1)}`,
      [1, LEDGER],
      [2, LINK],
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
      [2, LEDGER],
      null, // nothing was closed since the last verification
    ],
    [
      'the hashes of its movements were changed',
      () =>
        `${unguarded(`update inventory.movements set hash = sha256(hash) where sequence = 2 and tenant_id = '${tenant}'`)};
         set session_replication_role = replica;
         update inventory.batch_stock b set head_hash = m.hash from inventory.movements m
         where m.batch_id = b.batch_id and m.sequence = b.sequence and m.tenant_id = '${tenant}'`,
      [2, LEDGER],
      null,
    ],
  ])('%s', async (_, attack, [full, why], incremental) => {
    await cli.tamper(
      `create table public.kept_days as select * from inventory.closed_days;
       create table public.kept_hashes as select id, hash from inventory.movements; ${attack()}`,
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
        `${unguarded(
          `update inventory.movements m set hash = k.hash from public.kept_hashes k where k.id = m.id`,
        )};
         set session_replication_role = replica;
         update inventory.batch_stock b set head_hash = m.hash, frozen = false from inventory.movements m
         where m.tenant_id = b.tenant_id and m.batch_id = b.batch_id and m.location_id = b.location_id and m.sequence = b.sequence;
         delete from inventory.broken_chains; delete from inventory.closed_days;
         insert into inventory.closed_days select * from public.kept_days; drop table public.kept_days, public.kept_hashes`,
      );
    }
    expect(await answers('INCREMENTAL')).toBeNull();
    expect(await answers('FULL')).toBeNull();
  });

  it('a day that was closed since the last verification is recomputed by an incremental one', async () => {
    await cli.tamper(
      `alter table inventory.verifications disable trigger user;
       update inventory.verifications set closed_days = 2 where tenant_id = '${tenant}';
       alter table inventory.verifications enable trigger user;
       update inventory.closed_days set movements = movements + 1 where ${day(2)}`,
    );
    expect(await answers('INCREMENTAL')).toEqual({ businessDate: days[2], what: LEDGER });
    await cli.tamper(`update inventory.closed_days set movements = movements - 1 where ${day(2)}`);
    expect(await answers('INCREMENTAL')).toBeNull();
  });

  it('the checkpoints of many days are those that closing each day makes', async () => {
    const wrong = await asTenant(
      cli.database.pools.super,
      tenant,
      async (client) => {
        // In no order along a chain: a day's last movement is the one with the highest sequence, whatever its neighbours.
        await client.query(
          `set local role bincard_owner; alter table inventory.movements disable trigger user;
           alter table inventory.tenants disable trigger user;
           delete from inventory.closed_days;
           insert into inventory.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence,
             balance_before, balance_after, business_date, recorded_at, actor, document_type, document_id, hash)
           select m.tenant_id, gen_random_uuid(), m.kind, m.product_id, m.batch_id, m.location_id, m.quantity, m.sequence + 1 + n,
             100, 100 + m.quantity, date '2020-01-01' + (random() * 40)::int, m.recorded_at, m.actor, m.document_type, m.document_id,
             sha256(n::text::bytea)
           from inventory.movements m, generate_series(1, 60) n where m.sequence = 2;
           do $$
           declare v_day date; v_previous bytea := ''; v_made record;
           begin
             for v_day in select distinct date '2020-01-01' + n * 3 from generate_series(0, 12) n order by 1 loop
               select * into v_made from inventory.checkpoint(v_day, v_previous);
               insert into inventory.closed_days (tenant_id, business_date, closed_at, closed_by, chains, movements, previous_hash, hash)
               values ('${tenant}', v_day, now(), 'x', v_made.chains, v_made.movements, v_previous, v_made.hash);
               v_previous := v_made.hash;
             end loop;
             update inventory.tenants t set last_closed_on = (select max(c.business_date) from inventory.closed_days c where c.tenant_id = t.id);
           end $$`,
        );
        const { rows } = await client.query<{ wrong: number; days: number }>(
          `select (select count(*)::int from inventory.wrong_days(0, null)) as wrong,
             (select count(*)::int from inventory.closed_days) as days`,
        );
        return rows[0];
      },
      'rollback',
    );
    expect(wrong).toEqual({ wrong: 0, days: 13 });
  });
});
