-- Rule:      The audit log is only added to, and only by triggers.
-- Why:       a log that can be edited proves nothing.
-- Guards:    audit_log: UPDATE, DELETE, TRUNCATE always; INSERT by any role but the ledger's. audit_heads: every write by any
--            role but the ledger's, TRUNCATE always
-- Locks:     none
-- Not enforced against: a superuser, who can take any role; the table owner with the trigger disabled, or by a trigger of
--            their own on a table that the ledger writes. Verification finds what was changed, unless all hashes since were
--            made anew, which an exported checkpoint shows.

create or replace function inventory.tg_audit_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('audit_immutable', 'The audit log is only added to, and only by triggers',
    jsonb_build_object('operation', tg_op));
  return null;
end
$$;
comment on function inventory.tg_audit_immutable() is 'Refuses every write to the audit log but an INSERT from a trigger.';

drop trigger if exists _300_audit_immutable on inventory.audit_log;
create trigger _300_audit_immutable before update or delete on inventory.audit_log
  for each row execute function inventory.tg_audit_immutable();
alter table inventory.audit_log enable always trigger _300_audit_immutable;
comment on trigger _300_audit_immutable on inventory.audit_log is 'The audit log is only added to, and only by triggers.';

drop trigger if exists _300_audit_immutable__insert on inventory.audit_log;
create trigger _300_audit_immutable__insert before insert on inventory.audit_log
  for each row when (current_user <> 'bincard_ledger') execute function inventory.tg_audit_immutable();
comment on trigger _300_audit_immutable__insert on inventory.audit_log is 'The audit log is only added to, and only by triggers.';

drop trigger if exists _300_audit_immutable__truncate on inventory.audit_log;
create trigger _300_audit_immutable__truncate before truncate on inventory.audit_log
  for each statement execute function inventory.tg_audit_immutable();
alter table inventory.audit_log enable always trigger _300_audit_immutable__truncate;
comment on trigger _300_audit_immutable__truncate on inventory.audit_log is 'The audit log is only added to, and only by triggers.';

drop trigger if exists _300_audit_immutable on inventory.audit_heads;
create trigger _300_audit_immutable before insert or update or delete on inventory.audit_heads
  for each row when (current_user <> 'bincard_ledger') execute function inventory.tg_audit_immutable();
comment on trigger _300_audit_immutable on inventory.audit_heads is 'The audit log is only added to, and only by triggers.';

drop trigger if exists _300_audit_immutable__truncate on inventory.audit_heads;
create trigger _300_audit_immutable__truncate before truncate on inventory.audit_heads
  for each statement execute function inventory.tg_audit_immutable();
alter table inventory.audit_heads enable always trigger _300_audit_immutable__truncate;
comment on trigger _300_audit_immutable__truncate on inventory.audit_heads is 'The audit log is only added to, and only by triggers.';
