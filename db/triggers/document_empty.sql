-- Rule:      A receipt, a refund and a transfer have at least one line.
-- Why:       a document of nothing is a mistake that somebody will look for later.
-- Guards:    receipts, refunds and transfers, INSERT, asked at COMMIT (a sale has sale_not_fully_allocated)
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.
-- How:       the first line at or after the document's id, in order: while a table is young the planner takes the primary
--            key for an equality and would read the tenant's every line, once per document. Only one index has this order.

create or replace function inventory.tg_receipt_document_empty() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- asked at COMMIT, whatever role commits
as $$
declare
  v_found uuid;
begin
  select b.receipt_id into v_found from inventory.batches b
  where b.tenant_id = new.tenant_id and b.receipt_id >= new.id order by b.receipt_id limit 1;
  if v_found is distinct from new.id then
    perform inventory.refuse('document_empty', 'A receipt has at least one line', jsonb_build_object('field', 'lines'));
  end if;
  return null;
end
$$;
comment on function inventory.tg_receipt_document_empty() is 'Refuses, at COMMIT, a receipt without a batch.';

create or replace function inventory.tg_refund_document_empty() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- asked at COMMIT, whatever role commits
as $$
declare
  v_found uuid;
begin
  select l.refund_id into v_found from inventory.refund_lines l
  where l.tenant_id = new.tenant_id and l.refund_id >= new.id order by l.refund_id limit 1;
  if v_found is distinct from new.id then
    perform inventory.refuse('document_empty', 'A refund has at least one line', jsonb_build_object('field', 'lines'));
  end if;
  return null;
end
$$;
comment on function inventory.tg_refund_document_empty() is 'Refuses, at COMMIT, a refund without a line.';

drop trigger if exists _300_document_empty on inventory.receipts;
create constraint trigger _300_document_empty after insert on inventory.receipts
  deferrable initially deferred
  for each row execute function inventory.tg_receipt_document_empty();
alter table inventory.receipts enable always trigger _300_document_empty;
comment on trigger _300_document_empty on inventory.receipts is 'A receipt, a refund and a transfer have at least one line.';

drop trigger if exists _300_document_empty on inventory.refunds;
create constraint trigger _300_document_empty after insert on inventory.refunds
  deferrable initially deferred
  for each row execute function inventory.tg_refund_document_empty();
alter table inventory.refunds enable always trigger _300_document_empty;
comment on trigger _300_document_empty on inventory.refunds is 'A receipt, a refund and a transfer have at least one line.';

create or replace function inventory.tg_transfer_document_empty() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- asked at COMMIT, whatever role commits
as $$
declare
  v_found uuid;
begin
  select l.transfer_id into v_found from inventory.transfer_lines l
  where l.tenant_id = new.tenant_id and l.transfer_id >= new.id order by l.transfer_id limit 1;
  if v_found is distinct from new.id then
    perform inventory.refuse('document_empty', 'A transfer has at least one line', jsonb_build_object('field', 'lines'));
  end if;
  return null;
end
$$;
comment on function inventory.tg_transfer_document_empty() is 'Refuses, at COMMIT, a transfer without a line.';

drop trigger if exists _300_document_empty on inventory.transfers;
create constraint trigger _300_document_empty after insert on inventory.transfers
  deferrable initially deferred
  for each row execute function inventory.tg_transfer_document_empty();
alter table inventory.transfers enable always trigger _300_document_empty;
comment on trigger _300_document_empty on inventory.transfers is 'A receipt, a refund and a transfer have at least one line.';
