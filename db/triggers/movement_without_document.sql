-- Rule:      Only documents move stock: a movement is written by a document's trigger.
-- Why:       a movement written by hand has no document that could be voided, refunded or shown.
-- Guards:    movements, INSERT by any role but the ledger's (also COPY and INSERT ... ON CONFLICT)
-- Locks:     none; WHEN tests the role, so that documents pay no call
-- Not enforced against: a superuser, who can take any role; the table owner, who can disable the trigger or add one to a table
--            that the ledger writes.

create or replace function inventory.tg_movement_without_document() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('movement_without_document', 'Only a document''s trigger writes movements',
    jsonb_build_object('kind', new.kind), 'Insert the document (receipt, sale, refund ...); its trigger moves the stock.');
  return null;
end
$$;
comment on function inventory.tg_movement_without_document() is 'Refuses a movement that is not written by a document''s trigger.';

drop trigger if exists _090_movement_without_document on inventory.movements;
create trigger _090_movement_without_document before insert on inventory.movements
  for each row when (current_user <> 'bincard_ledger'::text) execute function inventory.tg_movement_without_document();
comment on trigger _090_movement_without_document on inventory.movements is
  'Only documents move stock: a movement is written by a document''s trigger.';
