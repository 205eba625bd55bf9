-- The one order in which documents lock rows, so that they cannot deadlock:
--
--   1. documents       the document's own row, by its INSERT or UPDATE; the sale of a refund; a sale's reservations by id
--   2. lots            by product and number where a receipt names them, by id in lock_batches, or the one that an UPDATE changes
--   3. batches         by id (lock_batches), or the one that an UPDATE changes: its hold, its intake, its receipt's void
--   4. locations       by id, those that stock may come to (lock_stock with p_make), or the one that is switched off
--   5. stock_levels    by tenant, product, location (lock_stock)
--   6. batch_stock     of the stock levels that are locked
--   7. daily_stock     of the stock levels that are locked
--
-- A group of sales (write_group) claims its idempotency keys in order and locks like one sale with all lines of the group.
-- An import of an external file locks the products that it writes, by SKU, after 1; a receipt and an import write their
-- batches by product and batch number, since two of one number wait for each other.
--
-- A statement may skip a step, never go back. Each file of db/triggers names its own locks under "Locks:", in this order;
-- test/concurrency/lock-order.test.ts drives every document against every other one.

create or replace function inventory.lock_batches(p_tenant_id uuid, p_batch_ids uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid;
begin
  for v_id in
    select distinct b.lot_id from unnest(p_batch_ids) k (id)
    cross join lateral (
      select b.lot_id from inventory.batches b where b.tenant_id = p_tenant_id and b.id = k.id offset 0) b -- by the key for each
    order by 1
  loop
    perform from inventory.lots l where l.tenant_id = p_tenant_id and l.id = v_id for share;
  end loop;
  for v_id in select distinct k.id from unnest(p_batch_ids) k (id) order by 1 loop
    perform from inventory.batches b where b.tenant_id = p_tenant_id and b.id = v_id for share;
  end loop;
end
$$;
comment on function inventory.lock_batches(uuid, uuid[]) is
  'Share-locks the lots of batches, then the batches, each by id, before their stock levels: a document that may bring a batch to a location where it has not been does so, since a hold that is being set does not see that location yet.';

create or replace function inventory.lock_stock(p_tenant_id uuid, p_product_ids uuid[], p_location_ids uuid[], p_make boolean default false)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_key record;
begin
  if p_make then -- a location that is being switched off does not see the new rows
    -- Not FOR KEY SHARE, which foreign keys take too: PostgreSQL checks those of a row again where a transaction writes it twice,
    -- so a sale from two batches takes it after its stock level, and must not wait for who switches the location off then.
    perform from inventory.locations o
    where o.tenant_id = p_tenant_id and o.id = any (p_location_ids) order by o.id for share;
  end if;
  -- Row by row: each look-up uses the whole key whatever the planner's statistics say, and the loop decides the order.
  for v_key in
    select distinct k.product_id, k.location_id from unnest(p_product_ids, p_location_ids) k (product_id, location_id)
    order by 1, 2
  loop
    if p_make then
      insert into inventory.stock_levels (tenant_id, product_id, location_id)
      values (p_tenant_id, v_key.product_id, v_key.location_id)
      on conflict (tenant_id, product_id, location_id) do nothing;
    end if;
    perform from inventory.stock_levels s
    where s.tenant_id = p_tenant_id and s.product_id = v_key.product_id and s.location_id = v_key.location_id
    for no key update;
  end loop;
end
$$;
comment on function inventory.lock_stock(uuid, uuid[], uuid[], boolean) is
  'Locks the stock_levels rows of products and locations (two arrays, pair by pair) in the order that every document uses: tenant, product, location. With p_make, the locations are share-locked and missing rows are created first: a document that brings stock in does so.';
