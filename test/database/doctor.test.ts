import type { Finding } from '../../src/lifecycle/doctor';
import { createTestDatabase } from '../support/database';
import { findingsIn } from '../support/findings';

/** What the doctor finds after a superuser ran a statement in a database without findings. */
async function after(statement: string): Promise<Finding[]> {
  const database = await createTestDatabase();
  try {
    await database.pools.super.query(statement);
    return await findingsIn(database.pools.owner);
  } finally {
    await database.drop();
  }
}

const STOCK = 'stock_levels.reserved_exceeds_stock';
const MOVEMENT = 'movements._300_movement_immutable';

describe('the doctor', () => {
  it('finds nothing in an unchanged database', async () => {
    expect(await after('select')).toEqual([]);
  });

  it('finds nothing where no superuser migrated, and there are no event triggers', async () => {
    expect(await after('drop schema bincard_guard cascade')).toEqual([]);
  });

  it.each([
    [
      'a dropped constraint',
      'alter table inventory.stock_levels drop constraint reserved_exceeds_stock',
      { object: `constraint ${STOCK}`, problem: 'missing' },
    ],
    [
      'a constraint that is not validated for existing rows',
      `alter table inventory.stock_levels drop constraint reserved_exceeds_stock,
         add constraint reserved_exceeds_stock check (reserved >= 0 and reserved <= on_hand) not valid`,
      { object: `constraint ${STOCK}`, problem: 'not validated' },
    ],
    [
      'a weaker constraint of the same name',
      `alter table inventory.stock_levels drop constraint reserved_exceeds_stock,
         add constraint reserved_exceeds_stock check (reserved >= 0)`,
      { object: `constraint ${STOCK}`, problem: 'changed' },
    ],
    [
      'a disabled trigger',
      'alter table inventory.movements disable trigger _300_movement_immutable',
      { object: `trigger ${MOVEMENT}`, problem: 'disabled' },
    ],
    [
      'every trigger of a table disabled',
      'alter table inventory.movements disable trigger all',
      { object: `trigger ${MOVEMENT}`, problem: 'disabled' },
    ],
    [
      'a trigger that would not fire under replication',
      'alter table inventory.movements enable trigger _300_movement_immutable',
      { object: `trigger ${MOVEMENT}`, problem: 'changed' },
    ],
    [
      'a dropped trigger',
      'drop trigger _300_movement_immutable on inventory.movements',
      { object: `trigger ${MOVEMENT}`, problem: 'missing' },
    ],
    [
      'a function that refuses nothing',
      `create or replace function inventory.tg_movement_immutable() returns trigger
         language plpgsql as 'begin return new; end'`,
      { object: 'function inventory.tg_movement_immutable()', problem: 'changed' },
    ],
    [
      'a dropped policy',
      'drop policy tenant_isolation on inventory.movements',
      { object: 'policy movements.tenant_isolation', problem: 'missing' },
    ],
    [
      'row-level security that is not forced upon the owner',
      'alter table inventory.movements no force row level security',
      { object: 'rule tenant_isolation', problem: 'not in force' },
    ],
    [
      'a right that the app role should not have',
      'grant update on inventory.stock_levels to bincard_app',
      { object: 'grant stock_levels', problem: 'changed' },
    ],
    [
      'a trigger that is not part of the schema',
      `create trigger extra after insert on inventory.products
         for each row execute function inventory.tg_movement_immutable()`,
      {
        object: 'trigger products.extra',
        problem: 'not expected: remove it, or allow it (--allow)',
      },
    ],
    [
      'an event trigger that is missing',
      'drop event trigger bincard_sql_drop',
      { object: 'event trigger bincard_sql_drop', problem: 'missing' },
    ],
    [
      'an event trigger that is disabled',
      'alter event trigger bincard_table_rewrite disable',
      { object: 'event trigger bincard_table_rewrite', problem: 'disabled' },
    ],
    [
      'an event trigger that a replica would pass',
      'alter event trigger bincard_ddl_command_end enable',
      { object: 'event trigger bincard_ddl_command_end', problem: 'changed' },
    ],
    [
      'all event triggers dropped, and what they consist of left',
      `drop event trigger bincard_sql_drop; drop event trigger bincard_table_rewrite;
       drop event trigger bincard_ddl_command_end`,
      { object: 'event trigger bincard_sql_drop', problem: 'missing' },
    ],
    [
      'a function of the event triggers that refuses nothing',
      `create or replace function bincard_guard.tg_schema_changed_by_hand() returns event_trigger
         language plpgsql as 'begin end'`,
      {
        object: 'schema guard function bincard_guard.tg_schema_changed_by_hand()',
        problem: 'changed',
      },
    ],
    [
      'a list of guarded objects that others may change',
      'grant delete on bincard_guard.objects to bincard_owner',
      { object: 'schema guard table bincard_guard.objects', problem: 'changed' },
    ],
    [
      'a file that was not applied',
      "delete from inventory.applied_files where path = 'db/triggers/movement_immutable.sql'",
      {
        object: 'file db/triggers/movement_immutable.sql',
        problem: 'not applied: run bincard migrate',
      },
    ],
  ])('finds %s', async (_, statement, finding) => {
    expect(await after(statement)).toContainEqual(finding);
  });
});
