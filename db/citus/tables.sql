-- The commands that distribute each table which is not yet, in the order in which they were made: so each comes after the
-- tables that its foreign keys name.
select case c.relname
    when 'tenants' then 'select create_distributed_table(''inventory.tenants'', ''id'')'
    else format('select create_distributed_table(''inventory.%I'', ''tenant_id'', colocate_with => ''inventory.tenants'')', c.relname)
  end as command
from pg_class c
where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and (c.relname = 'tenants' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'))
  and not exists (select from pg_catalog.pg_dist_partition p where p.logicalrelid = c.oid)
order by c.relname <> 'tenants', c.oid;
