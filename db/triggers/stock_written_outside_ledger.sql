-- Rule:      Stock figures are written by the ledger's own trigger and by nothing else.
-- Why:       a figure that can be set by hand is a figure that nobody can explain.
-- Guards:    stock_levels, batch_stock, daily_stock: INSERT, UPDATE, DELETE at the top level, TRUNCATE always.
--            A foreign key keeps each figure under its stock_levels row.
-- Locks:     none; the depth is asked in WHEN, so that the ledger pays no call for it
-- Not enforced against: the table owner and a superuser, who can disable the trigger or write one of their own; comparing
--            the figures with the ledger finds what they did.

create or replace function inventory.tg_stock_written_outside_ledger() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('stock_written_outside_ledger', 'Stock figures are written by the ledger only',
    jsonb_build_object('operation', tg_op), 'Record a document; its movements keep the figures.');
  return null;
end
$$;
comment on function inventory.tg_stock_written_outside_ledger() is
  'Refuses a write to a stock figure that does not come from within the ledger''s trigger.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['stock_levels', 'batch_stock', 'daily_stock'] loop
    execute format('drop trigger if exists _300_stock_written_outside_ledger on inventory.%I', v_table);
    execute format('create trigger _300_stock_written_outside_ledger before insert or update or delete on inventory.%I
      for each row when (pg_trigger_depth() < 1) execute function inventory.tg_stock_written_outside_ledger()', v_table);
    execute format('drop trigger if exists _300_stock_written_outside_ledger__truncate on inventory.%I', v_table);
    execute format('create trigger _300_stock_written_outside_ledger__truncate before truncate on inventory.%I
      for each statement execute function inventory.tg_stock_written_outside_ledger()', v_table);
    execute format('alter table inventory.%I enable always trigger _300_stock_written_outside_ledger__truncate', v_table);
    execute format('comment on trigger _300_stock_written_outside_ledger on inventory.%I is %L', v_table,
      'Stock figures are written by the ledger''s own trigger and by nothing else.');
    execute format('comment on trigger _300_stock_written_outside_ledger__truncate on inventory.%I is %L', v_table,
      'Stock figures are written by the ledger''s own trigger and by nothing else.');
  end loop;
end
$$;
