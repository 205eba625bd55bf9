-- Inserts the rows of an import, or of a sync, into tables with the same columns and indexes, but without triggers, foreign keys, checks
-- and policies: the upper limit for the speed of an import.
create schema if not exists bench;
do $$
declare
  v_table text;
begin
  foreach v_table in array array['products', 'product_units', 'product_codes', 'product_attributes', 'audit_log', 'audit_heads',
    'receipts', 'lots', 'batches', 'movements', 'stock_levels', 'batch_stock', 'daily_stock', 'product_mappings', 'imported_rows'] loop
    execute format('drop table if exists bench.%I', v_table);
    execute format('create table bench.%1$I (like inventory.%1$I including defaults including generated including indexes)', v_table);
  end loop;
end
$$;

-- Copies the rows of a tenant, with one statement for each table; imported_rows of one kind.
create or replace procedure bench.insert_rows_of(p_tenant_id uuid, p_tables text[], p_kind text default null)
language plpgsql as $$
declare
  v_table text;
  v_columns text;
begin
  foreach v_table in array p_tables loop
    select string_agg(quote_ident(a.attname), ', ') into v_columns
    from pg_attribute a
    where a.attrelid = format('inventory.%I', v_table)::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
    execute format('insert into bench.%1$I (%2$s) select %2$s from inventory.%1$I where tenant_id = $1 and %3$s', v_table, v_columns,
        case when v_table = 'imported_rows' then format('kind = %L', p_kind) else 'true' end)
      using p_tenant_id;
  end loop;
end
$$;
