-- Groups: requests of one tenant that arrived together are written by one statement and commit together. Each gets its own
-- result or refusal, and a refusal of one does not touch another.
--
-- How:       the plain sales are written together (plain_sales.sql). The other sales that may be are written as sets by the triggers;
--            when anything of a set is refused, it is taken back and smaller ones are written. Who is refused ends alone and
--            gets the refusal of its own. What is checked at COMMIT is checked before the set or the request ends. What is no
--            sale is written one by one (write_in_turn.sql).
-- Locks:     plain sales take theirs in the order of locks.sql. Where others follow, those of the whole group are taken before.
-- Waiting:   a group does not wait long for a lock, since all of its requests would: it fails as a whole (55P03), as it
--            does after a deadlock (40P01). Nothing is written then, and each request can be sent alone.

create or replace function inventory.write_document(p_operation text, p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return case p_operation
    when 'record_sale' then inventory.record_sale(p_identity, p_input)
    when 'void_sale' then inventory.void_sale(p_identity, p_input)
    when 'refund_sale' then inventory.refund_sale(p_identity, p_input)
    when 'reserve_stock' then inventory.reserve_stock(p_identity, p_input)
  end;
end
$$;
comment on function inventory.write_document(text, jsonb, jsonb) is 'Calls the entry point of an operation that can be written in groups.';

create or replace function inventory.write_alone(p_operation text, p_request jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_result jsonb;
  v_code text;
  v_message text;
  v_constraint text;
  v_table text;
  v_type text;
  v_column text;
  v_detail text;
  v_hint text;
begin
  v_result := inventory.write_document(p_operation, p_request -> 'identity', p_request -> 'input');
  set constraints all immediate;
  set constraints all deferred;
  return jsonb_build_object('result', v_result);
exception
  when deadlock_detected or lock_not_available then
    raise;
  when others then
    get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_constraint = constraint_name,
      v_table = table_name, v_type = pg_datatype_name, v_column = column_name, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    return jsonb_build_object('error', jsonb_strip_nulls(jsonb_build_object('code', v_code, 'message', v_message,
      'constraint', nullif(v_constraint, ''), 'table', nullif(v_table, ''), 'column', nullif(v_column, ''),
      'detail', nullif(v_detail, ''), 'hint', nullif(v_hint, ''),
      -- PostgreSQL's own constraints name their table or domain; inventory.refuse does not.
      'raised', v_constraint <> '' and v_table = '' and v_type = '')));
end
$$;
comment on function inventory.write_alone(text, jsonb) is
  'Writes one request of a group: {"result"} of its entry point, or {"error"} with what PostgreSQL says of it. raised: by inventory.refuse, whose detail is JSON.';

create or replace function inventory.write_requests(p_tenant_id uuid, p_operation text, p_requests jsonb[]) returns json[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_places constant bigint[] := array(select n from generate_subscripts(p_requests, 1) n);
  v_plain record;
  v_results json[];
  v_others bigint[] := '{}'; -- the places of those that are written as sets by the triggers
  v_without bigint[] := '{}';
  v_again boolean := true;
  v_sets jsonb[];
  v_place bigint;
  v_n integer := 0;
begin
  if cardinality(p_requests) = 1 then
    return array[inventory.write_alone(p_operation, p_requests[1])::json];
  end if;
  while v_again loop
    begin
      v_plain := inventory.record_plain_sales(p_tenant_id, p_requests, v_without);
      v_others := v_others || v_plain.others;
      v_results := v_plain.results;
      v_again := v_plain.again is not null;
      if v_again then
        raise exception using errcode = 'AGAIN'; -- takes the keys back
      end if;
    exception
      when deadlock_detected or lock_not_available then
        raise;
      when others then
        v_again := sqlstate = 'AGAIN' and v_without = '{}';
        if v_again then
          v_without := v_plain.again;
        else -- all by the triggers
          v_others := v_places;
          v_results := array_fill(null::json, array[cardinality(p_requests)]);
          perform inventory.lock_sales(p_tenant_id, array(select r -> 'input' from unnest(p_requests) r));
        end if;
    end;
  end loop;

  if v_others <> '{}' then
    v_sets := inventory.write_sets(p_tenant_id, p_operation, array(
      select p_requests[n] from unnest(v_places) n where n = any (v_others) order by n));
  end if;
  foreach v_place in array v_places loop
    if v_results[v_place] is not null then
      v_results[v_place] := json_build_object('result', v_results[v_place]);
    elsif v_place = any (v_others) then
      v_n := v_n + 1;
      v_results[v_place] := v_sets[v_n];
    else
      v_results[v_place] := inventory.write_alone(p_operation, p_requests[v_place]);
    end if;
  end loop;
  return v_results;
end
$$;
comment on function inventory.write_requests(uuid, text, jsonb[]) is
  'Writes requests: the plain sales among them together, then the others as sets, then, each alone, those that are refused or whose key is taken.';

create or replace function inventory.write_group(p_tenant_id uuid, p_operation text, p_requests jsonb) returns json
language plpgsql volatile set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
declare
  v_requests constant jsonb[] := array(
    select jsonb_build_object('input', r.request -> 'input', 'identity',
      jsonb_build_object('tenant', p_tenant_id, 'actor', r.request ->> 'actor', 'role', r.request ->> 'role'))
    from jsonb_array_elements(p_requests) with ordinality r (request, n) order by r.n);
begin
  if not inventory.is_written_in_groups(p_operation) then
    raise exception using errcode = 'invalid_parameter_value', message = format('%s is not written in groups', p_operation);
  elsif v_requests = '{}' then
    return '[]';
  end if;
  perform inventory.identify(v_requests[1] -> 'identity');
  -- What the session has written before is not to be taken for a request's.
  set constraints all immediate;
  set constraints all deferred;
  return to_json(case p_operation
    when 'record_sale' then inventory.write_requests(p_tenant_id, p_operation, v_requests)
    else inventory.write_in_turn(p_tenant_id, p_operation, v_requests) end);
end
$$;
comment on function inventory.write_group(uuid, text, jsonb) is
  'Writes requests of one tenant together: an array of {"actor", "role", "input"} for one operation (is_written_in_groups). Returns an array in their order: {"result"} as the entry point gives it, or {"error"}. It fails as a whole only after a deadlock, where it would wait for a lock for long, or when the session ends; then nothing is written.';

grant execute on function inventory.write_document(text, jsonb, jsonb), inventory.write_alone(text, jsonb),
  inventory.write_requests(uuid, text, jsonb[]), inventory.write_group(uuid, text, jsonb) to bincard_app;
