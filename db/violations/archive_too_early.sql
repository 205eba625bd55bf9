-- Transfers that are under way without the movement that took their goods out.
select count(*) as violations from inventory.transfers t
where t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED') and exists (
    select from inventory.archives a where a.tenant_id = t.tenant_id and t.dispatched_at <= a.recorded_until)
  and not exists (
    select from inventory.movements m where m.tenant_id = t.tenant_id and m.document_id = t.id and m.kind = 'TRANSFER_OUT')
