-- Stamp: a cost is of the tenant's today unless an earlier day is given, by the current actor.
--
-- Guards:    batch_costs, INSERT: batch_unknown, receipt_unknown, batch_voided, cost_basis_missing, quantity_zero, reason_missing,
--            business_date_out_of_order, day_closed. The foreign keys and CHECKs of the table say the same without words
-- Locks:     the tenant's row (for share), first of all: no day is closed, and the currency not changed, before the transaction ends

create or replace function inventory.tg_batch_cost_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_day constant record := inventory.open_day(new.tenant_id);
begin
  if current_user = 'bincard_ledger' then -- an assembly's: of the day of its movements
    new.backdated := new.business_date < v_day.today;
  elsif new.business_date is not null then
    new.backdated := inventory.check_business_date(new.tenant_id, new.business_date);
  else
    new.business_date := v_day.today;
    new.backdated := false;
  end if;
  perform inventory.open_date(new.business_date, v_day.last_closed_on);
  if (new.batch_id is null) = (new.receipt_id is null) then
    perform inventory.refuse('cost_basis_missing', 'A cost is of one batch or of one receipt', jsonb_build_object('field', 'batchId'),
      'Name either.');
  elsif new.batch_id is not null then
    if not exists (select from inventory.batches b where b.tenant_id = new.tenant_id and b.id = new.batch_id) then
      perform inventory.refuse('batch_unknown', 'There is no such batch',
        jsonb_build_object('field', 'batchId', 'batchId', new.batch_id));
    end if;
    new.spread_by := 'QUANTITY'; -- all of it is that batch's
  elsif not exists (select from inventory.receipts r where r.tenant_id = new.tenant_id and r.id = new.receipt_id) then
    perform inventory.refuse('receipt_unknown', 'There is no such receipt',
      jsonb_build_object('field', 'receiptId', 'receiptId', new.receipt_id));
  end if;
  if new.weights is not null and new.spread_by <> 'WEIGHT' then
    perform inventory.refuse('cost_basis_missing', format('Weights are given, and the cost is spread by %s', new.spread_by),
      jsonb_build_object('field', 'weights', 'spreadBy', new.spread_by),
      'Spread it by WEIGHT, or leave the weights out.');
  end if;
  if new.amount = 0 and new.kind is distinct from 'GOODS' then
    perform inventory.refuse('quantity_zero', 'A cost of 0 adds nothing', jsonb_build_object('field', 'amount', 'amount', '0', 'kind', new.kind),
      'Give what was paid, or below zero what was credited. Where the goods themselves cost nothing, add 0 of the kind GOODS.');
  end if;
  if new.reason is null or btrim(new.reason) = '' or length(new.reason) > 2000 then
    perform inventory.refuse('reason_missing', 'A cost needs a reason', jsonb_build_object('field', 'reason'),
      'Give a reason of 1 to 2,000 characters.');
  end if;
  new.recorded_at := clock_timestamp();
  new.actor := inventory.current_actor();
  return new;
end
$$;
comment on function inventory.tg_batch_cost_stamp() is
  'Stamp: the business date, time and actor of a cost; refuses an unknown batch or receipt, a closed day, an amount of zero and a missing reason.';

drop trigger if exists _100_stamp on inventory.batch_costs;
create trigger _100_stamp before insert on inventory.batch_costs
  for each row execute function inventory.tg_batch_cost_stamp();
comment on trigger _100_stamp on inventory.batch_costs is
  E'Stamp: a cost is of the tenant''s today unless an earlier day is given, by the current actor.\nGuards: batch_unknown, receipt_unknown, cost_basis_missing, quantity_zero, reason_missing, business_date_out_of_order, day_closed, role_policy';
