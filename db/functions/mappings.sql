-- The remaining stock of each imported key, and where it differs from the external quantity.

create or replace view inventory.mapping_stock with (security_invoker = true) as
select m.tenant_id, m.source_id, m.external_key, m.product_id, m.batch_id, m.status, m.external_status, m.external_quantity,
  m.content_hash, m.conflict, m.pending_status, m.pending_date, m.imported_at, m.last_synced_at, b.remaining,
  b.remaining = 0 and b.sold > 0 as sold_here,
  case when m.status = 'IN_STOCK' and b.remaining = 0 and b.sold > 0 then 'SOLD'
    when m.status = 'SOLD' and b.remaining > 0 then 'IN_STOCK' end as due,
  coalesce(i.voided_at is not null, false) as voided, i.location_id
from inventory.product_mappings m
left join inventory.batches i on i.tenant_id = m.tenant_id and i.id = m.batch_id
cross join lateral (
  -- Stock in transit has left one location and not arrived at another; it still belongs to the batch.
  select coalesce(sum(s.quantity + s.transferred_out_quantity - s.transferred_in_quantity), 0)::bigint as remaining,
    coalesce(sum(s.sold_quantity - s.refunded_quantity), 0)::bigint as sold
  from inventory.batch_stock s where s.tenant_id = m.tenant_id and s.batch_id = m.batch_id
) b;
comment on view inventory.mapping_stock is
  'Product mappings with the remaining stock of their batch at all locations, whether it is sold out, the status that the next export has to write (SOLD, or IN_STOCK after a refund), whether its receipt was voided, and where it came in.';
grant select on inventory.mapping_stock to bincard_app;

create or replace function inventory.compare_mappings(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, channel text, expected bigint, actual bigint
) language sql stable
begin atomic
  select m.tenant_id, m.product_id, m.location_id, m.batch_id, 'sync:' || s.name, m.remaining, m.external_quantity
  from inventory.mapping_stock m
  join inventory.sync_sources s on s.tenant_id = m.tenant_id and s.id = m.source_id
  where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
    and m.external_quantity <> m.remaining
    -- A difference that the next export will settle is not a mismatch.
    and (m.due is null or m.conflict is not null);
end;
comment on function inventory.compare_mappings(uuid, uuid) is
  'CHANNEL_MISMATCH of sync: the external quantity of a key differs from the remaining stock of its batch, and no export is due to settle it.';
grant execute on function inventory.compare_mappings(uuid, uuid) to bincard_app;
