-- What migrations are written with: this one and those that follow it.

-- What the server reads, it finds by many look-ups in an index: the policy tenant_isolation__select asks for the tenant in a
-- subquery, which PostgreSQL evaluates once for a statement. A statement of the ledger finds a few rows, and starting a
-- subquery costs it more than it saves; the same holds for the rows that the server writes.
create function inventory.isolate_by_tenant(p_table regclass, p_column name default 'tenant_id') returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant constant text := $tenant$nullif(current_setting('app.tenant_id', true), '')::uuid$tenant$;
  v_policy record;
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  for v_policy in
    select * from (values
      ('tenant_isolation', 'all', 'bincard_owner, bincard_ledger', 'using', v_tenant),
      ('tenant_isolation__select', 'select', 'bincard_app', 'using', format('(select %s)', v_tenant)),
      ('tenant_isolation__insert', 'insert', 'bincard_app', 'with check', v_tenant),
      ('tenant_isolation__update', 'update', 'bincard_app', 'using', v_tenant)) p (name, command, roles, clause, tenant)
  loop
    execute format('create policy %I on %s for %s to %s %s (%I = %s)',
      v_policy.name, p_table, v_policy.command, v_policy.roles, v_policy.clause, p_column, v_policy.tenant);
    execute format('comment on policy %I on %s is %L', v_policy.name, p_table,
      'A session sees and writes the rows of its own tenant only.');
  end loop;
  execute format('grant select on %s to bincard_app', p_table);
end
$$;
comment on function inventory.isolate_by_tenant(regclass, name) is
  'Forces row-level security on a table, for its owner too, and lets the app role read it. p_column: the column that names the tenant. A role that is a member of neither the owner nor the app role sees no row.';

create function inventory.comment_shared_rules() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_guard record;
begin
  for v_guard in
    select c.conname as name,
      case when c.contypid = 0 then c.conrelid::regclass::text else 'domain ' || c.contypid::regtype end as guarded, (
      select min(o.sentence) from (
        select k.conname as name, obj_description(k.oid, 'pg_constraint') as sentence from pg_constraint k
        where k.connamespace = c.connamespace
        union all
        select i.relname, obj_description(i.oid, 'pg_class') from pg_class i where i.relnamespace = c.connamespace and i.relkind = 'i') o
      where split_part(o.name, '__', 1) = split_part(c.conname, '__', 1)) as sentence
    from pg_constraint c
    where c.connamespace = 'inventory'::regnamespace and obj_description(c.oid, 'pg_constraint') is null
      and c.contype in ('c', 'f', 'p', 'u', 'x') and c.conname ~ '^[a-z_]+$' and c.conname !~ '_(pkey|fkey)$'
  loop
    if v_guard.sentence is null then
      raise exception 'No constraint says what the rule % means', v_guard.name
        using hint = format('Add: comment on constraint %I on %s is ''...''', v_guard.name, v_guard.guarded);
    end if;
    execute format('comment on constraint %I on %s is %L', v_guard.name, v_guard.guarded, v_guard.sentence);
  end loop;
end
$$;
comment on function inventory.comment_shared_rules() is
  'Gives each constraint without a comment the sentence that another constraint or unique index of the same rule has; fails where none has one.';

create function inventory.for_each_tenant(p_statement text) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_before constant text := coalesce(current_setting('app.tenant_id', true), '');
  v_tenant_id uuid;
  v_rows bigint;
  v_total bigint := 0;
begin
  for v_tenant_id in select t.id from inventory.tenants t order by t.id loop
    perform set_config('app.tenant_id', v_tenant_id::text, true);
    execute p_statement;
    get diagnostics v_rows = row_count;
    v_total := v_total + v_rows;
  end loop;
  perform set_config('app.tenant_id', v_before, true);
  return v_total;
end
$$;
comment on function inventory.for_each_tenant(text) is
  'Runs a statement once as each tenant and returns how many rows it wrote or read in all. Row-level security holds for the owner too: without a tenant a migration sees no row.';

create function inventory.migration_assert(p_expectation text, p_exceptions text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_exceptions constant bigint := inventory.for_each_tenant(p_exceptions);
begin
  if v_exceptions > 0 then
    raise exception 'Migration assertion failed: %; % rows are exceptions', p_expectation, v_exceptions
      using hint = 'Nothing was changed. The rows are found by: ' || p_exceptions;
  end if;
end
$$;
comment on function inventory.migration_assert(text, text) is
  'Fails the migration, and so takes it back, where a query that looks for exceptions finds any in any tenant.';
