-- Rule:      Whoever requested an adjustment or a transfer does not approve it, unless the tenant allows it.
-- Why:       four eyes: one person alone can otherwise write stock off and carry it home.
-- Guards:    adjustments and transfers, UPDATE of status to APPROVED
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled; whoever can make tokens for two actors.

create or replace function inventory.tg_self_approval() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old.requested_by = inventory.current_actor() and not exists (
    select from inventory.tenants t where t.id = new.tenant_id and t.allow_self_approval)
  then
    perform inventory.refuse('self_approval', format('%s requested this and cannot approve it', old.requested_by),
      jsonb_build_object('field', 'id', 'id', old.id, 'requestedBy', old.requested_by), 'Ask somebody else to approve it.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_self_approval() is 'Refuses an approval by whoever requested it, unless the tenant allows that.';

drop trigger if exists _300_self_approval on inventory.adjustments;
create trigger _300_self_approval before update of status on inventory.adjustments
  for each row when (new.status = 'APPROVED') execute function inventory.tg_self_approval();
comment on trigger _300_self_approval on inventory.adjustments is
  'Whoever requested an adjustment or a transfer does not approve it, unless the tenant allows it.';

drop trigger if exists _300_self_approval on inventory.transfers;
create trigger _300_self_approval before update of status on inventory.transfers
  for each row when (new.status = 'APPROVED') execute function inventory.tg_self_approval();
comment on trigger _300_self_approval on inventory.transfers is
  'Whoever requested an adjustment or a transfer does not approve it, unless the tenant allows it.';
