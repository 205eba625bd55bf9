-- Rule:      A kit has at least one component.
-- Why:       a kit without components would be sold without taking anything from stock. Goods may lose theirs: they are then no
--            longer assembled.
-- Guards:    products, INSERT of a kit, and kit_components, UPDATE of removed_at, both checked at COMMIT
-- Locks:     the kit, by whoever removes a component (kit_component_stamp): of two sessions that each remove one the second
--            waits for the first, and then sees what is left
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.check_kit_not_empty(p_tenant_id uuid, p_kit_id uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp set enable_seqscan = off
as $$
begin
  if not exists (
    select from inventory.kit_components c
    where c.tenant_id = p_tenant_id and c.kit_id = p_kit_id and c.removed_at is null)
  then
    perform inventory.refuse('kit_empty', format('Kit %s has no component', (
        select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_kit_id)),
      jsonb_build_object('field', 'components', 'productId', p_kit_id), 'Give it at least one component.');
  end if;
end
$$;
comment on function inventory.check_kit_not_empty(uuid, uuid) is 'Refuses (kit_empty) a kit without components.';

create or replace function inventory.tg_kit_empty() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- checked at COMMIT, whichever role commits
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
begin
  perform inventory.check_kit_not_empty(new.tenant_id, new.id);
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_kit_empty() is 'Refuses, at COMMIT, a new kit without components.';

create or replace function inventory.tg_kit_component_removed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- checked at COMMIT, whichever role commits
as $$
declare
  v_tenant constant text := inventory.exchange_tenant(new.tenant_id::text);
begin
  perform inventory.check_kit_not_empty(new.tenant_id, new.kit_id);
  perform inventory.exchange_tenant(v_tenant);
  return null;
end
$$;
comment on function inventory.tg_kit_component_removed() is 'Refuses, at COMMIT, to remove the last component of a kit.';

select inventory.put_commit_check(t.table_name::regclass, '_300_kit_empty', t.event, t.function, 'A kit has at least one component.', t.condition)
from (values
  ('inventory.products', 'insert', 'tg_kit_empty', 'new.kind = ''KIT'''),
  ('inventory.kit_components', 'update', 'tg_kit_component_removed', 'new.removed_at is not null and new.kit')
) t (table_name, event, function, condition);
