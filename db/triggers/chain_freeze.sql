-- Ledger step: a chain that failed verification is frozen: the ledger refuses further movements of it (chain_broken).
--
-- Why:       a movement after a false one would confirm it. A chain is not repaired here: after restoring it, the owner
--            deletes its row from broken_chains, which unfreezes it.
-- Locks:     stock_levels by (tenant, product, location), then batch_stock
-- Rights:    security definer: only the ledger's functions write batch_stock.

create or replace function inventory.freeze_chains(p_tenant_id uuid, p_batch_ids uuid[], p_location_ids uuid[], p_frozen boolean)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.lock_stock(p_tenant_id, array_agg((
      select b.product_id from inventory.batches b where b.tenant_id = p_tenant_id and b.id = k.batch_id)), array_agg(k.location_id))
  from unnest(p_batch_ids, p_location_ids) k (batch_id, location_id);
  update inventory.batch_stock b set frozen = p_frozen
  from unnest(p_batch_ids, p_location_ids) k (batch_id, location_id)
  where b.tenant_id = p_tenant_id and b.batch_id = k.batch_id and b.location_id = k.location_id;
end
$$;
comment on function inventory.freeze_chains(uuid, uuid[], uuid[], boolean) is
  'Freezes or unfreezes the chains of batches at locations (two arrays, pair by pair).';

create or replace function inventory.tg_chain_freeze() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.freeze_chains(n.tenant_id, array_agg(n.batch_id), array_agg(n.location_id), true)
  from new_chains n group by n.tenant_id;
  return null;
end
$$;
comment on function inventory.tg_chain_freeze() is 'Ledger step: freezes broken chains.';

create or replace function inventory.tg_chain_unfreeze() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.freeze_chains(o.tenant_id, array_agg(o.batch_id), array_agg(o.location_id), false)
  from old_chains o group by o.tenant_id;
  return null;
end
$$;
comment on function inventory.tg_chain_unfreeze() is 'Ledger step: unfreezes chains whose rows were deleted from broken_chains.';

drop trigger if exists _500_freeze on inventory.broken_chains;
create trigger _500_freeze after insert on inventory.broken_chains
  referencing new table as new_chains
  for each statement execute function inventory.tg_chain_freeze();
comment on trigger _500_freeze on inventory.broken_chains is 'Ledger step: freezes broken chains.';

drop trigger if exists _500_unfreeze on inventory.broken_chains;
create trigger _500_unfreeze after delete on inventory.broken_chains
  referencing old table as old_chains
  for each statement execute function inventory.tg_chain_unfreeze();
comment on trigger _500_unfreeze on inventory.broken_chains is
  'Ledger step: unfreezes chains whose rows were deleted from broken_chains.';
