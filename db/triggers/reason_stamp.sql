-- Stamp: a reason is of the change that it was given with. The column keeps the last one, so a guard that reads it cannot tell
-- a reason given again in the same words from the one of an earlier change, which an UPDATE without a reason would pass on.
--
-- How:       a trigger that fires only for an UPDATE that names the column puts a mark before the text; the trigger that
--            guards the change takes it off (given_reason). Where there is none, no reason was given.
-- Tables:    lots, batches and products, each column of which another one's change needs a reason
-- Locks:     none

create or replace function inventory.given_reason(p_reason text) returns text
language sql immutable
return case when left(p_reason, 1) = chr(1) then substr(p_reason, 2) end;
comment on function inventory.given_reason(text) is
  'The reason that an UPDATE gives; null where it gives none and the column has that of an earlier change. For the triggers that guard it.';
grant execute on function inventory.given_reason(text) to bincard_app;

create or replace function inventory.checked_reason(p_reason text, p_refusal text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_reason constant text := inventory.given_reason(p_reason);
begin
  if v_reason is null or btrim(v_reason) = '' or length(v_reason) > 2000 then
    perform inventory.refuse('reason_missing', p_refusal, jsonb_build_object('field', 'reason'), 'Give a reason of 1 to 2,000 characters.');
  end if;
  return v_reason;
end
$$;
comment on function inventory.checked_reason(text, text) is
  'The reason that an UPDATE gives; refuses none, a blank and a too long one (reason_missing), with p_refusal as what to say.';

create or replace function inventory.tg_reason_given() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], chr(1) || (to_jsonb(new) ->> tg_argv[0])));
end
$$;
comment on function inventory.tg_reason_given() is
  'Stamp: marks a reason that the UPDATE gives, for the trigger that guards the change; the column is the trigger''s argument.';

select inventory.put_trigger(t.table_name::regclass, '_100_given_' || t.column_name, 'before update of ' || t.column_name, 'row',
  format('tg_reason_given(%L)', t.column_name), 'Stamp: marks a reason that is given with a change.')
from (values ('inventory.lots', 'hold_reason'), ('inventory.lots', 'expiry_reason'), ('inventory.batches', 'hold_reason'),
  ('inventory.batches', 'intake_reason'), ('inventory.products', 'sku_reason')) t (table_name, column_name);
