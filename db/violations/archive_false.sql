-- Archives that are not of a closed day's checkpoint, that do not follow the one before, or whose movements are not as many as
-- those days had; and movements in the ledger of days that are in an archive.
select (select count(*) from (
    select a.*, lag(a.business_date) over w as before, lag(c.movements, 1, 0::bigint) over w as movements_before, c.movements as movements_until, c.hash
    from inventory.archives a
    left join inventory.closed_days c on c.tenant_id = a.tenant_id and c.business_date = a.business_date
    window w as (partition by a.tenant_id order by a.business_date)) a
    where a.after_date is distinct from a.before or a.hash is distinct from a.checkpoint_hash
      or a.movements <> a.movements_until - a.movements_before)
  + (select count(*) from inventory.movements m
    where m.business_date <= (select max(a.business_date) from inventory.archives a where a.tenant_id = m.tenant_id)) as violations
