-- Stamp: a line of a reconciliation run that its run may not repair is SKIPPED from the start, with the reason. It stays in
-- the run, so that a reader of the run sees what differs; SKIPPED never becomes APPLIED (illegal_transition).

create or replace function inventory.tg_reconciliation_line_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_note text;
begin
  select inventory.decision_note(new.kind, r.kinds, r.trigger) into v_note
  from inventory.reconciliation_runs r where r.tenant_id = new.tenant_id and r.id = new.run_id;
  if v_note is not null then
    new.fix := 'SKIPPED';
    new.note := v_note;
  end if;
  return new;
end
$$;
comment on function inventory.tg_reconciliation_line_stamp() is
  'Stamp: SKIPPED, with the reason, for a line that its run may not repair: a status or a listing, unless that kind alone was asked for.';

drop trigger if exists _100_stamp on inventory.reconciliation_lines;
create trigger _100_stamp before insert on inventory.reconciliation_lines
  for each row when (new.kind = 'NOT_LISTED') execute function inventory.tg_reconciliation_line_stamp();
comment on trigger _100_stamp on inventory.reconciliation_lines is
  'Stamp: a line that its run may not repair is SKIPPED.';
