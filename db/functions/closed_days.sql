-- Closed days: the checkpoint over the ledger and the audit log at a day's end, and which closed days do not verify.

create or replace function inventory.chain_heads(p_date date) returns table (
  tenant_id uuid, batch_id uuid, location_id uuid, sequence bigint, hash bytea
) language sql stable
begin atomic
  select distinct on (m.tenant_id, m.batch_id, m.location_id) m.tenant_id, m.batch_id, m.location_id, m.sequence, m.hash
  from (
    select v.tenant_id, v.batch_id, v.location_id, v.sequence, v.hash from inventory.movements v where v.business_date <= p_date
    union all
    select a.tenant_id, a.batch_id, a.location_id, a.sequence, a.hash from inventory.chain_anchors a
    where a.business_date <= p_date and a.business_date <= inventory.archived_until(a.tenant_id)
  ) m
  order by m.tenant_id, m.batch_id, m.location_id, m.sequence desc;
end;
comment on function inventory.chain_heads(date) is
  'The last movement of every chain at the end of a business date, read from the movements, and from the anchors where these are in an archive.';

create or replace function inventory.audit_digest(p_tenant_id uuid, p_from xid8, p_until xid8, out entries bigint, out hash bytea)
language sql stable
begin atomic
  select count(*), sha256(coalesce(string_agg(a.hash, ''::bytea order by a.id), ''))
  from inventory.audit_log a
  where a.tenant_id = p_tenant_id and a.transaction_id >= p_from and a.transaction_id < p_until;
end;
comment on function inventory.audit_digest(uuid, xid8, xid8) is
  'The number of audit entries of the transactions from one and before another, and SHA-256 over their hashes in the order of their ids.';

create or replace function inventory.checkpoint_hash(p_day inventory.closed_days) returns bytea language sql stable
begin atomic
  -- JSON separates the fields, whatever text they contain. The time is written out, so that no session setting changes it.
  select sha256((p_day).previous_hash || convert_to(json_build_array(((p_day).business_date - date '2000-01-01'),
    to_char((p_day).closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), (p_day).closed_by, (p_day).chains,
    (p_day).movements, (p_day).anchors, (p_day).audit_until::text, (p_day).audit_entries, (p_day).day_movements)::text, 'UTF8')
    || (p_day).ledger_hash || (p_day).audit_hash || (p_day).root);
end;
comment on function inventory.checkpoint_hash(inventory.closed_days) is
  'The checkpoint of a closed day: SHA-256 over the checkpoint of the day closed before it, and this day''s row with its two digests and its root.';

