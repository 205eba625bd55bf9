-- The events of a tenant in the order of transactions: the first movement of each document in each transaction, which stands for
-- all of them, and the rows of the outbox.

create or replace function inventory.webhook_events_after(
  p_tenant_id uuid, p_transaction_id xid8, p_event_id uuid, p_types text[], p_limit bigint
) returns table (transaction_id xid8, id uuid, type text, document_id uuid)
language sql stable
begin atomic
  select e.transaction_id, e.id, e.type, e.document_id
  from (
    (
      select m.transaction_id, m.id, 'movement.' || lower(m.document_type) as type, m.document_id
      from inventory.movements m
      where m.tenant_id = p_tenant_id and (m.transaction_id, m.id) > (p_transaction_id, p_event_id)
        and m.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
        and 'movement.' || lower(m.document_type) = any (p_types)
        and not exists (
          select from inventory.movements f
          where f.tenant_id = m.tenant_id and f.document_id = m.document_id and f.transaction_id = m.transaction_id and f.id < m.id)
      order by m.transaction_id, m.id
      limit case when exists (select from unnest(p_types) t where t like 'movement.%') then p_limit else 0 end
    )
    union all
    (
      select o.transaction_id, o.id, o.type, null
      from inventory.outbox o
      where o.tenant_id = p_tenant_id and (o.transaction_id, o.id) > (p_transaction_id, p_event_id)
        and o.transaction_id < pg_snapshot_xmin(pg_current_snapshot()) and o.type = any (p_types)
      order by o.transaction_id, o.id
      limit p_limit
    )
  ) e
  order by e.transaction_id, e.id
  limit p_limit;
end;
comment on function inventory.webhook_events_after(uuid, xid8, uuid, text[], bigint) is
  'The next events of some types after a position. It leaves out what a transaction still under way could come before, so nothing that commits late is skipped.';

create or replace function inventory.document_event(p_tenant_id uuid, p_transaction_id xid8, p_document_id uuid) returns jsonb
language sql stable
begin atomic
  select jsonb_build_object(
    'documentType', min(n.document_type), 'documentId', p_document_id, 'actor', min(n.actor), 'businessDate', min(n.business_date),
    'movementCount', count(*), 'movements', jsonb_agg(jsonb_build_object(
      'id', n.id, 'kind', n.kind, 'productId', n.product_id, 'sku', p.sku, 'batchId', n.batch_id, 'locationId', n.location_id,
      'locationCode', o.code, 'quantity', n.quantity, 'sequence', n.sequence, 'balanceAfter', n.balance_after,
      'recordedAt', inventory.utc_text(n.recorded_at)) order by n.id) filter (where n.place <= 100))
  from (
    select m.*, row_number() over (order by m.id) as place
    from inventory.movements m
    where m.tenant_id = p_tenant_id and m.document_id = p_document_id and m.transaction_id = p_transaction_id
  ) n
  left join inventory.products p on p.tenant_id = n.tenant_id and p.id = n.product_id
  left join inventory.locations o on o.tenant_id = n.tenant_id and o.id = n.location_id;
end;
comment on function inventory.document_event(uuid, xid8, uuid) is
  'What a webhook is told of the movements that a document made in one transaction: how many, and the first 100.';

grant execute on function inventory.webhook_events_after(uuid, xid8, uuid, text[], bigint), inventory.document_event(uuid, xid8, uuid)
  to bincard_app;
