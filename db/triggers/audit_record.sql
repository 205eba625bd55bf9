-- Audit: changes of master data and of documents are written to the audit log: who, when, what, before and after. The
-- INSERT of a document is not: the document itself records its actor and its time.
--
-- Inserts:   the rows of one statement are recorded by one statement, with their places in their chains: thousands of products
--            come in one (a fifth of the cost of a trigger per row, as measured). An UPDATE pairs each row with what it was,
--            and so does it row by row.
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

create or replace function inventory.tg_audit_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_nestloop = off set jit = off -- the plan kept from one row serves thousands
as $$
declare
  v_entity constant text := tg_argv[0];
  v_key constant text := coalesce(tg_argv[1], 'id');
begin
  if v_key <> 'id' and exists (select from new_rows n group by to_jsonb(n) ->> v_key having count(*) > 1) then
    -- Several of one record, such as a product's units: the stamp links one after the other.
    insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, after)
    select (r.after ->> 'tenant_id')::uuid, inventory.uuid_v7(), clock_timestamp(), inventory.current_actor(), tg_op, v_entity,
      r.after ->> v_key, r.after
    from (select to_jsonb(n) as after from new_rows n) r;
    return null;
  end if;
  with entries as materialized (
    select coalesce(r.after ->> 'tenant_id', r.after ->> 'id')::uuid as tenant_id, inventory.uuid_v7() as id,
      clock_timestamp() as at, inventory.current_actor() as actor, r.after ->> v_key as entity_id, r.after
    from (select to_jsonb(n) as after from new_rows n offset 0) r
  ), heads as (
    insert into inventory.audit_heads as h (tenant_id, entity, entity_id, sequence, hash)
    select e.tenant_id, v_entity, e.entity_id, 1,
      inventory.audit_row_hash(e.tenant_id, e.id, e.at, e.actor, tg_op, v_entity, e.entity_id, null, e.after, null)
    from entries e
    order by e.tenant_id, e.entity_id
    on conflict (tenant_id, entity, entity_id) do update set
      sequence = h.sequence + 1, hash = inventory.audit_link(h.hash, excluded.hash)
    returning h.tenant_id, h.entity_id, h.sequence, h.hash
  )
  insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, after, sequence, hash)
  select e.tenant_id, e.id, e.at, e.actor, tg_op, v_entity, e.entity_id, e.after, h.sequence, h.hash
  from entries e join heads h on h.tenant_id = e.tenant_id and h.entity_id = e.entity_id;
  return null;
end
$$;
comment on function inventory.tg_audit_inserted() is 'Audit: writes who added which rows, of a whole statement at once.';

create or replace function inventory.audit(
  p_table regclass, p_entity text, p_on text default 'insert or update or delete', p_key text default 'id'
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_arguments constant text := concat_ws(', ', quote_literal(p_entity), quote_literal(nullif(p_key, 'id')));
  v_changes constant text := regexp_replace(p_on, '^insert( or |$)', '');
begin
  if v_changes <> p_on then
    perform inventory.put_trigger(p_table, '_700_audit__insert', 'after insert', 'statement',
      format('tg_audit_inserted(%s)', v_arguments), 'Audit: writes who added which rows.', p_rows => 'new_rows');
  end if;
  if v_changes <> '' then
    perform inventory.put_trigger(p_table, '_700_audit', 'after ' || v_changes, 'row',
      format('tg_audit_record(%s)', v_arguments), 'Audit: writes who changed what, before and after.');
  end if;
end
$$;
comment on function inventory.audit(regclass, text, text, text) is
  'Changes of a table''s rows are written to the audit log as of p_entity, each with the column p_key as its id. Of p_on, insert comes first.';
