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

create or replace function inventory.make_projection(p_table regclass, p_entity text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_sentence constant text := 'Stock figures are written by the ledger''s own trigger and by nothing else.';
begin
  perform inventory.put_trigger(p_table, '_300_stock_written_outside_ledger', 'before insert or update or delete',
    'row when (pg_trigger_depth() < 1)', 'tg_stock_written_outside_ledger()', v_sentence);
  perform inventory.put_trigger(p_table, '_300_stock_written_outside_ledger__truncate', 'before truncate', 'statement',
    'tg_stock_written_outside_ledger()', v_sentence, p_always => true);
  perform inventory.put_trigger(p_table, '_700_audit', 'after insert or update or delete', 'row when (pg_trigger_depth() < 1)',
    format('tg_audit_stock(%L)', p_entity), 'Audit: writes who changed a stock figure past the ledger.', p_always => true);
end
$$;
comment on function inventory.make_projection(regclass, text) is
  'A table''s rows are figures of the ledger: no other write is taken, and one that gets past that is audited as of p_entity.';

select
  inventory.make_projection('inventory.stock_levels', 'stock_levels'),
  inventory.make_projection('inventory.batch_stock', 'batch_stock'),
  inventory.make_projection('inventory.daily_stock', 'daily_stock');
