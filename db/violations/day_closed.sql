-- Movements of a closed day that were written after it was closed.
select count(*) as violations from inventory.movements m
join inventory.closed_days c on c.tenant_id = m.tenant_id and c.business_date = m.business_date and m.recorded_at > c.closed_at
