-- The batch that a line means which names a product and the number of a lot, as a label has them, in place of a batch's id.

create or replace function inventory.with_batch(p_tenant_id uuid, p_line jsonb, p_location_id uuid, p_field text) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_product_id constant uuid := (p_line ->> 'productId')::uuid;
  v_number constant text := p_line ->> 'lotNumber';
  v_found record;
begin
  if (p_line ->> 'batchId' is null) <> (v_number is not null) or (v_product_id is null) <> (v_number is null) then
    perform inventory.refuse('batch_or_lot', 'Give either batchId, or productId and lotNumber',
      jsonb_build_object('field', p_field || case when v_number is null then 'batchId' else 'lotNumber' end));
  elsif v_number is null then
    return p_line;
  end if;
  -- One with stock there before those that have none left.
  select array_agg(b.id order by b.id) as ids, array_agg(b.id order by b.id) filter (where b.in_stock) as in_stock into v_found
  from (
    select b.id, s.in_stock
    from (
      select l.id from inventory.lots l
      where l.tenant_id = p_tenant_id and l.product_id = v_product_id and l.lot_number_key = inventory.code_key(v_number) offset 0) l
    cross join lateral (
      select b.id from inventory.batches b where b.tenant_id = p_tenant_id and b.lot_id = l.id and b.voided_at is null offset 0) b
    cross join lateral (
      select s.in_stock from inventory.batch_stock s
      where s.tenant_id = p_tenant_id and s.batch_id = b.id and s.location_id = p_location_id offset 0) s
    offset 0) b;
  v_found.ids := coalesce(v_found.in_stock, v_found.ids);
  if v_found.ids is null then
    perform inventory.refuse('batch_unknown', format('There is no batch of a lot %s of the product at the location', inventory.clean_code(v_number)),
      jsonb_build_object('field', p_field || 'lotNumber', 'productId', v_product_id, 'lotNumber', inventory.clean_code(v_number),
        'locationId', p_location_id));
  elsif cardinality(v_found.ids) > 1 then
    perform inventory.refuse('batch_ambiguous', format('%s batches of lot %s are at the location', cardinality(v_found.ids), inventory.clean_code(v_number)),
      jsonb_build_object('field', p_field || 'lotNumber', 'lotNumber', inventory.clean_code(v_number), 'batchIds', to_jsonb(v_found.ids)),
      'Name one of them by batchId.');
  end if;
  return (p_line - array['productId', 'lotNumber']) || jsonb_build_object('batchId', v_found.ids[1]);
end
$$;
comment on function inventory.with_batch(uuid, jsonb, uuid, text) is
  'A line with its batch''s id in place of the product and the number of its lot: the one batch of the lot that has stock at the location, or, where none has, the one that was there. Refuses both or neither (batch_or_lot), none (batch_unknown) and several (batch_ambiguous). p_field begins the fields'' path.';
grant execute on function inventory.with_batch(uuid, jsonb, uuid, text) to bincard_app;
