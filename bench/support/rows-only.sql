-- Writes the rows of a one-line sale into tables with the same columns and indexes, but without triggers, checks, row-level
-- security, FEFO and hashes. The difference to the barest transaction is the cost of the rows; the difference to a sale is
-- the cost of the rules.
create table bench.stock_levels (like inventory.stock_levels including defaults including indexes including storage);
create table bench.batch_stock (like inventory.batch_stock including defaults including indexes including storage);
create table bench.daily_stock (like inventory.daily_stock including defaults including indexes including storage);
create table bench.movements (like inventory.movements including defaults including indexes);
create table bench.sales (like inventory.sales including defaults including generated including indexes);
create table bench.sale_lines (like inventory.sale_lines including defaults including indexes);
create table bench.idempotency_keys (like inventory.idempotency_keys including defaults including indexes);
insert into bench.stock_levels select * from inventory.stock_levels;
insert into bench.batch_stock select * from inventory.batch_stock;
insert into bench.daily_stock select * from inventory.daily_stock;

create function bench.rows_only(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_key text) returns uuid
language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_sale_id uuid := gen_random_uuid();
  v_line_id uuid := gen_random_uuid();
  v_batch record;
  v_business_date date;
begin
  insert into bench.idempotency_keys values (p_tenant_id, p_key, 'recordSale', '', v_sale_id, now());
  insert into bench.sales (tenant_id, id, receipt_number, location_id, status, business_date, actor, opened_by_transaction)
  values (p_tenant_id, v_sale_id, p_key, p_location_id, 'COMPLETED', current_date, 'bench', pg_current_xact_id());
  insert into bench.sale_lines (tenant_id, id, sale_id, line_number, product_id, location_id, quantity, unit, base_quantity)
  values (p_tenant_id, v_line_id, v_sale_id, 1, p_product_id, p_location_id, 1, 'unit', 1);
  update bench.stock_levels s set on_hand = s.on_hand - 1
  where s.tenant_id = p_tenant_id and s.product_id = p_product_id and s.location_id = p_location_id;
  update bench.batch_stock b set quantity = b.quantity - 1, sequence = b.sequence + 1, sold_quantity = b.sold_quantity + 1
  where b.tenant_id = p_tenant_id and b.location_id = p_location_id and b.batch_id = (
    select f.batch_id from bench.batch_stock f
    where f.tenant_id = p_tenant_id and f.product_id = p_product_id and f.location_id = p_location_id and f.in_stock
    order by f.expiry_date, f.received_at, f.batch_id limit 1)
  returning * into v_batch;
  update bench.daily_stock d set sales = d.sales - 1, closing = d.closing - 1
  where d.tenant_id = p_tenant_id and d.product_id = p_product_id and d.location_id = p_location_id
  returning d.business_date into v_business_date;
  insert into bench.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence, balance_before,
    balance_after, business_date, recorded_at, actor, document_type, document_id, document_line_id, hash)
  values (p_tenant_id, gen_random_uuid(), 'SALE', p_product_id, v_batch.batch_id, p_location_id, -1, v_batch.sequence,
    v_batch.quantity + 1, v_batch.quantity, v_business_date, now(), 'bench', 'SALE', v_sale_id, v_line_id, v_batch.head_hash);
  return v_sale_id;
end
$$;
grant all on all tables in schema bench to bincard_app;
