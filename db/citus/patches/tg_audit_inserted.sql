-- A statement that reads a transition table may write no distributed table, and there is no INSERT in a CTE. Each entry is
-- linked by the stamp of the audit log.
-- replace
declare
  v_entity
-- by
declare
  v_rows jsonb;
  v_entity
-- replace
  if v_key <> 'id' and exists (select from new_rows n group by to_jsonb(n) ->> v_key having count(*) > 1) then
-- by
  v_rows := (select jsonb_agg(to_jsonb(n)) from new_rows n);
  if v_rows is null then
    return null;
  else
-- replace
    select (r.after ->> 'tenant_id')::uuid, inventory.uuid_v7()
-- by
    select coalesce(r.after ->> 'tenant_id', r.after ->> 'id')::uuid, inventory.uuid_v7()
-- replace
    from (select to_jsonb(n) as after from new_rows n) r;
-- by
    from jsonb_array_elements(v_rows) r (after);
