-- Costs of no batch or receipt, or of both, and shares of batches that had nothing to spread them by.
select (select count(*) from inventory.batch_costs c where (c.batch_id is null) = (c.receipt_id is null))
  + (select count(*) from inventory.batch_costs c
    join inventory.batch_cost_lines l on l.tenant_id = c.tenant_id and l.cost_id = c.id
    join inventory.batches b on b.tenant_id = l.tenant_id and b.id = l.batch_id
    where c.spread_by = 'VALUE' and b.unit_cost is null or c.spread_by = 'WEIGHT' and c.weights ->> b.id::text is null) as violations
