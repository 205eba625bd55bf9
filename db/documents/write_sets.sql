-- Requests of a group that are no plain sales (write_group.sql), written as sets by the triggers.

create or replace function inventory.write_sets(p_tenant_id uuid, p_operation text, p_requests jsonb[]) returns jsonb[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_count constant integer := cardinality(p_requests);
  v_results jsonb[] := '{}';
  v_written jsonb[];
  v_set jsonb[];
  v_next integer := 1;
  v_size integer := v_count;
begin
  while v_next <= v_count loop
    v_set := p_requests[v_next : v_next + v_size - 1];
    v_written := null;
    if cardinality(v_set) > 1 then
      begin
        v_written := inventory.record_sales(p_tenant_id, v_set);
        set constraints all immediate;
        set constraints all deferred;
      exception
        when deadlock_detected or lock_not_available then
          raise;
        when others then
          v_written := null;
      end;
    end if;
    if v_written is null and cardinality(v_set) > 4 then
      v_size := greatest(cardinality(v_set) / 4, 4);
    else
      for v_n in 1 .. cardinality(v_set) loop
        v_results := v_results || case when v_written[v_n] is null then inventory.write_alone(p_operation, v_set[v_n])
          else jsonb_build_object('result', v_written[v_n]) end;
      end loop;
      v_next := v_next + cardinality(v_set);
      v_size := case when v_written is null then v_size else v_size * 2 end;
    end if;
  end loop;
  return v_results;
end
$$;
comment on function inventory.write_sets(uuid, text, jsonb[]) is
  'Writes requests whose locks are taken as sets: smaller ones after a set of which a request was refused, down to single requests, and larger ones again after one that was written.';
grant execute on function inventory.write_sets(uuid, text, jsonb[]) to bincard_app;
