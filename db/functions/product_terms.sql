-- What a document line must know about its product and unit.

create or replace function inventory.product_terms(
  p_tenant_id uuid, p_product_id uuid, p_unit text, p_field text,
  out sku text, out status text, out tracked boolean, out unit text, out factor bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  select p.sku, p.status, p.track_inventory, coalesce(p_unit, p.base_unit), u.factor
  into sku, status, tracked, unit, factor
  from inventory.products p
  left join inventory.product_units u
    on u.tenant_id = p.tenant_id and u.product_id = p.id and u.code = coalesce(p_unit, p.base_unit)
  where p.tenant_id = p_tenant_id and p.id = p_product_id;
  if not found then
    perform inventory.refuse('product_unknown', 'There is no such product',
      jsonb_build_object('field', p_field || 'productId', 'productId', p_product_id));
  elsif factor is null then
    perform inventory.refuse('unit_unknown', format('Product %s has no unit %s', sku, p_unit),
      jsonb_build_object('field', p_field || 'unit', 'sku', sku, 'unit', p_unit), 'Use one of the product''s units.');
  elsif not tracked then
    perform inventory.refuse('product_not_tracked', format('Product %s has no inventory', sku),
      jsonb_build_object('field', p_field || 'productId', 'sku', sku));
  end if;
end
$$;
comment on function inventory.product_terms(uuid, uuid, text, text) is
  'What a document line needs to know of its product and unit (the base unit when none is named); refuses an unknown product or unit and an untracked product. p_field leads the field''s path, such as lines[0]. or nothing.';

create or replace function inventory.base_units(p_quantity bigint, p_factor bigint) returns bigint
language sql immutable parallel safe
return least(greatest(p_quantity::numeric * coalesce(p_factor, 1), -9007199254740992), 9007199254740992)::bigint;
comment on function inventory.base_units(bigint, bigint) is
  'A quantity in base units; one beyond 2^53 - 1 becomes 2^53, for the CHECK to refuse.';
-- The stamp triggers run with the writer's rights.
grant execute on function inventory.product_terms(uuid, uuid, text, text), inventory.base_units(bigint, bigint) to bincard_app;
