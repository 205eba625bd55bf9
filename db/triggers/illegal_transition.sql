-- Rule:      A document's status changes only along its allowed steps, and each step is taken once.
-- Why:       steps move stock; a step taken twice or backwards would move it twice.
-- Guards:    the documents that declare their steps with allow_steps: UPDATE of status or its reason. Sales: voided once,
--            and not after a full refund; refunded as far as their lines are. Receipts: voided once. refund_lines: INSERT for a voided sale. reservations
--            (reservation_close) and a batch's hold (batch_hold)
-- Locks:     the document's row, by the UPDATE: of two sessions the second sees what the first did
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.document_word(p_relation text) returns text
language sql immutable
return regexp_replace(replace(regexp_replace(p_relation, '_\d+$', ''), '_', ' '), '(ie)?s$', case when p_relation ~ 'ies(_\d+)?$' then 'y' else '' end);
comment on function inventory.document_word(text) is 'What a person calls a row of a table of documents, or of a part of it: assembly, purchase order.';
grant execute on function inventory.document_word(text) to bincard_app;

create or replace function inventory.step_refused(p_what text, p_from text, p_to text) returns text
language sql immutable
return case when p_from = p_to then format('The %s is %s already', p_what, p_from)
  else format('The %s is %s and cannot become %s', p_what, p_from, p_to) end;
comment on function inventory.step_refused(text, text, text) is 'What to say of a step that a document''s status does not allow.';
grant execute on function inventory.step_refused(text, text, text) to bincard_app;

create or replace function inventory.refund_status(p_tenant_id uuid, p_sale_id uuid) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: a trigger sees what its own statement wrote
as $$
begin
  return (
    select case when sum(l.refunded_quantity) = sum(l.base_quantity) then 'REFUNDED'
      when sum(l.refunded_quantity) > 0 then 'PARTIALLY_REFUNDED' end
    from inventory.sale_lines l where l.tenant_id = p_tenant_id and l.sale_id = p_sale_id);
end
$$;
comment on function inventory.refund_status(uuid, uuid) is
  'The status that a sale''s refunds give it, PARTIALLY_REFUNDED or REFUNDED; null when nothing was refunded.';
grant execute on function inventory.refund_status(uuid, uuid) to bincard_app;

create or replace function inventory.tg_sale_illegal_transition() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.status = 'VOIDED' and old.status in ('COMPLETED', 'PARTIALLY_REFUNDED') then
    new.voided_at := clock_timestamp();
    new.voided_by := inventory.current_actor();
  elsif old.status in ('COMPLETED', 'PARTIALLY_REFUNDED') and new.status <> old.status
        and new.status = inventory.refund_status(new.tenant_id, new.id) then
    null; -- its refunds say so
  else
    perform inventory.refuse('illegal_transition', inventory.step_refused('sale', old.status, new.status),
      jsonb_build_object('field', 'id', 'saleId', old.id, 'from', old.status, 'to', new.status));
  end if;
  return new;
end
$$;
comment on function inventory.tg_sale_illegal_transition() is
  'Refuses a step that a sale''s status does not allow; stamps who voided it and when.';

create or replace function inventory.tg_receipt_illegal_transition() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old.voided_at is not null or new.voided_at is null then
    perform inventory.refuse('illegal_transition', 'The receipt was voided already, and stays voided',
      jsonb_build_object('field', 'id', 'receiptId', old.id, 'voidedAt', old.voided_at));
  end if;
  new.voided_at := clock_timestamp();
  new.voided_by := inventory.current_actor();
  return new;
end
$$;
comment on function inventory.tg_receipt_illegal_transition() is
  'Refuses to void a receipt twice or to undo its void; stamps who voided it and when.';

drop trigger if exists _300_illegal_transition on inventory.sales;
create trigger _300_illegal_transition before update of status, void_reason, voided_at, voided_by on inventory.sales
  for each row execute function inventory.tg_sale_illegal_transition();
comment on trigger _300_illegal_transition on inventory.sales is
  'A document''s status changes only along its allowed steps, and each step is taken once.';

drop trigger if exists _300_illegal_transition on inventory.receipts;
create trigger _300_illegal_transition before update of voided_at, voided_by, void_reason on inventory.receipts
  for each row execute function inventory.tg_receipt_illegal_transition();
comment on trigger _300_illegal_transition on inventory.receipts is
  'A document''s status changes only along its allowed steps, and each step is taken once.';

create or replace function inventory.tg_illegal_transition() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_allowed text[];
begin
  if not coalesce((old.status || '>' || new.status) = any (tg_argv), false) then
    select coalesce(array_agg(split_part(s.step, '>', 2) order by s.n), '{}') into v_allowed
    from unnest(tg_argv) with ordinality s (step, n) where split_part(s.step, '>', 1) = old.status;
    perform inventory.refuse('illegal_transition', inventory.step_refused(inventory.document_word(tg_table_name), old.status, new.status),
      jsonb_build_object('field', 'id', 'id', old.id, 'from', old.status, 'to', new.status, 'allowed', v_allowed),
      case when v_allowed = '{}' then 'It has ended.' else format('It can become %s.', array_to_string(v_allowed, ' or ')) end);
  end if;
  return new;
end
$$;
comment on function inventory.tg_illegal_transition() is
  'Refuses a change of status that is not among the trigger''s arguments, written FROM>TO.';

create or replace function inventory.allow_steps(p_table regclass, p_with text[], p_steps text[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.put_trigger(p_table, '_300_illegal_transition', 'before update of status, ' || array_to_string(p_with, ', '), 'row',
    format('tg_illegal_transition(%s)', (select string_agg(quote_literal(s), ', ' order by n) from unnest(p_steps) with ordinality s (s, n))),
    'A document''s status changes only along its allowed steps, and each step is taken once.');
end
$$;
comment on function inventory.allow_steps(regclass, text[], text[]) is
  'A document changes its status only by p_steps, each written FROM>TO; p_with are columns that are written with the status, such as the reason.';
