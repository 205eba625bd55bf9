-- Rule:      Searchable attributes are written with their product and by nothing else.
-- Why:       a row edited by hand would keep a search from finding the product.
-- Guards:    product_attributes: INSERT, UPDATE, DELETE at the top level, TRUNCATE always
-- Locks:     none; WHEN tests the trigger depth once for each statement, so that an import pays no call
-- Not enforced against: the table owner and a superuser, who can disable the trigger or write one of their own. A search checks each
--            row against the product itself, so a wrong row finds nothing; counting violations finds missing rows.

create or replace function inventory.tg_attributes_written_outside_product() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('attributes_written_outside_product', 'Searchable attributes are written only with their product',
    jsonb_build_object('operation', tg_op), 'Change the attributes of the product; these rows follow.');
  return null;
end
$$;
comment on function inventory.tg_attributes_written_outside_product() is
  'Refuses a write to the searchable attributes that does not come from a trigger.';

drop trigger if exists _300_attributes_written_outside_product on inventory.product_attributes;
create trigger _300_attributes_written_outside_product before insert or update or delete on inventory.product_attributes
  for each statement when (pg_trigger_depth() < 1) execute function inventory.tg_attributes_written_outside_product();
comment on trigger _300_attributes_written_outside_product on inventory.product_attributes is
  'Searchable attributes are written with their product and by nothing else.';

drop trigger if exists _300_attributes_written_outside_product__truncate on inventory.product_attributes;
create trigger _300_attributes_written_outside_product__truncate before truncate on inventory.product_attributes
  for each statement execute function inventory.tg_attributes_written_outside_product();
alter table inventory.product_attributes enable always trigger _300_attributes_written_outside_product__truncate;
comment on trigger _300_attributes_written_outside_product__truncate on inventory.product_attributes is
  'Searchable attributes are written with their product and by nothing else.';
