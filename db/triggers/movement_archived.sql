-- Rule:      What was moved out to an archive is not reversed, corrected or counted from in the ledger.
-- Why:       a reversal returns stock to where the original took it from, as far as that was not reversed before; both is in the file.
-- Guards:    movements, INSERT with reverses_id: the original is in the ledger (rules movement_archived, reversal_without_original).
--            Refunds and voids of archived sales, voids of archived receipts, corrections of an archived intake, and counts
--            from before the archive are refused where they look for the movements (refund_apply, sale_void, receipt_void,
--            intake_immutable, count_line_stamp): each after it has looked, so that an archive cannot come between
-- Locks:     the original, as a foreign key would: it does not leave the ledger before its reversal is there
-- Not enforced against: the table owner and a superuser with the triggers disabled.

create or replace function inventory.refuse_archived(p_tenant_id uuid, p_message text, p_facts jsonb, p_hint text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_until constant date := inventory.archived_until(p_tenant_id);
begin
  perform inventory.refuse('movement_archived', format('%s: what moved up to %s is in an archive', p_message, v_until),
    p_facts || jsonb_build_object('archivedUntil', v_until), p_hint);
end
$$;
comment on function inventory.refuse_archived(uuid, text, jsonb, text) is
  'Refuses (movement_archived) what needs movements that are in an archive.';

create or replace function inventory.batch_is_archived(p_tenant_id uuid, p_batch_id uuid) returns boolean
language sql stable
begin atomic
  select exists (
    select from inventory.chain_anchors a
    where a.tenant_id = p_tenant_id and a.batch_id = p_batch_id and a.business_date <= inventory.archived_until(p_tenant_id));
end;
comment on function inventory.batch_is_archived(uuid, uuid) is 'Whether movements of a batch are in an archive.';

create or replace function inventory.tg_movement_archived() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform from inventory.movements m where m.tenant_id = new.tenant_id and m.id = new.reverses_id for key share;
  if found then
    return new;
  elsif inventory.batch_is_archived(new.tenant_id, new.batch_id) then
    perform inventory.refuse_archived(new.tenant_id, 'The movement to be reversed is not in the ledger',
      jsonb_build_object('movementId', new.reverses_id), 'Take the goods in with an adjustment.');
  end if;
  perform inventory.refuse('reversal_without_original', 'A reversal names a movement that is in the ledger',
    jsonb_build_object('movementId', new.reverses_id));
  return null;
end
$$;
comment on function inventory.tg_movement_archived() is 'Refuses a reversal of a movement that is not in the ledger, be it archived or unknown.';

drop trigger if exists _300_movement_archived on inventory.movements;
create trigger _300_movement_archived before insert on inventory.movements
  for each row when (new.reverses_id is not null) execute function inventory.tg_movement_archived();
comment on trigger _300_movement_archived on inventory.movements is
  E'What was moved out to an archive is not reversed, corrected or counted from in the ledger.\nGuards: reversal_without_original';
