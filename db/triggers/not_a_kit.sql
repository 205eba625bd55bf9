-- Rule:      Only a product of the kind KIT has components.
-- Why:       goods are sold from their own stock; components of theirs would never be taken.
-- Guards:    kit_components, INSERT. A product's kind never changes (product_identity_immutable)
-- Locks:     none: see kit_in_kit
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_not_a_kit() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_product record;
begin
  select p.sku, p.kind into v_product from inventory.products p where p.tenant_id = new.tenant_id and p.id = new.kit_id;
  if v_product.kind <> 'KIT' then -- the foreign key refuses an unknown one
    perform inventory.refuse('not_a_kit', format('Product %s is no kit', v_product.sku),
      jsonb_build_object('field', 'components', 'productId', new.kit_id, 'sku', v_product.sku),
      'Create a product of the kind KIT for it.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_not_a_kit() is 'Refuses components of a product that is no kit.';

drop trigger if exists _300_not_a_kit on inventory.kit_components;
create trigger _300_not_a_kit before insert on inventory.kit_components
  for each row execute function inventory.tg_not_a_kit();
alter table inventory.kit_components enable always trigger _300_not_a_kit;
comment on trigger _300_not_a_kit on inventory.kit_components is 'Only a product of the kind KIT has components.';
