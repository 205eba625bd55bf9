-- Ledger step: a chain that did not verify is frozen: the ledger refuses further movements on it (chain_broken).
--
-- Why:       a movement on top of a false one would make it part of the history. Nothing here heals a chain; who
--            restored it deletes its row as the owner, and that thaws it.
-- Rights:    security definer: nobody writes batch_stock but the ledger's own triggers.

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
comment on function inventory.tg_chain_freeze() is 'Ledger step: freezes a broken chain, and thaws it when its row is gone.';

drop trigger if exists _500_freeze on inventory.broken_chains;
create trigger _500_freeze after insert or delete on inventory.broken_chains
  for each row execute function inventory.tg_chain_freeze();
comment on trigger _500_freeze on inventory.broken_chains is
  'Ledger step: freezes a broken chain, and thaws it when its row is gone.';
