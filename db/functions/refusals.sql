-- How a rule refuses a write: one form of error, read by the error mapping of the API.

create or replace function inventory.refuse(p_rule text, p_message text, p_facts jsonb default '{}', p_hint text default '')
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  -- The rule too: an error that comes from another node (Citus) has lost its constraint.
  v_detail constant text := (p_facts || jsonb_build_object('rule', p_rule))::text;
begin
  if p_hint = '' then
    raise exception using
      errcode = 'check_violation', constraint = p_rule, message = p_message, detail = v_detail;
  end if;
  raise exception using
    errcode = 'check_violation', constraint = p_rule, message = p_message, detail = v_detail, hint = p_hint;
end
$$;
comment on function inventory.refuse(text, text, jsonb, text) is
  'Refuses a write by the rule''s name, with the rule and the facts as JSON in the error''s detail and what to do next in its hint.';
grant execute on function inventory.refuse(text, text, jsonb, text) to bincard_app;

create or replace function inventory.refuse_stale(p_field text, p_expected bigint, p_current bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('stale_version', format('The %s is %s now, not %s',
      lower(regexp_replace(p_field, '^.*expected', '')), p_current, p_expected),
    jsonb_build_object('field', p_field, 'expected', p_expected, 'current', p_current), 'Reload the record and try again.');
end
$$;
comment on function inventory.refuse_stale(text, bigint, bigint) is
  'Refuses (stale_version) an edit of something that has changed since the caller read it, and names its current version.';
grant execute on function inventory.refuse_stale(text, bigint, bigint) to bincard_app;

create or replace function inventory.check_sequence(
  p_tenant_id uuid, p_batch_id uuid, p_location_id uuid, p_expected bigint, p_field text
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_current bigint;
begin
  if p_expected is null then
    return;
  end if;
  select bs.sequence into v_current from inventory.batch_stock bs
  where bs.tenant_id = p_tenant_id and bs.batch_id = p_batch_id and bs.location_id = p_location_id;
  if coalesce(v_current, 0) <> p_expected then
    perform inventory.refuse_stale(p_field, p_expected, coalesce(v_current, 0));
  end if;
end
$$;
comment on function inventory.check_sequence(uuid, uuid, uuid, bigint, text) is
  'Refuses (stale_version) when a batch at a location has moved since the caller read it: the last sequence of its chain is not p_expected.';
grant execute on function inventory.check_sequence(uuid, uuid, uuid, bigint, text) to bincard_app;

create or replace function inventory.fields_of(p_lines integer[], p_field text) returns jsonb
language sql immutable
return case when cardinality(p_lines) > 1
  then jsonb_build_object('fields', array(select format('lines[%s].%s', k, p_field) from unnest(p_lines) k)) else '{}' end;
comment on function inventory.fields_of(integer[], text) is
  'For a refusal of lines that were added up: a field of each of them, by its index; nothing for one line.';
grant execute on function inventory.fields_of(integer[], text) to bincard_app;

create or replace function inventory.refuse_shortage(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_requested numeric, p_available numeric, p_line_number integer,
  p_facts jsonb default '{}'
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_sku text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id);
begin
  perform inventory.refuse('insufficient_stock',
    format('Product %s: %s requested, %s available', v_sku, p_requested, p_available),
    jsonb_build_object('field', coalesce('lines[' || p_line_number - 1 || '].', '') || 'quantity', 'sku', v_sku, 'productId', p_product_id,
      'locationId', p_location_id, 'requested', p_requested, 'available', p_available) || coalesce(p_facts, '{}'),
    'Ask for at most what is available, or receive stock first.');
end
$$;
comment on function inventory.refuse_shortage(uuid, uuid, uuid, numeric, numeric, integer, jsonb) is
  'Refuses a document (insufficient_stock) with what was requested and what is available, both over all its lines of the product. p_line_number is null for a document without lines; p_facts are further facts.';

create or replace function inventory.refuse_batch_not_here(
  p_tenant_id uuid, p_product_id uuid, p_batch_id uuid, p_location_id uuid, p_quantity bigint
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_quantity > 0 and exists (
    select from inventory.batches b where b.tenant_id = p_tenant_id and b.id = p_batch_id and b.product_id = p_product_id)
  then -- its row could not be made: the batch is locked
    raise exception using errcode = 'serialization_failure',
      message = 'Another transaction is changing this batch, which has not been at this location', hint = 'Try again.';
  end if;
  perform inventory.refuse('insufficient_stock', 'This batch has no stock at this location',
    jsonb_build_object('batchId', p_batch_id, 'locationId', p_location_id, 'requested', abs(p_quantity), 'available', 0));
end
$$;
comment on function inventory.refuse_batch_not_here(uuid, uuid, uuid, uuid, bigint) is
  'Refuses a movement of a batch that has no row in batch_stock at a location: insufficient_stock, or a serialization failure, which is to be tried again, where another transaction holds the batch.';
