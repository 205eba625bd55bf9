-- Rule:      Master data is never deleted, and its keys never change.
-- Why:       the ledger refers to it. Sales rely on it too: they read these rows without locking them.
-- Guards:    the tables that declare it with make_permanent: DELETE, TRUNCATE and UPDATE of the key
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_master_data_permanent() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('master_data_permanent', 'Master data is never deleted',
    jsonb_build_object('operation', tg_op), 'Make a product, a location or a supplier inactive instead; a lot stays.');
  return null;
end
$$;
comment on function inventory.tg_master_data_permanent() is 'Refuses to delete master data or to change its key.';

create or replace function inventory.make_permanent(p_table regclass, p_key text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_sentence constant text := 'Master data is never deleted, and its keys never change.';
begin
  if p_key is not null then
    perform inventory.put_trigger(p_table, '_300_master_data_permanent', 'before delete or update of ' || p_key, 'row',
      'tg_master_data_permanent()', v_sentence, true);
  end if;
  perform inventory.put_trigger(p_table, '_300_master_data_permanent__truncate', 'before truncate', 'statement',
    'tg_master_data_permanent()', v_sentence, true);
end
$$;
comment on function inventory.make_permanent(regclass, text) is
  'A table''s rows are never deleted and the columns of their key, p_key, never change; null where another rule guards each row.';
