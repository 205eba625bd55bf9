-- Values that no column should hold, found from the catalog, so that a new column is looked at too. The types in
-- db/migrations/0001-baseline/value_types.sql refuse them; this finds what came in past those.

create or replace function inventory.count_out_of_range() returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id constant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  v_table record;
  v_rows bigint;
  v_total bigint := 0;
begin
  for v_table in
    select c.relname as name, (
      select o.attname from pg_attribute o
      where o.attrelid = c.oid and o.attname = case c.relname when 'tenants' then 'id' else 'tenant_id' end) as tenant, string_agg(format(case t.base
        when 'timestamptz'::regtype then $q$extract(year from %I at time zone 'UTC') not between 1 and 9999$q$
        when 'timestamp'::regtype then 'extract(year from %I) not between 1 and 9999'
        when 'date'::regtype then 'extract(year from %I) not between 1 and 9999'
        when 'numeric'::regtype then $q$%I in ('NaN', 'Infinity', '-Infinity')$q$
        else $q$%I = 'NaN'$q$ end, a.attname), ' or ') as condition
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join lateral (
      select coalesce(nullif(y.typbasetype, 0), y.oid) as base from pg_type y where y.oid = a.atttypid) t
      on t.base in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype, 'numeric'::regtype, 'float8'::regtype,
        'float4'::regtype)
    where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p')
      -- On a node of Citus the shards are here too, of all tenants, and come and go; each table is read as a whole, by its tenant.
      and not (c.relname ~ '_[0-9]+$' and exists (
        select from pg_class w where w.relnamespace = c.relnamespace and w.relname = regexp_replace(c.relname, '_[0-9]+$', '')))
    group by c.oid, c.relname
  loop
    execute format('select count(*) from inventory.%I where (%s)%s', v_table.name, v_table.condition,
      case when v_tenant_id is not null and v_table.tenant is not null then format(' and %I = $1', v_table.tenant) end)
    into v_rows using v_tenant_id;
    v_total := v_total + v_rows;
  end loop;
  return v_total;
end
$$;
comment on function inventory.count_out_of_range() is
  'How many rows hold infinity, NaN, or a time or day of other years than 1 to 9999, in any column of any table; of the current tenant.';
grant execute on function inventory.count_out_of_range() to bincard_app;
