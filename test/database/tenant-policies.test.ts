import { allStatements } from '../support/statements';
import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// The policies of tenants: each table has one for what the server reads, whose tenant is asked for once in a statement, and
// others for what it writes and for the ledger, whose statements are too short for that.

interface Plan {
  readonly Plans?: readonly Plan[];
  readonly [property: string]: unknown;
}

/** Where a plan asks for the session's tenant again and again: in a condition, and not in a subquery of its own. */
function askedAgain(plan: Plan): string[] {
  const conditions = Object.entries(plan).filter(
    ([name, value]) =>
      / (Cond|Filter)$|^Filter$/.test(name) && String(value).includes('app.tenant_id'),
  );
  return [
    ...conditions.map(([name, value]) => `${String(plan['Node Type'])}, ${name}: ${String(value)}`),
    ...(plan.Plans ?? []).flatMap(askedAgain),
  ];
}

describe('the policies of tenants', () => {
  let database: TestDatabase;
  let shop: TestShop;
  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  it('are the same four for every table', async () => {
    const { rows } = await database.pools.super.query<{ policies: string; tables: number }>(
      `with policies as (
         select tablename, string_agg(concat_ws(' ', policyname, cmd, roles::text,
           replace(coalesce(qual, with_check), '(id =', '(tenant_id =')), E'\\n' order by policyname) as policies
         from pg_policies
         where schemaname = 'inventory' and policyname ~ '^tenant_isolation' and permissive = 'PERMISSIVE'
         group by tablename)
       select policies, count(*)::int as tables from policies group by policies`,
    );
    expect(rows).toHaveLength(1);
    const asked = "(NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid";
    const once = `( SELECT ${asked} AS "nullif")`;
    const shown = rows[0]!.policies
      .split('\n')
      .map((policy) => policy.replace(once, 'ONCE').replace(asked, 'EACH'));
    expect(shown).toEqual([
      'tenant_isolation ALL {bincard_ledger,bincard_owner} (tenant_id = EACH)',
      'tenant_isolation__insert INSERT {bincard_app} (tenant_id = EACH)',
      'tenant_isolation__select SELECT {bincard_app} (tenant_id = ONCE)',
      'tenant_isolation__update UPDATE {bincard_app} (tenant_id = EACH)',
    ]);
  });

  it('are asked once in a statement of the API', async () => {
    const statements = [...(await allStatements()).values()].filter(({ text }) =>
      text.includes('inventory.'),
    );
    expect(statements.length).toBeGreaterThan(60);
    await asTenant(database.pools.app, shop.tenant, async (client) => {
      await client.query('set local plan_cache_mode = force_generic_plan');
      const found: Record<string, string[]> = {};
      for (const [n, { name, text, parameters }] of statements.entries()) {
        await client.query(`prepare s${n} as ${text}`);
        const nulls = parameters.length > 0 ? `(${parameters.map(() => 'null').join(', ')})` : '';
        const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
          `explain (format json) execute s${n} ${nulls}`,
        );
        const again = askedAgain(rows[0]!['QUERY PLAN'][0].Plan);
        if (again.length > 0) found[name] = again;
      }
      expect(found).toEqual({});
    });
  });
});
