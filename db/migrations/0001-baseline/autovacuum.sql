-- How often autovacuum visits the tables that only grow. By default it waits until a fifth of a table is new: of a ledger of a
-- billion rows that is 200 million, frozen in one go, with statistics as old as that. Their old rows never change, so each
-- visit costs what is new.
do $$
declare
  v_table regclass;
begin
  foreach v_table in array array['inventory.movements', 'inventory.sales', 'inventory.sale_lines', 'inventory.idempotency_keys',
    'inventory.audit_log', 'inventory.daily_stock']::regclass[]
  loop
    execute format('alter table %s set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_insert_threshold = 10000,
      autovacuum_analyze_scale_factor = 0.02)', v_table);
  end loop;
end
$$;
