import { scanTenant } from '../../src/jobs/scan';
import { openCli, unguarded, type CliStage } from '../cli/ledger';
import { createTenant } from '../support/database';
import { addDays, noonZone } from '../support/days';

interface Found {
  readonly businessDate: string;
  readonly what: string;
}
interface Result {
  readonly mode: string;
  readonly fromDay: string | null;
  readonly movements: number;
  readonly chains: number;
  readonly broken: number;
  readonly anchors: number;
  readonly firstWrongAnchor: Found | null;
  readonly firstWrongDay: Found | null;
}

const DAYS = 4;

describe('anchors', () => {
  let cli: CliStage;
  let tenant: string;
  let place: string;
  let nut: string;
  let oil: string;
  /** The closed days, the earliest first. On each NUT is sold; OIL has come in on the first and then not moved. */
  let days: string[];

  const call = async <Row = { id: string }>(name: string, input: object): Promise<Row> => {
    const { rows } = await cli.database.pools.app.query<{ result: Row }>(
      `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
      [{ tenant, actor: 'tester', role: 'admin' }, input],
    );
    return rows[0]!.result;
  };
  const sell = (productId: string, quantity: number, businessDate?: string) =>
    call('record_sale', { locationId: place, businessDate, lines: [{ productId, quantity }] });
  const verify = (mode: string) => call<Result>('verify', { mode });
  const rows = async <Row extends object>(sql: string) =>
    (await cli.database.pools.super.query<Row>(sql)).rows;
  const batchOf = (sku: string) =>
    `(select b.id from inventory.batches b join inventory.products p on p.id = b.product_id and p.tenant_id = '${tenant}' where p.sku = '${sku}')`;
  const anchorOf = (sku: string, day: number) =>
    `tenant_id = '${tenant}' and batch_id = ${batchOf(sku)} and business_date = '${days[day]}'`;
  beforeAll(async () => {
    cli = await openCli('grove');
    tenant = await createTenant(cli.database, 'grove', noonZone());
    place = (await call('create_location', { code: 'HUT', name: 'Hut', kind: 'STOREFRONT' })).id;
    const [row] = await rows<{ today: string }>(
      `select inventory.tenant_today('${tenant}')::text as today from (select set_config('app.tenant_id', '${tenant}', false)) s`,
    );
    days = Array.from({ length: DAYS }, (_, n) => addDays(row!.today, n - DAYS));
    const receive = async (sku: string) => {
      const { id } = await call('create_product', { sku, name: sku });
      const lines = [{ productId: id, batchNumber: sku, quantity: 50 }];
      await call('receive_stock', { locationId: place, businessDate: days[0], lines });
      return id;
    };
    [nut, oil] = [await receive('NUT'), await receive('OIL')];
    for (const day of days) {
      await sell(nut, 1, day);
      await call('close_day', { businessDate: day });
    }
  });
  afterAll(() => cli?.close());

  it('are kept for each chain and closed day on which it moved', async () => {
    const kept = await rows(
      `select p.sku, a.business_date::text as day, a.sequence::int, a.intake_quantity::int as intake, a.sold_quantity::int as sold
       from inventory.chain_anchors a join inventory.batches b on b.id = a.batch_id join inventory.products p on p.id = b.product_id
       order by 1, 2`,
    );
    expect(kept).toEqual([
      ...days.map((day, n) => ({ sku: 'NUT', day, sequence: n + 2, intake: 50, sold: n + 1 })),
      { sku: 'OIL', day: days[0], sequence: 1, intake: 50, sold: 0 },
    ]);
    const closed = await rows(
      `select business_date::text as day, chains::int, movements::int, anchors::int from inventory.closed_days order by 1`,
    );
    expect(closed).toEqual(
      days.map((day, n) => ({ day, chains: 2, movements: n + 3, anchors: n === 0 ? 2 : 1 })),
    );
  });

  it('are where a verification begins that is not full', async () => {
    // Nothing was verified yet, so this one is full.
    expect(await verify('ANCHORED')).toMatchObject({
      ...{ mode: 'FULL', fromDay: null, movements: DAYS + 2, anchors: DAYS + 1, broken: 0 },
      ...{ firstWrongAnchor: null, firstWrongDay: null },
    });
    await sell(nut, 1);
    await sell(oil, 1);
    expect(await verify('ANCHORED')).toMatchObject({
      ...{ mode: 'ANCHORED', fromDay: days[DAYS - 1], movements: 2, chains: 2, broken: 0 },
      ...{ firstWrongAnchor: null, firstWrongDay: null },
    });
    expect(await cli.json(0, 'verify', '--from-anchors')).toMatchObject({ fromDay: days.at(-1) });
    expect(await cli.json(0, 'compare', '--from-anchors')).toMatchObject({
      ...{ from: days.at(-1), discrepancies: [] },
    });
    expect((await cli.run('verify --from-anchors --incremental')).code).toBe(2);
  });

  it('are verified once after their day was closed, whichever way', async () => {
    // As if the last verification had been before the last two days were closed.
    await cli.tamper(
      `alter table inventory.verifications disable trigger user;
       update inventory.verifications v set closed_days = ${DAYS - 2}, started_at = c.closed_at + interval '1 microsecond'
       from inventory.closed_days c where c.tenant_id = v.tenant_id and c.business_date = '${days[DAYS - 3]}';
       alter table inventory.verifications enable trigger user`,
    );
    expect(await verify('ANCHORED')).toMatchObject({
      ...{ fromDay: days[DAYS - 3], movements: 4, anchors: 2, firstWrongAnchor: null },
    });
    expect(await verify('ANCHORED')).toMatchObject({ fromDay: days[DAYS - 1] });
  });

  /** Makes the digest, the hashes of the closed days and their audit entries fit what the anchors say now. */
  const remade =
    () => `set local role bincard_owner; alter table inventory.closed_days disable trigger user; alter table inventory.audit_log disable trigger _300_audit_immutable;
    do $$ declare v_day record; v_before bytea := ''; begin
      for v_day in select business_date from inventory.closed_days order by 1 loop
        update inventory.closed_days c set ledger_hash = (inventory.anchor_digest(c.tenant_id, c.business_date)).hash, previous_hash = v_before
        where c.business_date = v_day.business_date;
        update inventory.closed_days c set hash = inventory.checkpoint_hash(c) where c.business_date = v_day.business_date
        returning hash into v_before;
      end loop;
      update inventory.closed_days c set log_root = l.log_root from inventory.log_roots('${tenant}') l where l.business_date = c.business_date;
      update inventory.audit_log a set after = a.after || jsonb_build_object('hash', c.hash, 'ledger_hash', c.ledger_hash)
      from inventory.closed_days c where a.entity = 'closed_day' and a.entity_id = c.business_date::text;
      update inventory.audit_log a set hash = inventory.audit_row_hash(a.tenant_id, a.id, a.at, a.actor, a.action, a.entity,
        a.entity_id, a.before, a.after, a.metadata) where a.entity = 'closed_day';
      update inventory.audit_heads h set hash = a.hash from inventory.audit_log a
      where a.entity = h.entity and a.entity_id = h.entity_id and a.entity = 'closed_day';
    end $$;`;
  const FALSE = 'its sums are not those of the movements';
  const DIGEST = 'its anchors do not match its checkpoint';
  const untilUndone = async (attack: string, check: () => Promise<void>) => {
    const tables = 'chain_anchors closed_days movements batch_stock audit_log audit_heads'.split(
      ' ',
    );
    const as = `select set_config('app.tenant_id', '${tenant}', true);`;
    await cli.tamper(
      `${as} ${tables.map((t) => `create table public.kept_${t} as select * from inventory.${t} where tenant_id = '${tenant}'`).join(';')};
       alter table inventory.chain_anchors disable trigger all; ${attack}`,
    );
    try {
      await check();
    } finally {
      await cli.tamper(
        `${as} ${unguarded(`update inventory.movements m set hash = k.hash, actor = k.actor from public.kept_movements k where k.id = m.id`)};
         set session_replication_role = replica; alter table inventory.audit_log disable trigger _300_audit_immutable; alter table inventory.closed_days disable trigger all;
         delete from inventory.chain_anchors; insert into inventory.chain_anchors select * from public.kept_chain_anchors;
         delete from inventory.closed_days; insert into inventory.closed_days select * from public.kept_closed_days;
         update inventory.audit_log a set after = k.after, hash = k.hash from public.kept_audit_log k where k.id = a.id;
         update inventory.audit_heads h set hash = k.hash from public.kept_audit_heads k where k.entity = h.entity and k.entity_id = h.entity_id and h.tenant_id = k.tenant_id;
         update inventory.batch_stock b set head_hash = k.head_hash, sold_quantity = k.sold_quantity from public.kept_batch_stock k where k.batch_id = b.batch_id;
         alter table inventory.audit_log enable always trigger _300_audit_immutable;
         delete from inventory.broken_chains; update inventory.batch_stock set frozen = false;
         ${tables.map((t) => `drop table public.kept_${t}`).join(';')}`,
      );
    }
    const sound = { broken: 0, firstWrongAnchor: null, firstWrongDay: null };
    expect(await verify('INCREMENTAL')).toMatchObject(sound);
    expect(await verify('FULL')).toMatchObject(sound);
  };

  it('that were changed do not match the checkpoint of their day', () =>
    untilUndone(
      `update inventory.chain_anchors set sold_quantity = sold_quantity - 1 where ${anchorOf('NUT', 1)}`,
      async () => {
        expect(await verify('FULL')).toMatchObject({
          firstWrongAnchor: { businessDate: days[1], what: FALSE },
          firstWrongDay: { businessDate: days[1], what: DIGEST },
        });
        expect(await cli.json(1, 'verify')).toMatchObject({
          firstWrongAnchor: { batchNumber: 'NUT', locationCode: 'HUT' },
        });
        expect((await cli.run('verify')).stdout).toContain(
          `anchor_false: batch NUT at HUT, ${days[1]}: ${FALSE}`,
        );
      },
    ));

  it.each<[string, () => string, [number, string]]>([
    [
      'with other sums',
      () =>
        `update inventory.chain_anchors set sold_quantity = sold_quantity - 1 where ${anchorOf('NUT', 2)}`,
      [2, FALSE],
    ],
    [
      'with another hash',
      () => `update inventory.chain_anchors set hash = sha256('x') where ${anchorOf('OIL', 0)}`,
      [0, 'its hash is not that of its movement'],
    ],
    [
      'of an earlier movement',
      () => `update inventory.chain_anchors set sequence = 1 where ${anchorOf('NUT', 1)}`,
      [1, 'it ends with movement 1, in the ledger with movement 3'],
    ],
    [
      'that are gone',
      () => `delete from inventory.chain_anchors where ${anchorOf('NUT', 3)}`,
      [3, 'the anchor is missing: the chain ends with movement 5'],
    ],
    [
      'without a movement',
      () =>
        `update inventory.chain_anchors set business_date = '${days[1]}' where ${anchorOf('OIL', 0)}`,
      [0, 'the anchor is missing: the chain ends with movement 1'],
    ],
  ])('%s are named, also where their digest was made to fit', async (_, attack, [day, what]) => {
    await untilUndone(`${attack()}; ${remade()}`, async () => {
      const found = { businessDate: days[day], what };
      expect(await verify('FULL')).toMatchObject({ firstWrongAnchor: found });
      // What was wrong is verified again until it is right.
      expect(await verify('INCREMENTAL')).toMatchObject({ firstWrongAnchor: found });
      expect(await verify('ANCHORED')).toMatchObject({ firstWrongAnchor: found });
    });
  });

  it('show a movement that was changed before them, and the chain made to fit', () =>
    untilUndone(
      `${unguarded(`update inventory.movements set hash = sha256(hash) where batch_id = ${batchOf('NUT')} and sequence = 5`)};
       set session_replication_role = replica`,
      async () => {
        const found = { businessDate: days[3], what: 'its hash is not that of its movement' };
        expect(await verify('ANCHORED')).toMatchObject({ firstWrongAnchor: found });
        expect(await verify('FULL')).toMatchObject({ broken: 1, firstWrongAnchor: found });
      },
    ));

  it('leave what is before them to a full verification', () =>
    untilUndone(
      `${unguarded(`update inventory.movements set actor = 'nobody' where batch_id = ${batchOf('NUT')} and sequence = 2`)};
       set session_replication_role = replica`,
      async () => {
        expect(await verify('ANCHORED')).toMatchObject({ broken: 0, firstWrongAnchor: null });
        expect(await verify('FULL')).toMatchObject({ broken: 1 });
      },
    ));

  it('are followed by the movements after them', () =>
    untilUndone(
      `${unguarded(`update inventory.movements set actor = 'nobody' where batch_id = ${batchOf('OIL')} and sequence = 2`)};
       set session_replication_role = replica`,
      async () => {
        expect(await verify('ANCHORED')).toMatchObject({ broken: 1 });
      },
    ));

  it('are where a comparison begins that is not full', async () => {
    const figure = async (sql: string, back: string, full: number, from: number) => {
      await cli.tamper(sql);
      for (const [command, count] of [
        ['compare', full],
        ['compare --from-anchors', from],
      ] as const) {
        const { discrepancies } = await cli.json(count === 0 ? 0 : 1, command);
        expect([command, discrepancies.length]).toEqual([command, count]);
      }
      await cli.tamper(back);
    };
    const daily = (day: string, sign: string) =>
      `update inventory.daily_stock set sales = sales ${sign} 1, closing = closing ${sign} 1 where product_id = '${nut}' and business_date = '${day}'`;
    const today = addDays(days.at(-1)!, 1);
    await figure(daily(today, '-'), daily(today, '+'), 1, 1);
    await figure(daily(days[1]!, '-'), daily(days[1]!, '+'), 1, 0);
    const sold = (sign: string) =>
      `update inventory.batch_stock set sold_quantity = sold_quantity ${sign} 1 where batch_id = ${batchOf('OIL')}`;
    await figure(sold('-'), sold('+'), 1, 1);
  });

  it('are where the nightly scan begins, but for the tenants whose turn it is', async () => {
    const pool = cli.database.pools.app;
    const scan = (nights: number) => scanTenant(pool, tenant, { mode: 'ANCHORED', nights });
    expect(await scan(1)).toMatchObject({ mode: 'FULL', firstWrongAnchor: null, discrepancies: 0 });
    const due = await rows<{ due: number }>(
      `select count(*) filter (where inventory.full_scan_due('${tenant}', 7, now() + n * interval '1 day'))::int as due
       from generate_series(0, 6) n`,
    );
    expect(due).toEqual([{ due: 1 }]);
    const [slot] = await rows<{ nights: number }>(
      `select n as nights from generate_series(2, 40) n where not inventory.full_scan_due('${tenant}', n, now()) limit 1`,
    );
    const { nights } = slot!;
    expect(await scan(nights)).toMatchObject({ mode: 'ANCHORED', discrepancies: 0 });
    await cli.tamper(
      // a turn that was missed is made up for
      `alter table inventory.verifications disable trigger user;
       update inventory.verifications set started_at = started_at - interval '41 days' where tenant_id = '${tenant}' and mode = 'FULL';
       alter table inventory.verifications enable trigger user`,
    );
    expect(await scan(nights)).toMatchObject({ mode: 'FULL' });
  });
});
