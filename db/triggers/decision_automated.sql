-- Rule:      A schedule changes no status and no listing: a tenant's auto_fix_kinds do not name NOT_LISTED.
-- Why:       a person took the product off sale; the nightly scan would put it back.
-- Guards:    tenants, INSERT, and UPDATE of auto_fix_kinds. That no SCHEDULED run repairs such a line either is the work of
--            reconciliation_line_stamp.sql and reconciliation_apply.sql.
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_decision_automated() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('decision_automated', 'NOT_LISTED is not repaired automatically: it changes a status or a listing',
    jsonb_build_object('field', 'autoFixKinds', 'kind', 'NOT_LISTED'),
    'Leave NOT_LISTED out. A person repairs it: bincard fix --missing, or reconcile with kinds: [NOT_LISTED].');
  return null;
end
$$;
comment on function inventory.tg_decision_automated() is
  'Refuses automatic repairs of NOT_LISTED: a status or a listing is a person''s decision.';

drop trigger if exists _300_decision_automated on inventory.tenants;
create trigger _300_decision_automated before insert or update of auto_fix_kinds on inventory.tenants
  for each row when ('NOT_LISTED' = any (new.auto_fix_kinds)) execute function inventory.tg_decision_automated();
alter table inventory.tenants enable always trigger _300_decision_automated;
comment on trigger _300_decision_automated on inventory.tenants is
  'A schedule changes no status and no listing: a tenant''s auto_fix_kinds do not name NOT_LISTED.';
