-- Rule:      Searchable attributes are written with their product and by nothing else.
-- Why:       a row edited by hand would keep a search from finding the product.
-- Guards:    product_attributes: INSERT, UPDATE, DELETE by any role but the ledger's, TRUNCATE always
-- Locks:     none; WHEN tests the role once for each statement, so that the function is not called for an import's rows
-- Not enforced against: a superuser, who can take any role, and the table owner, who can disable the trigger. A search checks each
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
  'Refuses a write to the searchable attributes that does not come with their product.';

drop trigger if exists _300_attributes_written_outside_product on inventory.product_attributes;
create trigger _300_attributes_written_outside_product before insert or update or delete on inventory.product_attributes
  for each statement when (current_user <> 'bincard_ledger') execute function inventory.tg_attributes_written_outside_product();
comment on trigger _300_attributes_written_outside_product on inventory.product_attributes is
  'Searchable attributes are written with their product and by nothing else.';

drop trigger if exists _300_attributes_written_outside_product__truncate on inventory.product_attributes;
create trigger _300_attributes_written_outside_product__truncate before truncate on inventory.product_attributes
  for each statement execute function inventory.tg_attributes_written_outside_product();
alter table inventory.product_attributes enable always trigger _300_attributes_written_outside_product__truncate;
comment on trigger _300_attributes_written_outside_product__truncate on inventory.product_attributes is
  'Searchable attributes are written with their product and by nothing else.';
