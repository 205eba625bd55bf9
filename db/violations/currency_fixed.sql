-- Tenants whose currency was changed after the first amount.
select count(*) as violations
from inventory.audit_log a
where a.entity = 'tenant' and a.action = 'UPDATE' and a.before ->> 'currency' is not null
  and a.after ->> 'currency' is distinct from a.before ->> 'currency'
  and (exists (select from inventory.batches b join inventory.receipts r on r.tenant_id = b.tenant_id and r.id = b.receipt_id
      where b.tenant_id = a.tenant_id and b.unit_cost is not null and r.recorded_at < a.at)
    or exists (select from inventory.batch_costs c where c.tenant_id = a.tenant_id and c.recorded_at < a.at)
    or exists (select from inventory.sales s join inventory.sale_lines l on l.tenant_id = s.tenant_id and l.sale_id = s.id
      where s.tenant_id = a.tenant_id and s.created_at < a.at and l.unit_price is not null))
