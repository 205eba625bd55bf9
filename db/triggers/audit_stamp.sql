-- Stamp: an entry of the audit log is added to the chain of its record.
--
-- How:       an entry that comes with its hash has been linked by tg_audit_inserted, or by the server that it is replicated from.
--            Else sequence and hash follow the last entry, which audit_heads has. Its row is the chain's lock: two transactions
--            that write about one record follow each other, and both succeed. Most records are locked by the write itself;
--            only entries that share a record without sharing a row wait here (the units of a product, what channels
--            report of it, a sync key of two sources).
-- Locks:     the record's row in audit_heads, after the row that was written
-- Always:    ENABLE ALWAYS, as _700_audit of the stock figures is.

create or replace function inventory.tg_audit_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  insert into inventory.audit_heads as h (tenant_id, entity, entity_id, sequence, hash)
  values (new.tenant_id, new.entity, new.entity_id, 1, inventory.audit_row_hash(new.tenant_id, new.id, new.at, new.actor,
    new.action, new.entity, new.entity_id, new.before, new.after, new.metadata))
  on conflict (tenant_id, entity, entity_id) do update set
    sequence = h.sequence + 1, hash = inventory.audit_link(h.hash, excluded.hash)
  returning h.sequence, h.hash into new.sequence, new.hash;
  return new;
end
$$;
comment on function inventory.tg_audit_stamp() is 'Stamp: the place of an audit entry in its record''s chain, and its hash.';

drop trigger if exists _100_audit_stamp on inventory.audit_log;
-- Only for the ledger's own functions: an entry that somebody else adds gets no hash that fits.
create trigger _100_audit_stamp before insert on inventory.audit_log
  for each row when (new.hash is null and current_user = 'bincard_ledger')
  execute function inventory.tg_audit_stamp();
alter table inventory.audit_log enable always trigger _100_audit_stamp;
comment on trigger _100_audit_stamp on inventory.audit_log is
  'Stamp: the place of an audit entry in its record''s chain, and its hash.';
