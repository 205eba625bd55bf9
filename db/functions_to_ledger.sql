-- After the files of db/order.txt are applied: every SECURITY DEFINER trigger function, and what writes plain sales and batches, belongs
-- to bincard_ledger, so it writes as that role. The guards of the ledger's tables admit that role and no other (stock_written_outside_ledger,
-- movement_without_document, audit_immutable ...): who writes is a fact that no session can make, since the role has no
-- login and no members. The login runs this, in the same transaction as the files.

grant select on all tables in schema inventory to bincard_ledger;
revoke select on inventory.webhook_secrets from bincard_ledger; -- its functions run for whoever writes
grant execute on all functions in schema inventory to bincard_ledger;
-- What the functions write, and nothing else.
grant insert on inventory.movements, inventory.assembly_parts, inventory.audit_log, inventory.batch_cost_lines, inventory.broken_chains, inventory.chain_anchors, inventory.channel_corrections,
  inventory.locations, inventory.lots, inventory.product_codes, inventory.product_units, inventory.reconciliation_lines,
  inventory.reservation_uses, inventory.sale_line_components, inventory.stock_count_lines to bincard_ledger;
grant insert, update, delete on inventory.stock_levels, inventory.batch_stock, inventory.daily_stock, inventory.daily_costs,
  inventory.product_attributes to bincard_ledger;
grant insert, update on inventory.audit_heads to bincard_ledger;
grant delete on inventory.movements to bincard_ledger; -- those that are in an archive (movement_immutable)
grant update (id) on inventory.movements to bincard_ledger; -- for the lock alone: an original stays until its reversal is written
grant update (status) on inventory.sales, inventory.products, inventory.transfers to bincard_ledger;
grant insert on inventory.transfer_arrivals, inventory.outbox to bincard_ledger;
grant insert on inventory.sales, inventory.sale_lines, inventory.batches, inventory.idempotency_keys to bincard_ledger;
grant insert on inventory.receipts, inventory.batch_costs to bincard_ledger; -- an assembly's: the sets come in
grant update (voided_at, void_reason) on inventory.receipts to bincard_ledger;
grant update (parts_cost, parts_without_cost) on inventory.assemblies to bincard_ledger;
grant update (refunded_quantity) on inventory.sale_lines to bincard_ledger;
grant update (status) on inventory.purchase_orders to bincard_ledger;
grant update (received_quantity) on inventory.purchase_order_lines to bincard_ledger;
grant update (status, committed_quantity) on inventory.reservations to bincard_ledger;
grant update (voided_at) on inventory.batches, inventory.imported_rows to bincard_ledger;
grant update (expiry_date, expiry_reason) on inventory.lots to bincard_ledger;
grant update (finished_at) on inventory.reconciliation_runs to bincard_ledger;
grant update (fix) on inventory.reconciliation_lines to bincard_ledger; -- a dry run's, which it takes back
grant update (last_closed_on) on inventory.tenants to bincard_ledger;
grant update (failures, failed_direction, last_run_at, next_run_at) on inventory.sync_sources to bincard_ledger;
grant update (version, settled_tally, tolerance_percent, rebased_at) on inventory.stock_count_lines to bincard_ledger;
grant update (active) on inventory.locations to bincard_ledger; -- for the lock alone: stock comes to a location that stays as it is
grant update (status, post_reason, automatic, settled_at, settled_by) on inventory.stock_counts to bincard_ledger; -- a blind count that is settled
grant update (removed_at) on inventory.product_codes to bincard_ledger; -- for the lock alone: a code that becomes the SKU is not removed meanwhile

do $$
declare
  v_function regprocedure;
  v_superuser constant boolean := (select rolsuper from pg_catalog.pg_roles where rolname = current_user);
begin
  if not v_superuser then -- the new owner of a function must be allowed to make one
    set local role bincard_owner;
    grant create on schema inventory to bincard_ledger;
    set local role none;
  end if;
  for v_function in
    select p.oid from pg_catalog.pg_proc p where p.pronamespace = 'inventory'::regnamespace and p.prosecdef
      and (p.prorettype = 'trigger'::regtype or p.proname in ('record_plain_sale', 'record_plain_sales', 'write_plain_batches'))
  loop
    execute pg_catalog.format('alter function %s owner to bincard_ledger', v_function);
  end loop;
  if not v_superuser then
    set local role bincard_owner;
    revoke create on schema inventory from bincard_ledger;
    set local role none;
  end if;
  if exists (
    select from pg_catalog.pg_auth_members m
    where m.roleid = 'bincard_ledger'::regrole and m.member = current_user::regrole and m.grantor = current_user::regrole)
  then
    execute pg_catalog.format('revoke bincard_ledger from %I', current_user); -- functions_to_owner.sql granted it
  end if;
end
$$;
