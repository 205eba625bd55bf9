-- What stands here for a key of an inventory next door, and where it differs from what stands there.

create or replace view inventory.mapping_stock with (security_invoker = true) as
select m.tenant_id, m.source_id, m.external_key, m.product_id, m.batch_id, m.status, m.external_status, m.external_quantity,
  m.content_hash, m.conflict, m.pending_status, m.pending_date, m.imported_at, m.last_synced_at, b.remaining,
  b.remaining = 0 and b.sold > 0 as sold_here,
  case when m.status = 'IN_STOCK' and b.remaining = 0 and b.sold > 0 then 'SOLD'
    when m.status = 'SOLD' and b.remaining > 0 then 'IN_STOCK' end as due
from inventory.product_mappings m
cross join lateral (
  -- What left one place and did not arrive at another is in transit: still in the batch.
  select coalesce(sum(s.quantity + s.transferred_out_quantity - s.transferred_in_quantity), 0)::bigint as remaining,
    coalesce(sum(s.sold_quantity - s.refunded_quantity), 0)::bigint as sold
  from inventory.batch_stock s where s.tenant_id = m.tenant_id and s.batch_id = m.batch_id
) b;
comment on view inventory.mapping_stock is
  'Product mappings with what remains of their batch anywhere, whether it is sold out here, and what is due to be written there: SOLD, or IN_STOCK after a refund.';
grant select on inventory.mapping_stock to bincard_app;

create or replace function inventory.compare_mappings(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, channel text, expected bigint, actual bigint
) language sql stable
begin atomic
  select m.tenant_id, m.product_id, s.location_id, m.batch_id, 'sync:' || s.name, m.remaining, m.external_quantity
  from inventory.mapping_stock m
  join inventory.sync_sources s on s.tenant_id = m.tenant_id and s.id = m.source_id
  where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or s.location_id = p_location_id)
    and m.external_quantity <> m.remaining
    -- What the next export writes there is on its way, not wrong.
    and (m.due is null or m.conflict is not null);
end;
comment on function inventory.compare_mappings(uuid, uuid) is
  'CHANNEL_MISMATCH of sync: the quantity that stands there for a key is not what remains of its batch here, and no export is due to settle it.';
grant execute on function inventory.compare_mappings(uuid, uuid) to bincard_app;
