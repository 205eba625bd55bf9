-- Movements whose hash does not match their row and the hash before: a row was changed.
select count(*) as violations from (
  select m.*, lag(m.hash, 1, ''::bytea) over (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence) as hash_before
  from inventory.movements m) m
where m.hash <> inventory.movement_hash(m.hash_before, m.tenant_id, m.id, m.kind, m.product_id, m.batch_id, m.location_id,
  m.quantity, m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor, m.reason, m.reverses_id,
  m.document_type, m.document_id, m.document_line_id)
