-- Ledger step: a chain that failed verification is frozen: the ledger refuses further movements of it (chain_broken).
--
-- Why:       a movement after a false one would confirm it. A chain is not repaired here: after restoring it, the owner
--            deletes its row from broken_chains, which unfreezes it.
-- Rights:    security definer: only the ledger's triggers write batch_stock.

create or replace function inventory.tg_chain_freeze() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_row record := case when tg_op = 'DELETE' then old else new end;
begin
  update inventory.batch_stock b set frozen = tg_op <> 'DELETE'
  where b.tenant_id = v_row.tenant_id and b.batch_id = v_row.batch_id and b.location_id = v_row.location_id;
  return null;
end
$$;
comment on function inventory.tg_chain_freeze() is 'Ledger step: freezes a broken chain, and unfreezes it when its row is deleted.';

drop trigger if exists _500_freeze on inventory.broken_chains;
create trigger _500_freeze after insert or delete on inventory.broken_chains
  for each row execute function inventory.tg_chain_freeze();
comment on trigger _500_freeze on inventory.broken_chains is
  'Ledger step: freezes a broken chain, and unfreezes it when its row is deleted.';
