-- Rule:      A document never changes after its transaction: no line is added, changed or removed.
-- Why:       it has moved stock, and a customer may hold its paper. A mistake is voided, refunded or corrected by a new
--            document.
-- Guards:    the tables that declare it. make_immutable: DELETE, TRUNCATE, and UPDATE of every column but those that are
--            named as changeable, which other rules guard. seal_lines: INSERT of a line into a document that an earlier
--            transaction wrote, or that this one has voided, refunded or dispatched. sale_lines.refunded_quantity
--            is the sum of the line's refunds; sale_lines also in sale_line_stamp, batches in receipt_post
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_document_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('document_immutable', 'A document cannot be changed after it was written',
    jsonb_build_object('operation', tg_op), 'Void or refund it, or write a new one.');
  return null;
end
$$;
comment on function inventory.tg_document_immutable() is 'Refuses a change of a written document.';

create or replace function inventory.put_document_immutable(
  p_table regclass, p_point text, p_event text, p_level text, p_function text default 'tg_document_immutable', p_always boolean default true
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.put_trigger(p_table, '_300_document_immutable' || p_point, p_event, p_level, p_function || '()',
    'A document never changes after its transaction: no line is added, changed or removed.', p_always);
end
$$;
comment on function inventory.put_document_immutable(regclass, text, text, text, text, boolean) is
  'Puts one guard of document_immutable on a table.';

create or replace function inventory.make_immutable(p_table regclass, p_except text[] default '{}', p_by_ledger text[] default '{}')
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_except || p_by_ledger = '{}' then
    perform inventory.put_document_immutable(p_table, '', 'before update or delete', 'row');
  else
    perform inventory.put_document_immutable(p_table, '', 'before delete', 'row');
    perform inventory.put_document_immutable(p_table, '__update',
      'before update of ' || inventory.columns_except(p_table, p_except || p_by_ledger), 'row');
  end if;
  if p_by_ledger <> '{}' then
    perform inventory.put_document_immutable(p_table, '__by_ledger',
      'before update of ' || array_to_string(p_by_ledger, ', '), 'row when (current_user <> ''bincard_ledger'')');
  end if;
  perform inventory.put_document_immutable(p_table, '__truncate', 'before truncate', 'statement');
end
$$;
comment on function inventory.make_immutable(regclass, text[], text[]) is
  'A table''s rows are not deleted and never change, but for the columns of p_except, which other rules guard, and of p_by_ledger, which only the ledger''s own functions write.';

create or replace function inventory.seal_lines(
  p_table regclass, p_lines regclass, p_document text, p_open text default 'true', p_but_ledger boolean default false
) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_function constant text := format('tg_%s_line_document_immutable', p_document);
begin
  -- A function for each document: a statement that a trigger puts together is planned anew for every line.
  execute format($function$
create or replace function inventory.%I() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $body$
declare
  v_open boolean;
begin
  select d.opened_by_transaction = pg_current_xact_id() and %s into v_open
  from %s d where d.tenant_id = new.tenant_id and d.id = new.%I;
  -- The foreign key refuses a line of no document.
  if not v_open then
    perform inventory.refuse('document_immutable', 'A document cannot be changed after it was written',
      jsonb_build_object('operation', tg_op), 'Write another document for the missing line.');
  end if;
  return new;
end
$body$
  $function$, v_function, p_open, p_table, p_document || '_id');
  execute format('comment on function inventory.%I() is %L', v_function,
    format('Refuses a line of a %s that an earlier transaction wrote, or that has left its first status.', p_document));
  perform inventory.put_document_immutable(p_lines, '__insert', 'before insert',
    'row' || repeat(' when (current_user <> ''bincard_ledger'')', p_but_ledger::integer), v_function, p_always => false);
  perform inventory.put_document_immutable(p_lines, '__truncate', 'before truncate', 'statement');
end
$$;
comment on function inventory.seal_lines(regclass, regclass, text, text, boolean) is
  'A document takes lines only in the transaction that writes it, and while p_open holds: a condition on its row d. p_document is its name, such as transfer: its lines refer to it by transfer_id. p_but_ledger: not of lines that the ledger''s role writes, whose function has asked for both.';

create or replace function inventory.tg_refunded_quantity() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_refunded constant bigint := (
    select coalesce(sum(r.quantity), 0) from inventory.refund_lines r
    where r.tenant_id = new.tenant_id and r.sale_line_id = new.id);
begin
  if new.refunded_quantity <> v_refunded then
    perform inventory.refuse('document_immutable', 'A sale line''s refunded quantity is the sum of its refunds',
      jsonb_build_object('saleLineId', new.id, 'refunded', v_refunded, 'requested', new.refunded_quantity), 'Record a refund.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_refunded_quantity() is 'Refuses a refunded quantity that is not the sum of the line''s refunds.';

drop trigger if exists _300_document_immutable__refunded on inventory.sale_lines;
create trigger _300_document_immutable__refunded before update of refunded_quantity on inventory.sale_lines
  for each row execute function inventory.tg_refunded_quantity();
alter table inventory.sale_lines enable always trigger _300_document_immutable__refunded;
comment on trigger _300_document_immutable__refunded on inventory.sale_lines is
  'A document never changes after its transaction: no line is added, changed or removed.';
