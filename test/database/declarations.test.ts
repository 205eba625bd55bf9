import { ROLES } from '../../src/auth/token';
import { createTestDatabase, type TestDatabase } from '../support/database';

// The declarations of db/documents are complete: this test finds a table that was forgotten.

describe('the declarations of documents', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  const missing = async (text: string) =>
    (await database.pools.owner.query<{ what: string }>(text)).rows.map(({ what }) => what);

  it('isolate every table that has tenants', async () => {
    const open = `
      select c.relname as what from pg_class c
      where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r'
        and c.relname not in ('applied_files', 'schema_migrations')
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (
          select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_isolation' and p.polpermissive))`;
    expect(await missing(open)).toEqual([]);
    await database.pools.owner.query('create table inventory.forgotten (tenant_id uuid)');
    expect(await missing(open)).toEqual(['forgotten']);
    await database.pools.owner.query('drop table inventory.forgotten');
  });

  it('have a role policy for every write that is granted to the server', async () => {
    expect(
      await missing(`
        select distinct w.command || ' of ' || w.table_name as what from (
          select 'insert' as command, table_name from information_schema.role_table_grants
          where grantee = 'bincard_app' and table_schema = 'inventory' and privilege_type = 'INSERT'
          union
          select 'update', table_name from information_schema.role_column_grants
          where grantee = 'bincard_app' and table_schema = 'inventory' and privilege_type = 'UPDATE') w
        where not exists (
          select from pg_policies p where p.schemaname = 'inventory' and p.tablename = w.table_name
            and p.permissive = 'RESTRICTIVE' and p.policyname = 'role_policy__' || w.command)`),
    ).toEqual([]);
  });

  it('make every column immutable that neither the server nor a trigger may write', async () => {
    const columns = await missing(`
      select g.table_name || '.' || g.column_name as what
      from information_schema.role_column_grants g
      join pg_trigger t on t.tgrelid = format('inventory.%I', g.table_name)::regclass and t.tgname = '_300_document_immutable__update'
      join pg_attribute a on a.attrelid = t.tgrelid and a.attname = g.column_name
      where g.grantee = 'bincard_app' and g.table_schema = 'inventory' and g.privilege_type = 'UPDATE'
        and t.tgattr::int2[] @> array[a.attnum]`);
    expect(columns).toEqual([]);
  });

  it('can be called by the owner only', async () => {
    const helpers = `select p.oid::regprocedure::text as what from pg_proc p
      where p.pronamespace = 'inventory'::regnamespace and 'p_table' = any (p.proargnames)`;
    expect((await missing(helpers)).length).toBeGreaterThan(8);
    expect(
      await missing(`${helpers} and has_function_privilege('bincard_app', p.oid, 'execute')`),
    ).toEqual([]);
  });

  it('have the roles of the API, in their order', async () => {
    expect(await missing('select unnest(inventory.roles()) as what')).toEqual(ROLES);
  });

  it('refuse a column that the table does not have', async () => {
    await expect(
      database.pools.owner.query(
        `select inventory.make_immutable('inventory.transfers', p_except => array['state'])`,
      ),
    ).rejects.toThrow('inventory.transfers has not all of these columns: {state}');
  });
});
