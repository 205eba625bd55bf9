-- Rule:      A void or refund returns stock to the batch it came from, a void to its location, and never more than was taken.
-- Why:       stock that is returned twice, or to another batch, does not exist.
-- Guards:    movements, INSERT with reverses_id
--            A refund returns to the location that its line names, any other reversal to where the stock was taken
-- Locks:     none of its own: every refund and void has locked the sale or the receipt of the movement, so the sum below
--            includes every committed one
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_reversal_exceeds_original() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_original record;
  v_reversed bigint;
begin
  select m.kind, m.batch_id, m.location_id, m.quantity,
    case m.kind when 'RECEIPT' then b.intake_quantity else -m.quantity end as reversible
  into v_original
  from inventory.movements m
  join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
  where m.tenant_id = new.tenant_id and m.id = new.reverses_id;

  select coalesce(sum(m.quantity), 0) into v_reversed
  from inventory.movements m
  where m.tenant_id = new.tenant_id and m.reverses_id = new.reverses_id;

  if v_original.batch_id is distinct from new.batch_id
     or v_original.location_id is distinct from new.location_id and not (new.kind = 'REFUND' and exists (
       select from inventory.refund_lines l
       where l.tenant_id = new.tenant_id and l.refund_id = new.document_id and l.sale_line_id = new.document_line_id
         and l.location_id = new.location_id))
     or sign(v_original.quantity) = sign(new.quantity) then
    perform inventory.refuse('reversal_exceeds_original', 'A reversal returns stock to the batch it came from, at its place',
      jsonb_build_object('movementId', new.reverses_id, 'batchId', v_original.batch_id, 'locationId', v_original.location_id,
        'original', v_original.quantity, 'requested', new.quantity));
  elsif abs(v_reversed + new.quantity) > v_original.reversible then
    perform inventory.refuse('reversal_exceeds_original',
      format('%s of %s already reversed, %s more requested', abs(v_reversed), v_original.reversible, abs(new.quantity)),
      jsonb_build_object('movementId', new.reverses_id, 'original', abs(v_original.quantity),
        'alreadyReversed', abs(v_reversed), 'requested', abs(new.quantity)));
  end if;
  return new;
end
$$;
comment on function inventory.tg_reversal_exceeds_original() is
  'Refuses a reversal of another batch or of the same sign, one at a location that neither the original nor its refund line names, and reversals that add up to more than the original.';

drop trigger if exists _300_reversal_exceeds_original on inventory.movements;
create trigger _300_reversal_exceeds_original before insert on inventory.movements
  for each row when (new.reverses_id is not null) execute function inventory.tg_reversal_exceeds_original();
comment on trigger _300_reversal_exceeds_original on inventory.movements is
  'A void or refund returns stock to the batch it came from, a void to its location, and never more than was taken.';
