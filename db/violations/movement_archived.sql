-- Reversals of movements that had been in an archive for a day. (One can be written while an archive is.)
select count(*) as violations from inventory.movements m
left join inventory.movements o on o.tenant_id = m.tenant_id and o.id = m.reverses_id
where m.reverses_id is not null and o.id is null and m.recorded_at > (
  select max(a.archived_at) + interval '1 day' from inventory.archives a where a.tenant_id = m.tenant_id)
