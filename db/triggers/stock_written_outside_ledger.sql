-- Rule:      Stock figures are written by the ledger's own functions and by nothing else.
-- Why:       a figure set by hand has no movements that explain it.
-- Guards:    stock_levels, batch_stock, daily_stock, daily_costs, batch_cost_lines: INSERT, UPDATE and DELETE by any role but the ledger's, TRUNCATE
--            always. Foreign keys tie the other figures to their stock_levels row
-- Locks:     none; WHEN tests the role, so that the function is not called for the ledger's own writes. For each statement: a row
--            trigger before an UPDATE locks the row first, which is written to the log
-- Not enforced against: a superuser, who can take any role; the table owner, who can disable the trigger or add one to a table
--            that the ledger writes. Comparing the figures with the ledger finds the difference.

create or replace function inventory.tg_stock_written_outside_ledger() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('stock_written_outside_ledger', 'Stock figures are written only by the ledger',
    jsonb_build_object('operation', tg_op), 'Record a document; its movements update the figures.');
  return null;
end
$$;
comment on function inventory.tg_stock_written_outside_ledger() is
  'Refuses a write to a stock figure that does not come from the ledger''s own functions.';

create or replace function inventory.make_projection(p_table regclass, p_entity text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_sentence constant text := 'Stock figures are written by the ledger''s own functions and by nothing else.';
begin
  perform inventory.put_trigger(p_table, '_300_stock_written_outside_ledger', 'before insert or update or delete',
    'statement when (current_user <> ''bincard_ledger''::text)', 'tg_stock_written_outside_ledger()', v_sentence);
  perform inventory.put_trigger(p_table, '_300_stock_written_outside_ledger__truncate', 'before truncate', 'statement',
    'tg_stock_written_outside_ledger()', v_sentence, p_always => true);
  perform inventory.put_trigger(p_table, '_700_audit', 'after insert or update or delete', 'row when (current_user <> ''bincard_ledger''::text)',
    format('tg_audit_stock(%L)', p_entity), 'Audit: writes who changed a stock figure without a movement.', p_always => true);
end
$$;
comment on function inventory.make_projection(regclass, text) is
  'A table''s rows are figures of the ledger: other writes are refused, and one that gets past the refusal is audited as p_entity.';

select
  inventory.make_projection('inventory.stock_levels', 'stock_levels'),
  inventory.make_projection('inventory.batch_stock', 'batch_stock'),
  inventory.make_projection('inventory.daily_stock', 'daily_stock'),
  inventory.make_projection('inventory.daily_costs', 'daily_costs'),
  inventory.make_projection('inventory.batch_cost_lines', 'batch_cost_lines');
