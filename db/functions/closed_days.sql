-- Closed days: the checkpoint over the ledger and the audit log at a day's end, and which closed days do not verify.

create or replace function inventory.chain_heads(p_date date) returns table (
  tenant_id uuid, batch_id uuid, location_id uuid, sequence bigint, hash bytea
) language sql stable
begin atomic
  select distinct on (m.tenant_id, m.batch_id, m.location_id) m.tenant_id, m.batch_id, m.location_id, m.sequence, m.hash
  from inventory.movements m
  where m.business_date <= p_date
  order by m.tenant_id, m.batch_id, m.location_id, m.sequence desc;
end;
comment on function inventory.chain_heads(date) is
  'The last movement of every chain at the end of a business date, read from the movements alone.';

create or replace function inventory.head_bytes(p_batch_id uuid, p_location_id uuid, p_sequence bigint, p_hash bytea)
returns bytea language sql immutable
begin atomic
  select uuid_send(p_batch_id) || uuid_send(p_location_id) || int8send(p_sequence) || p_hash;
end;
comment on function inventory.head_bytes(uuid, uuid, bigint, bytea) is
  'The last movement of a chain as a checkpoint hashes it.';

create or replace function inventory.ledger_digest(p_date date, out chains bigint, out movements bigint, out hash bytea)
language sql stable
begin atomic
  select count(*), coalesce(sum(h.sequence), 0)::bigint, sha256(coalesce(
    string_agg(inventory.head_bytes(h.batch_id, h.location_id, h.sequence, h.hash), ''::bytea order by h.batch_id, h.location_id), ''))
  from inventory.chain_heads(p_date) h;
end;
comment on function inventory.ledger_digest(date) is
  'The number of chains and movements up to the end of a day, and SHA-256 over the last movement of each chain.';

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
    (p_day).movements, (p_day).audit_until::text, (p_day).audit_entries, (p_day).day_movements)::text, 'UTF8')
    || (p_day).ledger_hash || (p_day).audit_hash || (p_day).root);
end;
comment on function inventory.checkpoint_hash(inventory.closed_days) is
  'The checkpoint of a closed day: SHA-256 over the checkpoint of the day closed before it, and this day''s row with its two digests and its root.';

create or replace function inventory.wrong_days(p_skip bigint, p_again date) returns table (
  tenant_id uuid, business_date date, what text
) language sql stable
begin atomic
  with days as materialized (
    select c.tenant_id, c.business_date, c.chains, c.movements, c.ledger_hash, c.audit_until, c.audit_entries, c.audit_hash,
      c.day_movements, c.root, c.days, c.log_root, c.previous_hash, c.hash, inventory.checkpoint_hash(c) as row_hash,
      lag(c.hash, 1, ''::bytea) over w as hash_before, lag(c.audit_until, 1, '0'::xid8) over w as audit_from,
      row_number() over w > p_skip or c.business_date is not distinct from p_again as recompute, lead(c.hash) over w is null as last
    from inventory.closed_days c window w as (partition by c.tenant_id order by c.business_date)
  ), ends as materialized (
    -- A movement is the last of its chain on the days from its own to that of the first later movement.
    select m.tenant_id, m.batch_id, m.location_id, m.sequence, m.hash, m.business_date,
      min(m.business_date) over (partition by m.tenant_id, m.batch_id, m.location_id
        order by m.sequence desc rows between unbounded preceding and 1 preceding) as until
    from inventory.movements m
    where (select bool_or(d.recompute) from days d) -- without a day to recompute the ledger is not read
  ), digests as (
    select e.tenant_id, l.business_date, count(*) as chains, sum(e.sequence) as movements,
      sha256(string_agg(inventory.head_bytes(e.batch_id, e.location_id, e.sequence, e.hash), ''::bytea order by e.batch_id, e.location_id)) as hash
    from ends e
    cross join lateral (
      select c.business_date from inventory.closed_days c
      where c.tenant_id = e.tenant_id and c.business_date >= e.business_date and c.business_date < coalesce(e.until, 'infinity')
        and c.business_date = any (array(select d.business_date from days d where d.recompute))
      offset 0 -- by the key for each movement, instead of every movement with every day
    ) l
    where coalesce(e.until, 'infinity') > e.business_date
    group by e.tenant_id, l.business_date
  ), trees as (
    select m.tenant_id, m.business_date, count(*) as movements,
      inventory.merkle_root(string_agg(inventory.merkle_leaf(m.hash), ''::bytea order by m.id)) as root
    from inventory.movements m
    where (select bool_or(d.recompute) from days d)
      and m.business_date = any (array(select d.business_date from days d where d.recompute))
    group by m.tenant_id, m.business_date
  ), logs as (
    select t.tenant_id, r.business_date, r.days, r.log_root
    from (select distinct d.tenant_id from days d) t, lateral inventory.log_roots(t.tenant_id) r
  )
  select w.tenant_id, w.business_date, w.what
  from (
    select d.tenant_id, d.business_date, case
      when d.previous_hash <> d.hash_before then 'its previous hash is not the hash of the closed day before it'
      when d.hash <> d.row_hash then 'its hash does not fit the row'
      when d.recompute and (d.chains, d.movements, d.ledger_hash) is distinct from
        (coalesce(g.chains, 0), coalesce(g.movements, 0), coalesce(g.hash, sha256(''))) then 'the ledger does not match its checkpoint'
      when d.recompute and (d.day_movements, d.root) is distinct from (coalesce(t.movements, 0), coalesce(t.root, sha256('')))
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
      end as what
    from days d
    left join digests g on g.tenant_id = d.tenant_id and g.business_date = d.business_date
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
  'The closed days that do not verify: not following the day before, changed, not matching the ledger or the audit log, or missing. Every day is held against the one before it, its own hash and the log; the digests and the root of all but the first p_skip, and of the day p_again, are recomputed.';

grant execute on function inventory.chain_heads(date), inventory.head_bytes(uuid, uuid, bigint, bytea), inventory.ledger_digest(date),
  inventory.audit_digest(uuid, xid8, xid8), inventory.checkpoint_hash(inventory.closed_days), inventory.wrong_days(bigint, date) to bincard_app;
