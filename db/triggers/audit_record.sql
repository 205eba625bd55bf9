-- Audit: changes of master data and of documents are written to the audit log: who, when, what, before and after. The
-- INSERT of a document is not: the document itself records its actor and its time.
--
-- Rights:    security definer: no role may write the audit log itself.

create or replace function inventory.tg_audit_record() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  v_row jsonb := coalesce(v_after, v_before);
begin
  if v_before is not distinct from v_after then
    return null;
  end if;
  insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, before, after)
  values (
    coalesce(v_row ->> 'tenant_id', v_row ->> 'id')::uuid, inventory.uuid_v7(), clock_timestamp(),
    inventory.current_actor(), tg_op, tg_argv[0], v_row ->> coalesce(tg_argv[1], 'id'), v_before, v_after);
  return null;
end
$$;
comment on function inventory.tg_audit_record() is 'Audit: writes who changed what, before and after.';

create or replace function inventory.audit(
  p_table regclass, p_entity text, p_on text default 'insert or update or delete', p_key text default 'id'
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.put_trigger(p_table, '_700_audit', 'after ' || p_on, 'row',
    format('tg_audit_record(%s)', concat_ws(', ', quote_literal(p_entity), quote_literal(nullif(p_key, 'id')))),
    'Audit: writes who changed what, before and after.');
end
$$;
comment on function inventory.audit(regclass, text, text, text) is
  'Changes of a table''s rows are written to the audit log as of p_entity, each with the column p_key as its id.';
