-- Who may write what, in the database too: restrictive policies for the server's role, by the transaction's app.role. They
-- stand beside tenant_isolation, and bind raw SQL through that role as much as the API. The owner and the ledger's own
-- triggers (which run as the owner) are not bound by them.

do $$
declare
  v_wall record;
  v_clerk constant text := $c$current_setting('app.role', true) in ('clerk', 'manager', 'admin')$c$;
  v_manager constant text := $c$current_setting('app.role', true) in ('manager', 'admin')$c$;
  v_admin constant text := $c$current_setting('app.role', true) = 'admin'$c$;
begin
  for v_wall in
    select * from (values
      ('sales', 'insert', v_clerk), ('sales', 'update', v_clerk), ('sale_lines', 'insert', v_clerk),
      ('refunds', 'insert', v_clerk), ('refund_lines', 'insert', v_clerk),
      ('receipts', 'insert', v_clerk), ('batches', 'insert', v_clerk), ('idempotency_keys', 'insert', v_clerk),
      ('adjustments', 'insert', v_clerk), ('transfers', 'insert', v_clerk), ('transfer_lines', 'insert', v_clerk),
      ('stock_counts', 'insert', v_clerk), ('stock_count_lines', 'insert', v_clerk), ('stock_count_lines', 'update', v_clerk),
      ('reservations', 'insert', v_clerk), ('reservations', 'update', v_clerk),
      ('channel_stock', 'insert', v_clerk), ('channel_stock', 'update', v_clerk),
      ('channel_products', 'insert', v_clerk), ('channel_products', 'update', v_clerk),
      ('channel_corrections', 'update', v_clerk), ('verifications', 'insert', v_clerk),
      ('transfers', 'update', format($c$%s and (status not in ('APPROVED', 'CANCELLED') or %s)$c$, v_clerk, v_manager)),
      ('stock_counts', 'update', format($c$%s and (status <> 'POSTED' or %s)$c$, v_clerk, v_manager)),
      ('adjustments', 'update', v_manager), ('batches', 'update', v_manager), ('receipts', 'update', v_manager),
      ('products', 'insert', v_manager), ('products', 'update', v_manager), ('product_units', 'insert', v_manager),
      ('locations', 'insert', v_manager), ('locations', 'update', v_manager), ('expiry_write_offs', 'insert', v_manager),
      ('reconciliation_runs', 'insert', v_admin), ('reconciliation_lines', 'update', v_admin),
      ('closed_days', 'insert', v_admin), ('tenants', 'update', v_admin)
    ) as walls (table_name, command, condition)
  loop
    execute format('create policy %I on inventory.%I as restrictive for %s to bincard_app %s with check (%s)',
      'role_policy__' || v_wall.command, v_wall.table_name, v_wall.command,
      case v_wall.command when 'update' then 'using (true)' else '' end, v_wall.condition);
    execute format('comment on policy %I on inventory.%I is %L', 'role_policy__' || v_wall.command, v_wall.table_name,
      'A session writes what its role may: a viewer nothing; a clerk documents; a manager approvals, holds, corrections and master data; an admin reconciliations, closings and settings.');
  end loop;
end
$$;

-- How often a product was edited: whoever edits it can say which version he saw.
alter table inventory.products add column version bigint not null default 1;
-- The end of the chain that whoever completes an adjustment saw: compared under the lock.
alter table inventory.adjustments add column expected_sequence bigint;
grant update (expected_sequence) on inventory.adjustments to bincard_app;
