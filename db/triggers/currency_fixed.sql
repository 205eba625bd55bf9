-- Rule:      A tenant's currency is changed only while nothing has a cost or a price.
-- Why:       the amounts that are there are of the currency that they were entered in.
-- Guards:    tenants, UPDATE of currency. A tenant that had none gets one at any time: it says what the amounts are in
-- Locks:     the tenant's row (by the UPDATE), which costs share; then movements (share mode), as time_zone_fixed: no receipt or sale with an
--            amount is left that has not committed
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_currency_fixed() returns trigger
language plpgsql security definer -- it locks the ledger
set search_path = pg_catalog, pg_temp
as $$
declare
  v_facts constant jsonb := jsonb_build_object('field', 'currency', 'currency', new.currency, 'current', old.currency);
begin
  perform inventory.check_isolation();
  begin
    perform inventory.stop_ledger_writers();
  exception when lock_not_available then
    perform inventory.refuse('currency_fixed', 'Stock is being moved at this moment', v_facts, 'Try again.');
  end;
  if exists (select from inventory.batches b where b.tenant_id = new.id and b.unit_cost is not null)
    or exists (select from inventory.batch_costs c where c.tenant_id = new.id)
    or exists (select from inventory.sale_lines l where l.tenant_id = new.id and l.unit_price is not null)
  then
    perform inventory.refuse('currency_fixed', format('Costs and prices are in %s already', old.currency), v_facts,
      'Keep this currency. For another one, create another tenant and receive the stock there.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_currency_fixed() is 'Refuses another currency once there are costs or prices.';

drop trigger if exists _300_currency_fixed on inventory.tenants;
create trigger _300_currency_fixed before update of currency on inventory.tenants
  for each row when (old.currency is not null and new.currency is distinct from old.currency) execute function inventory.tg_currency_fixed();
alter table inventory.tenants enable always trigger _300_currency_fixed;
comment on trigger _300_currency_fixed on inventory.tenants is
  'A tenant''s currency is changed only while nothing has a cost or a price.';
