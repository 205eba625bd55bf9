-- What an import asks of the keys that its source has had before.

create or replace function inventory.known_external_keys(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('key', m.external_key, 'hash', encode(m.content_hash, 'hex'), 'status', m.status,
      'externalStatus', m.external_status, 'externalQuantity', m.external_quantity, 'conflict', m.conflict, 'pendingStatus', m.pending_status, 'remaining', m.remaining, 'soldHere', m.sold_here, 'due', m.due, 'voided', m.voided)), '[]')
    from jsonb_array_elements_text(p_input -> 'keys') k
    cross join lateral (
      select * from inventory.mapping_stock w
      where w.tenant_id = v_tenant_id and w.source_id = (p_input ->> 'sourceId')::uuid and w.external_key = k
      offset 0) m); -- one by one, as in import_external
end
$$;
comment on function inventory.known_external_keys(jsonb, jsonb) is
  'Those of some keys of a source {"sourceId", "keys"} that were imported before, with the remaining stock of each, and whether its receipt was voided.';

create or replace function inventory.mapped_external_keys(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_source_id uuid := (p_input ->> 'sourceId')::uuid;
begin
  -- The import has met every key: none can be missing.
  if (select count(*) from inventory.product_mappings m where m.tenant_id = v_tenant_id and m.source_id = v_source_id)
    <= (p_input ->> 'known')::bigint
  then
    return '[]';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('key', k.external_key, 'conflict', k.conflict, 'inStock', k.remaining > 0, 'due', k.due)
      order by k.external_key), '[]')
    from (
      select m.external_key, m.conflict, m.remaining, m.due from inventory.mapping_stock m
      where m.tenant_id = v_tenant_id and m.source_id = v_source_id and (m.remaining > 0 or m.conflict is not null)
        and m.external_key > p_input ->> 'after'
      order by m.external_key limit (p_input ->> 'limit')::integer
    ) k);
end
$$;
comment on function inventory.mapped_external_keys(jsonb, jsonb) is
  'A page of the keys of a source {"sourceId", "after", "limit", "known"} that are in stock here or in conflict, in order; none when the source has no more than "known" keys.';

grant execute on function inventory.known_external_keys(jsonb, jsonb), inventory.mapped_external_keys(jsonb, jsonb) to bincard_app;
