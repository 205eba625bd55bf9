-- Stamp: each edit of a product increases its version, so that an edit based on an older version can be refused.

create or replace function inventory.tg_product_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;
comment on function inventory.tg_product_version() is 'Stamp: increases a product''s version.';

drop trigger if exists _100_version on inventory.products;
create trigger _100_version before update on inventory.products
  for each row execute function inventory.tg_product_version();
comment on trigger _100_version on inventory.products is 'Stamp: increases a product''s version.';
