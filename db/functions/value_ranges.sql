-- Values that no column should hold, found from the catalog, so that a new column is looked at too. The types in
-- db/migrations/0001-baseline/value_types.sql refuse them; this finds what came in past those.

create or replace function inventory.count_out_of_range() returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_table record;
  v_rows bigint;
  v_total bigint := 0;
begin
  for v_table in
    select a.attrelid::regclass as name, string_agg(format(case t.base
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
    group by a.attrelid
  loop
    execute format('select count(*) from %s where %s', v_table.name, v_table.condition) into v_rows;
    v_total := v_total + v_rows;
  end loop;
  return v_total;
end
$$;
comment on function inventory.count_out_of_range() is
  'How many rows hold infinity, NaN, or a time or day of other years than 1 to 9999, in any column of any table; of the current tenant.';
grant execute on function inventory.count_out_of_range() to bincard_app;
