-- Adjustments by zero, and costs of nothing that are not of the goods themselves.
select (select count(*) from inventory.adjustments a where a.quantity = 0 or a.base_quantity = 0)
  + (select count(*) from inventory.batch_costs c where c.amount = 0 and c.kind <> 'GOODS') as violations
