-- Stamp: each edit of a product counts its version up, so that an edit of what somebody else has edited meanwhile can
-- be told apart.

create or replace function inventory.tg_product_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;
comment on function inventory.tg_product_version() is 'Stamp: counts a product''s version up.';

drop trigger if exists _100_version on inventory.products;
create trigger _100_version before update on inventory.products
  for each row execute function inventory.tg_product_version();
comment on trigger _100_version on inventory.products is 'Stamp: counts a product''s version up.';
