-- Requests of a group one after the other, each in a savepoint: what a group as a set is compared with.
create function bench.one_by_one(p_tenant_id uuid, p_requests jsonb) returns jsonb
language plpgsql as $$
declare
  v_results jsonb[] := '{}';
  v_request jsonb;
begin
  perform inventory.identify(jsonb_build_object('tenant', p_tenant_id)),
    inventory.lock_sales(p_tenant_id, array(select r -> 'input' from jsonb_array_elements(p_requests) r));
  for v_request in select r from jsonb_array_elements(p_requests) r loop
    v_results := v_results || inventory.write_alone('record_sale', jsonb_build_object('input', v_request -> 'input',
      'identity', jsonb_build_object('tenant', p_tenant_id, 'actor', v_request ->> 'actor', 'role', v_request ->> 'role')));
  end loop;
  return to_jsonb(v_results);
end
$$;
