-- Movements whose hash does not match their row and the hash before: a row was changed.
select count(*) as violations from (
  select m.*, lag(m.hash, 1, coalesce(e.hash, ''::bytea)) over (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence) as hash_before
  from inventory.movements m
    left join (
      select distinct on (a.tenant_id, a.batch_id, a.location_id) a.* from inventory.chain_anchors a
      where a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id)
      order by a.tenant_id, a.batch_id, a.location_id, a.business_date desc) e
      on e.tenant_id = m.tenant_id and e.batch_id = m.batch_id and e.location_id = m.location_id) m
where m.hash <> inventory.movement_hash(m.hash_before, m.tenant_id, m.id, m.kind, m.product_id, m.batch_id, m.location_id,
  m.quantity, m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor, m.reason, m.reverses_id,
  m.document_type, m.document_id, m.document_line_id)
