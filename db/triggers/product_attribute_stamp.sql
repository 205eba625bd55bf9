-- Stamp: a product's attributes are written as rows too, so that products can be searched by them.
--
-- Why here:  every writer of a product finds it by its attributes in the same transaction.
-- Rights:    security definer: no other role may write the rows.
-- Why two:   thousands of new products come in one statement, so their rows are written in one statement (half the cost
--            of a trigger per row, as measured). A changed product is compared alone, and only what differs is written.

create or replace function inventory.tg_product_attributes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
set jit = off -- a plan kept from a large import would be compiled again for each single product
as $$
begin
  insert into inventory.product_attributes (tenant_id, product_id, name, value, number)
  select p.tenant_id, p.id, a.name, a.value, a.number
  from new_products p cross join lateral inventory.searchable_attributes(p.attributes) a;
  return null;
end
$$;
comment on function inventory.tg_product_attributes() is 'Stamp: writes the attributes of new products as rows.';

create or replace function inventory.tg_product_attributes_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_gone record;
begin
  for v_gone in
    select a.name, a.value, a.number from inventory.searchable_attributes(old.attributes) a
    except select a.name, a.value, a.number from inventory.searchable_attributes(new.attributes) a
  loop
    -- One at a time, by the whole key: the plan of a join, kept from when the table was small, would read all rows.
    delete from inventory.product_attributes a
    where a.tenant_id = new.tenant_id and a.name = v_gone.name and a.value = v_gone.value and a.product_id = new.id;
  end loop;
  insert into inventory.product_attributes (tenant_id, product_id, name, value, number)
  select new.tenant_id, new.id, n.name, n.value, n.number from (
    select a.name, a.value, a.number from inventory.searchable_attributes(new.attributes) a
    except select a.name, a.value, a.number from inventory.searchable_attributes(old.attributes) a) n
  on conflict (tenant_id, name, value, product_id) do update set number = excluded.number;
  return null;
end
$$;
comment on function inventory.tg_product_attributes_changed() is 'Stamp: deletes, adds and changes the rows of a product''s changed attributes.';

drop trigger if exists _500_attributes on inventory.products;
create trigger _500_attributes after insert on inventory.products
  referencing new table as new_products
  for each statement execute function inventory.tg_product_attributes();
comment on trigger _500_attributes on inventory.products is 'Stamp: writes the attributes of new products as rows.';

drop trigger if exists _500_attributes__changed on inventory.products;
create trigger _500_attributes__changed after update on inventory.products
  for each row when (old.attributes is distinct from new.attributes)
  execute function inventory.tg_product_attributes_changed();
comment on trigger _500_attributes__changed on inventory.products is
  'Stamp: deletes, adds and changes the rows of a product''s changed attributes.';
