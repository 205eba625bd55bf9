-- Rule:      A document stands as it was written: no line is added, changed or removed after its transaction.
-- Why:       stock has moved by it and somebody holds the paper; what follows is a void, a refund or a new document.
-- Guards:    receipts, batches (as lines), sales, sale_lines, refunds, refund_lines, adjustments, transfers,
--            transfer_lines, stock_counts, stock_count_lines, reservations, expiry_write_offs,
--            reconciliation_runs and their lines, verifications, channel_corrections, sync_runs with
--            their ends and rows, product_mappings: DELETE, TRUNCATE, UPDATE
--            of what is not a status or a count, and INSERT of a line into a document of an earlier transaction.
--            idempotency_keys: UPDATE, DELETE, TRUNCATE. Corrections of intake and status changes have rules of their own.
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_document_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('document_immutable', 'A document stands as it was written',
    jsonb_build_object('operation', tg_op), 'Void or refund it, or write another one.');
  return null;
end
$$;
comment on function inventory.tg_document_immutable() is 'Refuses a change of a written document.';

create or replace function inventory.tg_document_immutable_line() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_opened_by xid8;
begin
  case tg_argv[0]
    when 'receipt' then
      select d.opened_by_transaction into v_opened_by from inventory.receipts d
      where d.tenant_id = new.tenant_id and d.id = new.receipt_id;
    when 'transfer' then
      select d.opened_by_transaction into v_opened_by from inventory.transfers d
      where d.tenant_id = new.tenant_id and d.id = new.transfer_id;
    when 'sale' then
      select d.opened_by_transaction into v_opened_by from inventory.sales d
      where d.tenant_id = new.tenant_id and d.id = new.sale_id;
    else
      select d.opened_by_transaction into v_opened_by from inventory.refunds d
      where d.tenant_id = new.tenant_id and d.id = new.refund_id;
  end case;
  -- A document that is not there is the foreign key's to refuse.
  if v_opened_by <> pg_current_xact_id() then
    perform inventory.refuse('document_immutable', 'A document stands as it was written',
      jsonb_build_object('operation', tg_op), 'Write another document for what was forgotten.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_document_immutable_line() is 'Refuses a line for a document that an earlier transaction wrote.';

do $$
declare
  v_sentence constant text := 'A document stands as it was written: no line is added, changed or removed after its transaction.';
  v_guard record;
begin
  for v_guard in
    select * from (values
      ('receipts', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('receipts', '__update', 'before update of tenant_id, id, location_id, supplier, reference, received_at, recorded_at, actor, opened_by_transaction', 'row', 'tg_document_immutable()'),
      ('receipts', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('batches', '', 'before insert', 'row', 'tg_document_immutable_line(''receipt'')'),
      ('batches', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('sales', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('sales', '__update', 'before update of tenant_id, id, receipt_number, location_id, occurred_at, created_at, actor, opened_by_transaction, reservation_ids', 'row', 'tg_document_immutable()'),
      ('sales', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('sale_lines', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('sale_lines', '__update', 'before update of tenant_id, id, sale_id, line_number, product_id, location_id, tracked, quantity, unit, factor, base_quantity', 'row', 'tg_document_immutable()'),
      ('sale_lines', '__refunded', 'before update of refunded_quantity', 'row when (pg_trigger_depth() < 1)', 'tg_document_immutable()'),
      ('sale_lines', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('refunds', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('refunds', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('refund_lines', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('refund_lines', '__insert', 'before insert', 'row', 'tg_document_immutable_line(''refund'')'),
      ('refund_lines', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('adjustments', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('adjustments', '__update', 'before update of tenant_id, id, batch_id, location_id, product_id, type, quantity, unit, factor, base_quantity, reason, requested_by, requested_at, approved_by, approved_at, rejected_by, rejected_at, completed_by, completed_at', 'row', 'tg_document_immutable()'),
      ('adjustments', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('transfers', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('transfers', '__update', 'before update of tenant_id, id, from_location_id, to_location_id, requested_by, requested_at, approved_by, approved_at, dispatched_by, dispatched_at, fulfilled_by, fulfilled_at, cancelled_by, cancelled_at, opened_by_transaction', 'row', 'tg_document_immutable()'),
      ('transfers', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('transfer_lines', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('transfer_lines', '__insert', 'before insert', 'row', 'tg_document_immutable_line(''transfer'')'),
      ('transfer_lines', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('stock_counts', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('stock_counts', '__update', 'before update of tenant_id, id, location_id, product_ids, started_by, started_at, posted_by, posted_at, cancelled_by, cancelled_at', 'row', 'tg_document_immutable()'),
      ('stock_counts', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('stock_count_lines', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('stock_count_lines', '__update', 'before update of tenant_id, id, stock_count_id, location_id, product_id, batch_id, expected_quantity, seen_sequence, counted_by, counted_at', 'row', 'tg_document_immutable()'),
      ('stock_count_lines', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('reservations', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('reservations', '__update', 'before update of tenant_id, id, product_id, location_id, quantity, unit, factor, base_quantity, created_at, expires_at, actor, closed_by, closed_at', 'row', 'tg_document_immutable()'),
      ('reservations', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('expiry_write_offs', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('expiry_write_offs', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('verifications', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('verifications', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('reconciliation_runs', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('reconciliation_runs', '__update', 'before update', 'row when (pg_trigger_depth() < 1)', 'tg_document_immutable()'),
      ('reconciliation_runs', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('reconciliation_lines', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('reconciliation_lines', '__update', 'before update of tenant_id, id, run_id, line_number, kind, product_id, location_id, batch_id, channel, subject, business_date, expected, actual, cause, fixed_at, note', 'row', 'tg_document_immutable()'),
      ('reconciliation_lines', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('channel_corrections', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('channel_corrections', '__update', 'before update of tenant_id, id, line_id, channel, product_id, location_id, field, quantity, created_at', 'row', 'tg_document_immutable()'),
      ('channel_corrections', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('sync_runs', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('sync_runs', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('sync_run_ends', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('sync_run_ends', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('sync_run_rows', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('sync_run_rows', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('product_mappings', '', 'before delete', 'row', 'tg_document_immutable()'),
      ('product_mappings', '__update', 'before update of tenant_id, source_id, external_key, product_id, batch_id, imported_at', 'row', 'tg_document_immutable()'),
      ('product_mappings', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()'),
      ('idempotency_keys', '', 'before update or delete', 'row', 'tg_document_immutable()'),
      ('idempotency_keys', '__truncate', 'before truncate', 'statement', 'tg_document_immutable()')
    ) as guards (table_name, point, event, level, handler)
  loop
    execute format('drop trigger if exists %I on inventory.%I', '_300_document_immutable' || v_guard.point, v_guard.table_name);
    execute format('create trigger %I %s on inventory.%I for each %s execute function inventory.%s',
      '_300_document_immutable' || v_guard.point, v_guard.event, v_guard.table_name, v_guard.level, v_guard.handler);
    if v_guard.event not like '%insert%' then
      execute format('alter table inventory.%I enable always trigger %I', v_guard.table_name, '_300_document_immutable' || v_guard.point);
    end if;
    execute format('comment on trigger %I on inventory.%I is %L', '_300_document_immutable' || v_guard.point, v_guard.table_name, v_sentence);
  end loop;
end
$$;
