-- Rule:      The components of a kit or a set are goods: neither a kit nor the product itself, nor what is made of it.
-- Why:       what is available of a kit, and what its sale or an assembly takes, is the stock of its components, and a kit has none; and
--            of goods that are made of each other neither could be made first.
-- Guards:    kit_components, INSERT. A product's kind never changes (product_identity_immutable), so a component cannot become a
--            kit later. Also guarded here: product_not_tracked
-- Locks:     of goods the parts lists of the tenant (an advisory lock until the transaction ends): two changes that together close a
--            circle come one after the other. Products are never deleted, and neither kind nor tracking changes, so it is enough to
--            have read them
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.check_component(
  p_kit_id uuid, p_product_id uuid, p_sku text, p_kind text, p_tracked boolean, p_field text
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_kind = 'KIT' then
    perform inventory.refuse('kit_in_kit', format('Product %s is a kit itself', p_sku),
      jsonb_build_object('field', p_field, 'kitId', p_kit_id, 'productId', p_product_id, 'sku', p_sku),
      'Name the components of that kit instead.');
  elsif p_product_id = p_kit_id then
    perform inventory.refuse('kit_in_kit', format('Product %s is not a component of itself', p_sku),
      jsonb_build_object('field', p_field, 'kitId', p_kit_id, 'productId', p_product_id, 'sku', p_sku), 'Leave it out.');
  elsif not p_tracked then
    perform inventory.refuse('product_not_tracked', format('Inventory of product %s is not tracked', p_sku),
      jsonb_build_object('field', p_field, 'kitId', p_kit_id, 'productId', p_product_id, 'sku', p_sku),
      'Leave it out: a component is taken from stock.');
  end if;
end
$$;
comment on function inventory.check_component(uuid, uuid, text, text, boolean, text) is
  'Refuses a component that is a kit or the product itself (kit_in_kit), or whose inventory is not tracked (product_not_tracked).';
grant execute on function inventory.check_component(uuid, uuid, text, text, boolean, text) to bincard_app;

create or replace function inventory.check_made_of(p_tenant_id uuid, p_set_id uuid, p_part_id uuid, p_field text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: sees what another session has committed since
as $$
begin
  if exists (
    with recursive parts (product_id) as (
      select p_part_id
      union
      select c.component_id from parts k
      join inventory.kit_components c on c.tenant_id = p_tenant_id and c.kit_id = k.product_id and c.removed_at is null
    )
    select from parts k where k.product_id = p_set_id)
  then
    perform inventory.refuse('kit_in_kit', format('Product %s is itself made of product %s', c.sku, s.sku),
      jsonb_build_object('field', p_field, 'kitId', p_set_id, 'productId', p_part_id, 'sku', c.sku),
      'Leave it out, or change what that product is made of (setKitComponents).')
    from inventory.products c, inventory.products s
    where c.tenant_id = p_tenant_id and c.id = p_part_id and s.tenant_id = p_tenant_id and s.id = p_set_id;
  end if;
end
$$;
comment on function inventory.check_made_of(uuid, uuid, uuid, text) is
  'Refuses (kit_in_kit) a component that is put together from the product itself: from its components, or what those are put together from.';
grant execute on function inventory.check_made_of(uuid, uuid, uuid, text) to bincard_app;

create or replace function inventory.tg_kit_in_kit() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('product_not_tracked', format('Inventory of product %s is not tracked', p.sku),
    jsonb_build_object('field', 'components', 'productId', p.id, 'sku', p.sku), 'Only a kit, or goods that come into stock, have components.')
  from inventory.products p
  where p.tenant_id = new.tenant_id and p.id = new.kit_id and p.kind <> 'KIT' and not p.track_inventory;
  perform inventory.check_component(new.kit_id, p.id, p.sku, p.kind, p.track_inventory, 'components')
  from inventory.products p
  where p.tenant_id = new.tenant_id and p.id = new.component_id; -- the foreign key refuses an unknown one
  if not new.kit then
    perform pg_advisory_xact_lock(731950218, hashtext(new.tenant_id::text));
    perform inventory.check_made_of(new.tenant_id, new.kit_id, new.component_id, 'components');
  end if;
  return new;
end
$$;
comment on function inventory.tg_kit_in_kit() is 'Refuses a component that is a kit, the product itself or made of it, or whose inventory is not tracked, and components of a product without inventory.';

drop trigger if exists _300_kit_in_kit on inventory.kit_components;
create trigger _300_kit_in_kit before insert on inventory.kit_components
  for each row execute function inventory.tg_kit_in_kit();
alter table inventory.kit_components enable always trigger _300_kit_in_kit;
comment on trigger _300_kit_in_kit on inventory.kit_components is
  E'The components of a kit or a set are goods: neither a kit nor the product itself, nor what is made of it.\nGuards: product_not_tracked';