create or replace function inventory.wrong_days(p_skip bigint, p_again date) returns table (
  tenant_id uuid, business_date date, what text
) language sql stable
begin atomic
  with days as materialized (
    select c.tenant_id, c.business_date, c.chains, c.movements, c.anchors, c.ledger_hash, c.audit_until, c.audit_entries, c.audit_hash,
      c.day_movements, c.root, c.days, c.log_root, c.previous_hash, c.hash, inventory.checkpoint_hash(c) as row_hash,
      lag(c.chains, 1, 0::bigint) over w as chains_before, lag(c.movements, 1, 0::bigint) over w as movements_before,
      lag(c.hash, 1, ''::bytea) over w as hash_before, lag(c.audit_until, 1, '0'::xid8) over w as audit_from,
      row_number() over w > p_skip or c.business_date is not distinct from p_again as recompute, lead(c.hash) over w is null as last
    from inventory.closed_days c window w as (partition by c.tenant_id order by c.business_date)
  ), trees as (
    select m.tenant_id, m.business_date, count(*) as movements,
      inventory.merkle_root(string_agg(inventory.merkle_leaf(m.hash), ''::bytea order by m.id)) as root
    from inventory.movements m
    where (select count(*) filter (where d.recompute) > 7 from days d)
      and m.business_date = any (array(select d.business_date from days d where d.recompute))
    group by m.tenant_id, m.business_date
    union all -- of a few days, without reading the movements before them
    select d.tenant_id, d.business_date, t.movements, t.root
    from days d
    cross join lateral inventory.day_tree(d.tenant_id, d.business_date, d.day_movements) t
    where d.recompute and d.business_date > coalesce(inventory.archived_until(d.tenant_id), '-infinity')
      and (select count(*) filter (where e.recompute) <= 7 from days e)
  ), logs as (
    select t.tenant_id, r.business_date, r.days, r.log_root
    from (select distinct d.tenant_id from days d) t, lateral inventory.log_roots(t.tenant_id) r
  )
  select w.tenant_id, w.business_date, w.what
  from (
    select d.tenant_id, d.business_date, case
      when d.previous_hash <> d.hash_before then 'its previous hash is not the hash of the closed day before it'
      when d.hash <> d.row_hash then 'its hash does not fit the row'
      when d.recompute and not exists (
        select from inventory.anchor_digest(d.tenant_id, d.business_date) g
        where g.anchors = d.anchors and g.hash = d.ledger_hash) then 'its anchors do not match its checkpoint'
      when d.recompute and not exists (
        select from inventory.anchor_totals(d.tenant_id, d.business_date) g
        where g.chains = d.chains - d.chains_before and g.movements = d.movements - d.movements_before)
        then 'its counts do not follow the day before'
      when d.recompute and d.business_date > coalesce(inventory.archived_until(d.tenant_id), '-infinity')
        and (d.day_movements, d.root) is distinct from (coalesce(t.movements, 0), coalesce(t.root, sha256('')))
        then 'the movements of the day do not match its root'
      when d.recompute and not exists (
        select from inventory.audit_digest(d.tenant_id, d.audit_from, d.audit_until) a
        where a.entries = d.audit_entries and a.hash = d.audit_hash) then 'the audit log does not match its checkpoint'
      -- No later day holds the hash of the last one; the audit log does.
      when (d.recompute or d.last) and not exists (
        select from inventory.audit_log a
        where a.tenant_id = d.tenant_id and a.entity = 'closed_day' and a.entity_id = to_char(d.business_date, 'YYYY-MM-DD')
          and (a.after ->> 'hash')::bytea = d.hash) then 'its hash is not the one that the audit log has of its closing'
      when (d.days, d.log_root) is distinct from (l.days, l.log_root) then 'its log root does not match the closed days'
      when (d.recompute or s.signature is null) and exists (
        select from inventory.audit_log a
        where a.tenant_id = d.tenant_id and a.entity = 'checkpoint_signature' and a.entity_id = to_char(d.business_date, 'YYYY-MM-DD')
          and ((a.after ->> 'signature')::bytea, a.after ->> 'key_id') is distinct from (s.signature, s.key_id))
        then case when s.signature is null then 'its signature is missing' else 'its signature is not the one that the audit log has' end
      end as what
    from days d
    left join inventory.checkpoint_signatures s on s.tenant_id = d.tenant_id and s.business_date = d.business_date
    left join trees t on t.tenant_id = d.tenant_id and t.business_date = d.business_date
    left join logs l on l.tenant_id = d.tenant_id and l.business_date = d.business_date
  ) w
  where w.what is not null
  union all
  -- The tenant's own row names the last day that was closed.
  select t.id, coalesce(t.last_closed_on, l.business_date), 'its checkpoint is missing'
  from inventory.tenants t
  cross join lateral (select max(d.business_date) as business_date from days d where d.tenant_id = t.id) l
  where t.last_closed_on is distinct from l.business_date;
end;
comment on function inventory.wrong_days(bigint, date) is
  'The closed days that do not verify: not following the day before, changed, not matching their anchors, movements, audit entries or signature, or missing. Every day is held against the one before it, its own hash and the log, and one without a signature against the audit log; the digests and the root of all but the first p_skip, and of the day p_again, are recomputed.';

grant execute on function inventory.chain_heads(date), inventory.audit_digest(uuid, xid8, xid8), inventory.checkpoint_hash(inventory.closed_days), inventory.wrong_days(bigint, date) to bincard_app;
