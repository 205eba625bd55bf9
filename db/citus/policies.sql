-- The commands that replace (select current_setting ...) in a policy by the expression. On one machine the subquery is
-- computed once for a statement; on a node a statement reads one tenant anyway.
select format('alter policy %I on inventory.%I using (%s = inventory.reporting_tenant())',
  p.policyname, p.tablename, case p.tablename when 'tenants' then 'id' else 'tenant_id' end) as command
from pg_policies p
where p.schemaname = 'inventory' and p.qual ~ 'SELECT' and p.policyname = 'reporting_reads'
union all
select format('alter policy %I on inventory.%I using (%s = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)',
  p.policyname, p.tablename, case p.tablename when 'tenants' then 'id' else 'tenant_id' end) as command
from pg_policies p
where p.schemaname = 'inventory' and p.qual ~ 'SELECT' and p.policyname = 'tenant_isolation__select';
