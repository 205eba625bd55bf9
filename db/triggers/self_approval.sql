-- Rule:      A document is not approved by the actor who requested it, unless the tenant allows that.
-- Why:       otherwise one person alone could write stock off and take it.
-- Guards:    the documents that declare it with forbid_self_approval: UPDATE of status to APPROVED
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled; a person who can get tokens for two actors.

create or replace function inventory.tg_self_approval() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_isolation(); -- an old snapshot has the setting of before
  if old.requested_by = inventory.current_actor() and not exists (
    select from inventory.tenants t where t.id = new.tenant_id and t.allow_self_approval)
  then
    perform inventory.refuse('self_approval', format('%s requested this and cannot approve it', old.requested_by),
      jsonb_build_object('field', 'id', 'id', old.id, 'requestedBy', old.requested_by), 'Another person must approve it.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_self_approval() is 'Refuses an approval by the actor who requested it, unless the tenant allows that.';

create or replace function inventory.forbid_self_approval(p_table regclass) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.put_trigger(p_table, '_300_self_approval', 'before update of status', 'row when (new.status = ''APPROVED'')',
    'tg_self_approval()', 'A document is not approved by the actor who requested it, unless the tenant allows that.');
end
$$;
comment on function inventory.forbid_self_approval(regclass) is
  'A document''s step to APPROVED is taken by another actor than its requested_by.';
