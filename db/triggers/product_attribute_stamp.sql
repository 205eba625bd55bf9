-- Stamp: a product's attributes are rows too, so that products are found by them.
--
-- Why here:  whoever writes a product, by whatever door, can find it by its attributes in the same transaction.
-- Rights:    security definer: nobody may write the rows but this.
-- Why two:   new products come by the thousand, in one statement: their rows are written in one too (measured: half
--            of what a trigger per row costs). A changed product is looked at alone, and only what differs is written.

create or replace function inventory.tg_product_attributes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
set jit = off -- the plan is kept: made for a large import it would be compiled again for each single product
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
    -- By its whole key, one at a time: a join's plan, kept from when the table was small, would read all of it.
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
comment on function inventory.tg_product_attributes_changed() is 'Stamp: writes which attributes of a product are gone, new or different.';

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
  'Stamp: writes which attributes of a product are gone, new or different.';
