-- Audit entries that do not follow the one before them, by the hash's definition written out once more, and chains that do not
-- end where audit_heads has it.
select (select count(*) from (
    select a.sequence, a.hash, row_number() over w as place, coalesce(lag(a.hash) over w, '') as hash_before,
      sha256(convert_to(format('[%s]', concat_ws(', ', to_json(a.tenant_id), to_json(a.id),
        (extract(epoch from a.at) * 1000000)::bigint, to_json(a.actor), to_json(a.action), to_json(a.entity), to_json(a.entity_id),
        coalesce(a.before::text, 'null'), coalesce(a.after::text, 'null'), coalesce(a.metadata::text, 'null'))), 'UTF8')) as row_hash
    from inventory.audit_log a window w as (partition by a.tenant_id, a.entity, a.entity_id order by a.sequence)) c
    where c.sequence <> c.place or c.hash <> case c.place when 1 then c.row_hash else sha256(c.hash_before || c.row_hash) end)
  + (select count(*) from inventory.audit_heads h
    full join (
      select distinct on (l.tenant_id, l.entity, l.entity_id) l.tenant_id, l.entity, l.entity_id, l.sequence, l.hash
      from inventory.audit_log l order by l.tenant_id, l.entity, l.entity_id, l.sequence desc
    ) e on e.tenant_id = h.tenant_id and e.entity = h.entity and e.entity_id = h.entity_id
    where (e.sequence, e.hash) is distinct from (h.sequence, h.hash)) as violations
