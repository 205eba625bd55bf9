-- Rule:      The shares of a cost add up to its amount, and stock is worth what came in less what went out, each at the cost of its batch.
-- Why:       a cent that is in no share is in no value and in no margin.
-- Guards:    batch_costs, INSERT, at COMMIT: the sum of its shares. The shares, batch_stock, daily_stock and daily_costs are written by
--            the ledger's own functions and by nothing else (stock_written_outside_ledger); the count of violations compares them with
--            each other, with the batches and with the sales
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_cost_not_conserved() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_spread constant numeric := (
    select coalesce(sum(l.amount), 0) from inventory.batch_cost_lines l where l.tenant_id = new.tenant_id and l.cost_id = new.id);
begin
  if v_spread <> new.amount then
    perform inventory.refuse('cost_not_conserved', format('%s of %s is spread over batches', trim_scale(v_spread), trim_scale(new.amount)),
      jsonb_build_object('costId', new.id, 'amount', trim_scale(new.amount)::text, 'spread', trim_scale(v_spread)::text));
  end if;
  return null;
end
$$;
comment on function inventory.tg_cost_not_conserved() is 'Refuses a cost whose shares do not add up to its amount.';

select inventory.put_commit_check('inventory.batch_costs', '_300_cost_not_conserved', 'insert', 'tg_cost_not_conserved',
  'The shares of a cost add up to its amount, and stock is worth what came in less what went out, each at the cost of its batch.');
