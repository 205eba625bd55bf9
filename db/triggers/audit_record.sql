-- Audit: every change of what is not itself a record (master data, and the status of documents) leaves who,
-- when, what, before and after. A document's INSERT is its own record: it carries its actor and its time.
--
-- Rights:    security definer: nobody may write the audit log but this.

create or replace function inventory.tg_audit_record() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  v_row jsonb := coalesce(v_after, v_before);
begin
  if v_before is not distinct from v_after then
    return null;
  end if;
  insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, before, after)
  values (
    coalesce(v_row ->> 'tenant_id', v_row ->> 'id')::uuid, inventory.uuid_v7(), clock_timestamp(),
    inventory.current_actor(), tg_op, tg_argv[0], v_row ->> coalesce(tg_argv[1], 'id'), v_before, v_after);
  return null;
end
$$;
comment on function inventory.tg_audit_record() is 'Audit: writes who changed what, before and after.';

do $$
declare
  v_target record;
begin
  for v_target in
    select * from (values
      ('tenants', 'insert or update or delete', '''tenant'''),
      ('locations', 'insert or update or delete', '''location'''),
      ('products', 'insert or update or delete', '''product'''),
      ('product_units', 'insert or update or delete', '''product_unit'', ''product_id'''),
      ('receipts', 'update', '''receipt'''),
      ('batches', 'update', '''batch'''),
      ('sales', 'update', '''sale'''),
      ('adjustments', 'update', '''adjustment'''),
      ('transfers', 'update', '''transfer'''),
      ('stock_counts', 'update', '''stock_count'''),
      ('reservations', 'update', '''reservation'''),
      ('channel_stock', 'insert or update or delete', '''channel_stock'', ''product_id'''),
      ('channel_products', 'insert or update or delete', '''channel_product'', ''product_id'''),
      ('closed_days', 'insert', '''closed_day'', ''business_date'''),
      ('broken_chains', 'insert or delete', '''broken_chain'', ''batch_id'''),
      ('sync_sources', 'insert or delete or update of name, path, table_name, key_column, status_column, in_stock_values, sold_values, export_value, quantity_column, last_date_column, last_date_format, location_id, mappings, enabled, interval_minutes', '''sync_source'''),
      ('product_mappings', 'update of status, conflict', '''product_mapping'', ''external_key''')
    ) as targets (table_name, events, arguments)
  loop
    execute format('drop trigger if exists _700_audit on inventory.%I', v_target.table_name);
    execute format('create trigger _700_audit after %s on inventory.%I for each row execute function inventory.tg_audit_record(%s)',
      v_target.events, v_target.table_name, v_target.arguments);
    execute format('comment on trigger _700_audit on inventory.%I is %L', v_target.table_name,
      'Audit: writes who changed what, before and after.');
  end loop;
end
$$;
