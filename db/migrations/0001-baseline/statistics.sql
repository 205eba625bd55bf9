-- Statistics of empty tables. Without any, PostgreSQL takes the tenant's id for as selective as a document's, and a plan that
-- a session keeps from the first documents reads all of the tenant's by whatever index begins with the tenant, until
-- autovacuum has analysed the table. From PostgreSQL 18 the owner can say beforehand that there may be one tenant; ANALYZE
-- replaces it. Before 18, run ANALYZE when the first documents are there, or wait for autovacuum.
do $$
declare
  v_table name;
begin
  if to_regproc('pg_catalog.pg_restore_attribute_stats') is null then
    return;
  end if;
  for v_table in
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r'
      and not exists (select from pg_stats s where s.schemaname = 'inventory' and s.tablename = c.relname and s.attname = 'tenant_id')
  loop
    execute format($sql$select pg_restore_attribute_stats('schemaname', 'inventory'::text, 'relname', %L::text,
      'attname', 'tenant_id'::text, 'inherited', false, 'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)$sql$, v_table);
  end loop;
end
$$;
