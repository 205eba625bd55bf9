import { readRules } from '../../src/lifecycle/rules';
import { refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { loadTests, testedRules } from './rule-files';
import { attempt, collector, type RuleCase } from './suite';

// Without a rule's guards the write that it refuses must be accepted, or be refused by another rule. This proves that
// the rule's own test tests this rule.

const cases = new Map<string, RuleCase>();
collector.cases = cases;
loadTests(testedRules);
collector.cases = undefined;

/**
 * Disables one refusal of a trigger that does more than refuse (a stamp, a ledger step): dropping the trigger would
 * remove its other rules too. A column that the stamp did not fill in may then be null.
 */
const silence = (rule: string, table: string) => `
  do $$ declare v_column name; begin
    for v_column in
      select a.attname from pg_attribute a
      where a.attrelid = 'inventory.${table}'::regclass and a.attnum > 0 and a.attnotnull and not exists (
        select from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any (i.indkey))
    loop
      execute format('alter table inventory.${table} alter %I drop not null', v_column);
    end loop;
  end $$;
  create or replace function inventory.refuse(p_rule text, p_message text, p_facts jsonb default '{}', p_hint text default '')
  returns void language plpgsql as $f$
  begin
    if p_rule <> '${rule}' then
      raise exception using errcode = 'check_violation', constraint = p_rule, message = p_message,
        detail = (p_facts || jsonb_build_object('rule', p_rule))::text;
    end if;
  end $f$`;

/** DDL that drops a guard such as "trigger movements._300_movement_immutable". */
function dropGuard(rule: string, guard: string): string {
  const [, kind, table, name] = /^(.*) (\w+)\.(\w+)$/.exec(guard)!;
  if (kind === 'trigger' && /^_[15]00_/.test(name!)) return silence(rule, table!);
  if (kind === 'trigger') return `drop trigger ${name} on inventory.${table}`;
  if (kind === 'domain') return `alter domain inventory.${table} drop constraint ${name}`;
  if (kind === 'unique index') return `drop index inventory.${name}`;
  if (kind === 'policy') {
    return `drop policy ${name} on inventory.${table}; create policy open_${name} on inventory.${table} using (true)`;
  }
  return `alter table inventory.${table} drop constraint ${name} cascade`;
}

describe('without its guards', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  it.each([...cases.keys()])('%s no longer refuses the write', async (rule) => {
    const { attacks, bearing } = cases.get(rule)!;
    const attack = attacks[bearing?.attack ?? 0]!;
    const attacker = bearing?.as ?? 'owner';
    expect(await refusalOf(attempt(database, attacker, shop, attack.sql(shop)))).toBe(rule);

    const found = (await readRules(database.pools.owner)).find(({ name }) => name === rule)!;
    const drops = found.enforcedBy.map((guard) => dropGuard(rule, guard)).join(';\n');
    // Everything happens in the transaction that dropped the guards, which is rolled back.
    const role = attacker === 'super' ? 'reset role' : 'set local role bincard_owner';
    const refusal = await refusalOf(
      attempt(database, 'super', shop, `${drops}; ${role}; ${attack.sql(shop)}`),
    );
    expect(refusal).toMatch(/^(\(accepted\)|[a-z_]+)$/);
    expect(refusal).not.toBe(rule);
  });
});
