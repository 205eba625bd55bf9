-- Documents approved by their requester, in a tenant that never allowed it. Whether it was allowed on that day is not recorded.
select count(*) as violations from (
  select a.tenant_id from inventory.adjustments a where a.approved_by = a.requested_by
  union all
  select t.tenant_id from inventory.transfers t where t.approved_by = t.requested_by
  union all
  select c.tenant_id from inventory.transfer_closings c where c.approved_by = c.requested_by
  union all
  select c.tenant_id from inventory.stock_counts c where c.blind and c.status = 'POSTED' and not c.automatic and exists (
    select from inventory.stock_count_tallies t where t.tenant_id = c.tenant_id and t.stock_count_id = c.id and t.actor = c.posted_by)) d
where not exists (select from inventory.tenants t where t.id = d.tenant_id and t.allow_self_approval)
  and not exists (select from inventory.audit_log l
    where l.tenant_id = d.tenant_id and l.entity = 'tenant' and (l.after ->> 'allow_self_approval')::boolean)
