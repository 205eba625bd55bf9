-- Rule:      A location, a product and a tenant are never deleted, and their keys never change.
-- Why:       the ledger names them forever. Sales rely on it too: they look the rows up without locking them.
-- Guards:    tenants, locations, products, sync_sources: DELETE, TRUNCATE and UPDATE of the key (units: product_identity_immutable)
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_master_data_permanent() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('master_data_permanent', 'Master data is never deleted',
    jsonb_build_object('operation', tg_op), 'Set a product INACTIVE or a location inactive instead.');
  return null;
end
$$;
comment on function inventory.tg_master_data_permanent() is 'Refuses to delete a tenant, location or product or to change its key.';

do $$
declare
  v_sentence constant text := 'A location, a product and a tenant are never deleted, and their keys never change.';
  v_table text;
begin
  foreach v_table in array array['tenants', 'locations', 'products', 'product_units', 'sync_sources'] loop
    execute format('drop trigger if exists _300_master_data_permanent on inventory.%I', v_table);
    if v_table <> 'product_units' then
      execute format('create trigger _300_master_data_permanent before delete or update of %s on inventory.%I
        for each row execute function inventory.tg_master_data_permanent()',
        case v_table when 'tenants' then 'id' else 'tenant_id, id' end, v_table);
      execute format('alter table inventory.%I enable always trigger _300_master_data_permanent', v_table);
      execute format('comment on trigger _300_master_data_permanent on inventory.%I is %L', v_table, v_sentence);
    end if;
    execute format('drop trigger if exists _300_master_data_permanent__truncate on inventory.%I', v_table);
    execute format('create trigger _300_master_data_permanent__truncate before truncate on inventory.%I
      for each statement execute function inventory.tg_master_data_permanent()', v_table);
    execute format('alter table inventory.%I enable always trigger _300_master_data_permanent__truncate', v_table);
    execute format('comment on trigger _300_master_data_permanent__truncate on inventory.%I is %L', v_table, v_sentence);
  end loop;
end
$$;
