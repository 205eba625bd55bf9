-- Voided batches that were adjusted or counted. Such a batch had moved by its intake only, so each of these came later.
-- (An adjustment that was requested before the void and never completed is no breach.)
select count(*) as violations from inventory.movements m
join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
where b.voided_at is not null and m.kind in ('ADJUSTMENT', 'COUNT')
