-- Closed days: the checkpoint over the heads of all chains at a day's end, and which closed days do not verify.

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

create or replace function inventory.checkpoint_hash(p_date date, p_previous bytea, p_heads bytea)
returns bytea language sql immutable
begin atomic
  select pg_catalog.sha256(p_previous || pg_catalog.convert_to((p_date - date '2000-01-01')::text, 'UTF8') || coalesce(p_heads, ''::bytea));
end;
comment on function inventory.checkpoint_hash(date, bytea, bytea) is
  'SHA-256 over the previous checkpoint, a day, and the last movements of all chains (head_bytes, by batch and location).';

create or replace function inventory.checkpoint(p_date date, p_previous bytea, out chains bigint, out movements bigint, out hash bytea)
language sql stable
begin atomic
  select count(*), coalesce(sum(h.sequence), 0)::bigint, inventory.checkpoint_hash(p_date, p_previous,
    string_agg(inventory.head_bytes(h.batch_id, h.location_id, h.sequence, h.hash), ''::bytea order by h.batch_id, h.location_id))
  from inventory.chain_heads(p_date) h;
end;
comment on function inventory.checkpoint(date, bytea) is
  'The checkpoint of a day: the number of chains and movements up to its end, and checkpoint_hash over them. Recomputed later it shows whether anything up to that day was changed.';

create or replace function inventory.wrong_days(p_skip bigint, p_again date) returns table (
  tenant_id uuid, business_date date, what text
) language sql stable
begin atomic
  with days as materialized (
    select c.tenant_id, c.business_date, c.chains, c.movements, c.previous_hash, c.hash,
      lag(c.hash, 1, ''::bytea) over w as hash_before,
      row_number() over w > p_skip or c.business_date is not distinct from p_again as recompute
    from inventory.closed_days c window w as (partition by c.tenant_id order by c.business_date)
  ), ends as (
    -- A movement is the last of its chain on the days from its own to that of the first later movement.
    select m.tenant_id, m.batch_id, m.location_id, m.sequence, m.hash, m.business_date,
      min(m.business_date) over (partition by m.tenant_id, m.batch_id, m.location_id
        order by m.sequence desc rows between unbounded preceding and 1 preceding) as until
    from inventory.movements m
    where (select bool_or(d.recompute) from days d) -- without a day to recompute the ledger is not read
  ), checkpoints as (
    select d.tenant_id, d.business_date, count(*) as chains, sum(e.sequence) as movements,
      string_agg(inventory.head_bytes(e.batch_id, e.location_id, e.sequence, e.hash), ''::bytea order by e.batch_id, e.location_id) as heads
    from ends e
    cross join lateral (
      select c.business_date from inventory.closed_days c
      where c.tenant_id = e.tenant_id and c.business_date >= e.business_date and c.business_date < coalesce(e.until, 'infinity')
      offset 0 -- by the key for each movement, instead of every movement with every day
    ) l
    join days d on d.tenant_id = e.tenant_id and d.business_date = l.business_date
    where d.recompute and coalesce(e.until, 'infinity') > e.business_date
    group by d.tenant_id, d.business_date
  )
  select w.tenant_id, w.business_date, w.what
  from (
    select d.tenant_id, d.business_date, case
      when d.previous_hash <> d.hash_before then 'its previous hash is not the hash of the closed day before it'
      when d.recompute and (d.chains, d.movements, d.hash) is distinct from (coalesce(c.chains, 0), coalesce(c.movements, 0),
        inventory.checkpoint_hash(d.business_date, d.previous_hash, c.heads)) then 'the ledger does not match its checkpoint'
      end as what
    from days d
    left join checkpoints c on c.tenant_id = d.tenant_id and c.business_date = d.business_date
  ) w
  where w.what is not null
  union all
  -- No later day holds the hash of the last ones: the tenant's own row still names the last day that was closed.
  select t.id, coalesce(t.last_closed_on, l.business_date), 'its checkpoint is missing'
  from inventory.tenants t
  cross join lateral (select max(d.business_date) as business_date from days d where d.tenant_id = t.id) l
  where t.last_closed_on is distinct from l.business_date;
end;
comment on function inventory.wrong_days(bigint, date) is
  'The closed days that do not verify: not following the day before, not matching the ledger, or missing. Every day is held against the one before it; the checkpoints of all but the first p_skip, and of the day p_again, are recomputed.';

grant execute on function inventory.chain_heads(date), inventory.head_bytes(uuid, uuid, bigint, bytea),
  inventory.checkpoint_hash(date, bytea, bytea), inventory.checkpoint(date, bytea), inventory.wrong_days(bigint, date) to bincard_app;
