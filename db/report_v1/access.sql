-- What a reporting login may read: the views, and only of its own tenant.
--
-- Which one that is: the row of inventory.reporting_logins that has the name with which the session logged in. session_user is
-- the one name that a session cannot change: SET ROLE leaves it as it is, and only a superuser has SET SESSION AUTHORIZATION.
-- A pooler keeps connections apart by it. No setting says it: app.tenant_id is nothing to these policies.
--
-- The views run with the rights of their reader (security_invoker), so that they can use the views of db/functions, which say
-- once what each figure means. So a login needs SELECT on the tables. It cannot name them: it may not use the schema
-- inventory; and if it could, the policies below would give it the rows of its tenant.
create or replace function inventory.reporting_tenant() returns uuid
language sql stable parallel safe
begin atomic
  select (array_agg(l.tenant_id))[1] from inventory.reporting_logins l where l.login = session_user having count(*) = 1;
end;
comment on function inventory.reporting_tenant() is
  'The tenant of the login that began this session; null where it is no reporting login, or one of two tenants.';
grant execute on function inventory.reporting_tenant(), inventory.business_date(text, timestamptz), inventory.is_expired(date, date),
  inventory.is_held(text), inventory.hold_of(text, text), inventory.is_sellable(date, boolean, date),
  inventory.is_set_apart(text, boolean), inventory.batch_status(timestamptz, text, date, bigint, date), inventory.utc_text(timestamptz),
  inventory.cost_of_base_unit(numeric, bigint), inventory.is_on_order(text), inventory.is_late(date, date),
  inventory.totals_on(uuid, uuid, uuid, date)
  to bincard_reporting;
grant select on inventory.goods_availability, inventory.kit_availability, inventory.stock_availability, inventory.api_batches,
  inventory.open_order_lines to bincard_reporting;
grant select on all tables in schema report_v1 to bincard_app, bincard_reporting;
grant usage on schema report_v1 to bincard_app, bincard_reporting;

do $$
declare
  v_name text;
  v_table regclass;
  v_policy constant text := 'reporting_reads';
  v_of_tenant text;
begin
  foreach v_name in array array['tenants', 'locations', 'products', 'product_codes', 'receipts', 'lots', 'batches', 'batch_stock',
    'stock_levels', 'daily_stock', 'daily_costs', 'movements', 'sales', 'sale_lines', 'refunds', 'refund_lines', 'reservations', 'suppliers', 'supplier_products',
    'purchase_orders', 'purchase_order_lines', 'kit_components', 'assemblies', 'assembly_parts', 'stock_counts', 'stock_count_lines', 'stock_count_reasons', 'batch_cost_lines', 'reporting_logins']
  loop
    v_table := pg_catalog.format('inventory.%I', v_name);
    execute pg_catalog.format('grant select on %s to bincard_reporting', v_table);
    -- Dropping it would wait for every session that uses the table.
    continue when exists (select from pg_catalog.pg_policy p where p.polrelid = v_table and p.polname = v_policy);
    v_of_tenant := case v_name when 'reporting_logins' then 'login = session_user'
      when 'tenants' then 'id = (select inventory.reporting_tenant())'
      else 'tenant_id = (select inventory.reporting_tenant())' end;
    execute pg_catalog.format('create policy %I on %s for select to bincard_reporting using (%s)', v_policy, v_table, v_of_tenant);
  end loop;
end
$$;
