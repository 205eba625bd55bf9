-- Stamp: a component of a kit that is removed gets the time of that, once; nothing else of it changes (master_data_permanent). A new
-- one says whether it is a kit's, whose kind never changes.
--
-- Locks:     the kit: what a kit is put together from is changed by one session after the other

create or replace function inventory.tg_kit_component_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_kind text;
begin
  if not inventory.is_read_committed() then -- kit_empty must see what another session has removed
    perform inventory.check_isolation();
  end if;
  select p.kind into v_kind from inventory.products p where p.tenant_id = new.tenant_id and p.id = new.kit_id for no key update;
  if tg_op = 'INSERT' then
    new.kit := coalesce(v_kind = 'KIT', false); -- the foreign key refuses an unknown product
    new.removed_at := null;
  elsif old.removed_at is not null or new.removed_at is null then
    perform inventory.refuse('master_data_permanent', 'A component that was removed stays so',
      jsonb_build_object('operation', tg_op, 'productId', old.component_id), 'Add it to the kit again.');
  else
    new.removed_at := clock_timestamp();
  end if;
  return new;
end
$$;
comment on function inventory.tg_kit_component_stamp() is
  'Stamp: whether a component is a kit''s, and when it was removed; locks the kit. Refuses to bring a removed one back.';

drop trigger if exists _100_stamp on inventory.kit_components;
create trigger _100_stamp before insert or update of removed_at on inventory.kit_components
  for each row execute function inventory.tg_kit_component_stamp();
comment on trigger _100_stamp on inventory.kit_components is
  E'Stamp: whether a component is a kit''s, and when it was removed.\nGuards: master_data_permanent';
