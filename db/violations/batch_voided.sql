-- Adjustments and counts of voided batches. Only its intake had moved when such a batch was voided, so each of these came later.
-- An adjustment that was requested before and never completed is not a violation.
select count(*) as violations from inventory.movements m
join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
where b.voided_at is not null and m.kind in ('ADJUSTMENT', 'COUNT')
