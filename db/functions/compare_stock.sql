-- Compare: every figure against what it is made of, in one pass over one snapshot. What each kind sets against what
-- is said in the compare_*.sql files and nowhere else; reconcile, the API, the worker and the command line all read this.

create or replace function inventory.compare_stock(p_product_id uuid, p_location_id uuid, p_kinds text[], p_from date) returns table (
  kind text, tenant_id uuid, product_id uuid, location_id uuid, batch_id uuid, channel text, subject text, business_date date,
  expected bigint, actual bigint, cause text
) language sql stable
-- It adds millions of rows up: with the usual 4 MB every step of it goes through the disk.
set work_mem = '128MB' set jit = off
begin atomic
  with since as (
    select case when p_from is not null then greatest(p_from, (select max(a.business_date) from inventory.archives a)) end as day
  ), found as (
    select 'LEDGER_MISMATCH' as kind, b.tenant_id, b.product_id, b.location_id, b.batch_id, null::text as channel, b.subject,
      b.business_date, b.expected, b.actual
    from since, lateral inventory.compare_batches(p_product_id, p_location_id, since.day) b
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'LEDGER_MISMATCH', t.tenant_id, t.product_id, t.location_id, t.batch_id, null, t.subject, t.business_date, t.expected, t.actual
    from inventory.compare_terms(p_product_id, p_location_id) t
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'LEDGER_MISMATCH', h.tenant_id, h.product_id, h.location_id, h.batch_id, null, h.subject, h.business_date, h.expected, h.actual
    from inventory.compare_heads(p_product_id, p_location_id) h
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'LEDGER_MISMATCH', d.tenant_id, d.product_id, d.location_id, null, null, d.subject, d.business_date, d.expected, d.actual
    from since, lateral inventory.compare_days(p_product_id, p_location_id, since.day) d
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'LEDGER_MISMATCH', u.tenant_id, u.product_id, u.location_id, u.batch_id, null, u.subject, u.business_date, u.expected, u.actual
    from inventory.compare_units(p_product_id, p_location_id) u
    where p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds)
    union all
    select 'LEDGER_MISMATCH', v.tenant_id, v.product_id, v.location_id, null, null, v.subject, v.business_date, v.expected, v.actual
    from (
      select p_product_id as product_id, p_location_id as location_id where p_product_id is not null
      union all
      select w.product_id, w.location_id from inventory.wrong_values(p_location_id) w where p_product_id is null and p_from is null
        and (p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds))) w
    cross join lateral inventory.compare_values(w.product_id, w.location_id) v
    where p_from is null and (p_kinds is null or 'LEDGER_MISMATCH' = any (p_kinds))
    union all
    select 'BATCH_MISMATCH', l.tenant_id, l.product_id, l.location_id, null, null, l.subject, null, l.expected, l.actual
    from inventory.compare_levels(p_product_id, p_location_id) l
    where p_kinds is null or 'BATCH_MISMATCH' = any (p_kinds)
    union all
    select c.kind, c.tenant_id, c.product_id, c.location_id, null, c.channel, c.subject, null, c.expected, c.actual
    from inventory.compare_channels(p_product_id, p_location_id) c
    where p_kinds is null or c.kind = any (p_kinds)
    union all
    select 'CHANNEL_MISMATCH', m.tenant_id, m.product_id, m.location_id, m.batch_id, m.channel, 'mapping.quantity', null, m.expected, m.actual
    from inventory.compare_mappings(p_product_id, p_location_id) m
    where p_kinds is null or 'CHANNEL_MISMATCH' = any (p_kinds)
  )
  select f.kind, f.tenant_id, f.product_id, f.location_id, f.batch_id, f.channel, f.subject, f.business_date, f.expected, f.actual, (
    -- Who wrote the figure past the ledger, as far as the audit log saw it.
    select format('%s of %s by %s at %s', a.action, a.entity, a.actor, inventory.utc_text(a.at))
    from inventory.audit_log a
    where a.tenant_id = f.tenant_id and a.entity = split_part(f.subject, '.', 1)
      and a.entity_id = concat_ws('/', coalesce(f.batch_id, f.product_id)::text, f.location_id::text, f.business_date::text)
    order by a.sequence desc limit 1)
  from found f
  order by array_position(array['LEDGER_MISMATCH', 'BATCH_MISMATCH', 'CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED'], f.kind),
    f.product_id, f.location_id, f.batch_id, f.business_date, f.channel, f.subject;
end;
comment on function inventory.compare_stock(uuid, uuid, text[], date) is
  'Every discrepancy of some kinds (or all), of one product, one location, or all, with its cause where the audit log shows one. With p_from, a closed day, the ledger is added up from the anchors of that day and only later days are compared, and no values; without it from the first movement, those in archives by their anchors. One statement, so one snapshot.';

grant execute on function inventory.compare_stock(uuid, uuid, text[], date) to bincard_app;
