-- Requests of a group one after the other, each in a savepoint: what a group as a set is compared with, and how documents
-- that are not written as sets could be written together.
create function bench.write_alone(p_operation text, p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql as $$
declare
  v_result jsonb;
begin
  execute format('select inventory.%I($1, $2)', p_operation) into v_result using p_identity, p_input;
  set constraints all immediate;
  set constraints all deferred;
  return jsonb_build_object('result', v_result);
exception
  when deadlock_detected or lock_not_available then
    raise;
  when others then
    return jsonb_build_object('error', sqlerrm);
end
$$;

create function bench.one_by_one(p_tenant_id uuid, p_requests jsonb, p_operation text default 'record_sale') returns jsonb
language plpgsql as $$
declare
  v_results jsonb[] := '{}';
  v_request jsonb;
  v_identity jsonb;
begin
  perform inventory.identify(jsonb_build_object('tenant', p_tenant_id));
  if p_operation = 'record_sale' then
    perform inventory.lock_sales(p_tenant_id, array(select r -> 'input' from jsonb_array_elements(p_requests) r));
  end if;
  for v_request in select r from jsonb_array_elements(p_requests) r loop
    v_identity := jsonb_build_object('tenant', p_tenant_id, 'actor', v_request ->> 'actor', 'role', v_request ->> 'role');
    v_results := v_results || case p_operation
      when 'record_sale' then inventory.write_alone(p_operation, jsonb_build_object('input', v_request -> 'input', 'identity', v_identity))
      else bench.write_alone(p_operation, v_identity, v_request -> 'input')
    end;
  end loop;
  return to_jsonb(v_results);
end
$$;
