-- Stamp: a document is of the tenant's today, unless an earlier business date is given.
--
-- Rule:      A given business date is not in the future, not closed, and not before the last movement of a batch that the document moves.
-- Why:       movements are appended in the order of their dates. An earlier one would change balances that were reported.
-- Guards:    a date before 2000 too, of which nobody has stock to enter: it would leave decades of days to close.
--            receipts and refunds, INSERT; sales in document_stamp, with the other look-up of a sale; adjustments, INSERT and UPDATE of status. ledger_post.sql compares the date
--            of each movement with its chain, and once more with the last closed day. A refund is not of a day before its sale
-- Locks:     where a date is given, the tenant's row (for share) until the transaction ends, so that the day is not closed
--            meanwhile. It comes first of all locks
-- Not enforced against: the table owner and a superuser with the triggers disabled.

create or replace function inventory.tg_business_date() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.business_date is null then
    new.business_date := (
      select inventory.business_date(t.time_zone, clock_timestamp()) from inventory.tenants t where t.id = new.tenant_id);
    new.backdated := false;
  else
    new.backdated := inventory.check_business_date(new.tenant_id, new.business_date);
  end if;
  return new;
end
$$;
comment on function inventory.tg_business_date() is
  'Stamp: the business date of a document, today unless an earlier day is given; refuses a future and a closed one.';

create or replace function inventory.tg_receipt_date() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  -- FEFO takes the batches that came in first: those of a backdated receipt came in at the start of its day.
  new.received_at := (
    select case when inventory.business_date(t.time_zone, new.received_at) = new.business_date then new.received_at
      else new.business_date::timestamp at time zone t.time_zone end
    from inventory.tenants t where t.id = new.tenant_id);
  return new;
end
$$;
comment on function inventory.tg_receipt_date() is 'Stamp: goods of a backdated receipt came in at the start of its business date.';

create or replace function inventory.tg_refund_date() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_sold constant date := (
    select s.business_date from inventory.sales s where s.tenant_id = new.tenant_id and s.id = new.sale_id);
begin
  if new.business_date < v_sold then
    perform inventory.refuse('business_date_out_of_order', format('The goods were sold on %s, after %s', v_sold, new.business_date),
      jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date, 'latest', v_sold, 'earliest', v_sold,
        'saleId', new.sale_id),
      format('Give %s or a later date, or leave it out: the document is then of today.', v_sold));
  end if;
  return new;
end
$$;
comment on function inventory.tg_refund_date() is 'Refuses a refund of a day before its sale.';

create or replace function inventory.tg_adjustment_date() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.business_date is not null then
    new.backdated := inventory.check_business_date(new.tenant_id, new.business_date);
  elsif tg_op = 'UPDATE' and new.status = 'COMPLETED' then
    new.business_date := (
      select inventory.business_date(t.time_zone, clock_timestamp()) from inventory.tenants t where t.id = new.tenant_id);
    new.backdated := false;
  end if;
  return new;
end
$$;
comment on function inventory.tg_adjustment_date() is
  'Stamp: the business date of an adjustment is the one that was given with it, else the day on which it is completed; refuses a future and a closed one.';

drop trigger if exists _100_business_date_out_of_order on inventory.receipts;
create trigger _100_business_date_out_of_order before insert on inventory.receipts
  for each row execute function inventory.tg_business_date();
comment on trigger _100_business_date_out_of_order on inventory.receipts is
  E'A given business date is not in the future, not closed, and not before the last movement of a batch that the document moves.\nGuards: role_policy';

drop trigger if exists _110_received_at on inventory.receipts;
create trigger _110_received_at before insert on inventory.receipts
  for each row when (new.backdated) execute function inventory.tg_receipt_date();
comment on trigger _110_received_at on inventory.receipts is 'Stamp: goods of a backdated receipt came in at the start of its business date.';

drop trigger if exists _100_business_date_out_of_order on inventory.refunds;
create trigger _100_business_date_out_of_order before insert on inventory.refunds
  for each row execute function inventory.tg_business_date();
comment on trigger _100_business_date_out_of_order on inventory.refunds is
  E'A given business date is not in the future, not closed, and not before the last movement of a batch that the document moves.\nGuards: role_policy';

drop trigger if exists _300_business_date_out_of_order on inventory.refunds;
create trigger _300_business_date_out_of_order before insert on inventory.refunds
  for each row when (new.backdated) execute function inventory.tg_refund_date();
alter table inventory.refunds enable always trigger _300_business_date_out_of_order;
comment on trigger _300_business_date_out_of_order on inventory.refunds is
  'A given business date is not in the future, not closed, and not before the last movement of a batch that the document moves.';

drop trigger if exists _100_business_date_out_of_order on inventory.adjustments;
create trigger _100_business_date_out_of_order before insert or update of status on inventory.adjustments
  for each row execute function inventory.tg_adjustment_date();
comment on trigger _100_business_date_out_of_order on inventory.adjustments is
  E'A given business date is not in the future, not closed, and not before the last movement of a batch that the document moves.\nGuards: role_policy';
