-- Verification: a chain is intact when each movement follows the one before it in sequence, balance and hash.

create or replace function inventory.link_break(
  p_sequence bigint, p_balance bigint, p_hash bytea, p_movement inventory.movements
) returns text language sql stable
begin atomic
  select case
    when (p_movement).sequence <> p_sequence + 1 then format('movement %s is missing', p_sequence + 1)
    when (p_movement).balance_before <> p_balance
      or (p_movement).balance_after <> (p_movement).balance_before + (p_movement).quantity then 'the balance does not follow'
    when (p_movement).hash <> inventory.movement_hash(p_hash, (p_movement).tenant_id, (p_movement).id,
      (p_movement).kind, (p_movement).product_id, (p_movement).batch_id, (p_movement).location_id, (p_movement).quantity,
      (p_movement).sequence, (p_movement).balance_before, (p_movement).business_date, (p_movement).recorded_at,
      (p_movement).actor, (p_movement).reason, (p_movement).reverses_id, (p_movement).document_type,
      (p_movement).document_id, (p_movement).document_line_id) then 'the hash does not fit the row'
  end;
end;
comment on function inventory.link_break(bigint, bigint, bytea, inventory.movements) is
  'What is wrong between a movement and what it follows: the sequence, balance and hash of the movement before it, or of an anchor; 0, 0 and an empty hash for the first. Null when nothing is.';

create or replace function inventory.broken_links(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, batch_id uuid, location_id uuid, sequence bigint, movement_id uuid, what text
) language sql stable
begin atomic
  select distinct on (l.tenant_id, l.batch_id, l.location_id)
    l.tenant_id, l.batch_id, l.location_id, l.sequence, l.movement_id, l.what
  from (
    select m.tenant_id, m.batch_id, m.location_id, m.sequence, m.id as movement_id,
      inventory.link_break(
        -- Where an archive ends is looked up for a chain whose first movement here is not its first one.
        lag(m.sequence, 1, case when m.sequence = 1 then 0::bigint else coalesce((
          select e.sequence from inventory.archived_ends e
          where e.tenant_id = m.tenant_id and e.batch_id = m.batch_id and e.location_id = m.location_id), 0) end) over w,
        lag(m.balance_after, 1, case when m.sequence = 1 then 0::bigint else coalesce((
          select e.balance from inventory.archived_ends e
          where e.tenant_id = m.tenant_id and e.batch_id = m.batch_id and e.location_id = m.location_id), 0) end) over w,
        lag(m.hash, 1, case when m.sequence = 1 then ''::bytea else coalesce((
          select e.hash from inventory.archived_ends e
          where e.tenant_id = m.tenant_id and e.batch_id = m.batch_id and e.location_id = m.location_id), '') end) over w, m) as what
    from inventory.movements m
    where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
    window w as (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence)
    union all
    -- Movements missing at the end of a chain, whose sequence batch_stock still has.
    select b.tenant_id, b.batch_id, b.location_id, e.sequence + 1, null, format('movement %s is missing', e.sequence + 1)
    from inventory.batch_stock b
    cross join lateral (
      select coalesce(max(m.sequence), (
        select x.sequence from inventory.archived_ends x
        where x.tenant_id = b.tenant_id and x.batch_id = b.batch_id and x.location_id = b.location_id), 0) as sequence
      from inventory.movements m
      where m.tenant_id = b.tenant_id and m.batch_id = b.batch_id and m.location_id = b.location_id
    ) e
    where b.sequence > e.sequence
      and (p_product_id is null or b.product_id = p_product_id) and (p_location_id is null or b.location_id = p_location_id)
  ) l
  where l.what is not null
  order by l.tenant_id, l.batch_id, l.location_id, l.sequence;
end;
comment on function inventory.broken_links(uuid, uuid) is
  'The first broken link of each broken chain, of one product, one location, or all, recomputed from the first movement, or from the anchor where an archive ends.';

create or replace function inventory.broken_links_since(p_transaction_id xid8, p_movement_id uuid, p_until xid8) returns table (
  tenant_id uuid, batch_id uuid, location_id uuid, sequence bigint, movement_id uuid, what text
) language sql stable
begin atomic
  select distinct on (m.tenant_id, m.batch_id, m.location_id)
    m.tenant_id, m.batch_id, m.location_id, m.sequence, m.id, l.what
  from inventory.movements m
  left join lateral (
    -- The last one before it, by the order of the chain's index: an equation with sequence - 1 would read the whole chain,
    -- since the subtraction is not leakproof and the table has row-level security.
    select n.sequence, n.balance_after, n.hash from inventory.movements n
    where n.tenant_id = m.tenant_id and n.batch_id = m.batch_id and n.location_id = m.location_id and n.sequence < m.sequence
    order by n.sequence desc limit 1
  ) p on true
  left join lateral ( -- where the one before is in an archive
    select e.sequence, e.balance, e.hash from inventory.archived_ends e
    where p.sequence is null and m.sequence > 1
      and e.tenant_id = m.tenant_id and e.batch_id = m.batch_id and e.location_id = m.location_id
  ) a on true
  cross join lateral (select inventory.link_break(coalesce(p.sequence, a.sequence, 0), coalesce(p.balance_after, a.balance, 0),
    coalesce(p.hash, a.hash, ''), m) as what) l
  where (m.transaction_id, m.id) > (p_transaction_id, p_movement_id) and m.transaction_id < p_until and l.what is not null
  order by m.tenant_id, m.batch_id, m.location_id, m.sequence;
end;
comment on function inventory.broken_links_since(xid8, uuid, xid8) is
  'The first broken link of each chain among the movements after a position and before a transaction, each checked against the one before it.';

create or replace function inventory.broken_links_from(p_date date) returns table (
  tenant_id uuid, batch_id uuid, location_id uuid, sequence bigint, movement_id uuid, what text
) language sql stable
set work_mem = '128MB' set jit = off
begin atomic
  with chains as materialized (
    select c.* from inventory.chains_from(p_date, null, null) c
  ), moved as materialized (
    select c.sequence as start_sequence, c.quantity as start_balance, c.hash as start_hash, m
    from chains c
    cross join lateral (
      select m from inventory.movements m
      where m.tenant_id = c.tenant_id and m.batch_id = c.batch_id and m.location_id = c.location_id and m.sequence > c.sequence
      offset 0
    ) m
  )
  select distinct on (l.tenant_id, l.batch_id, l.location_id)
    l.tenant_id, l.batch_id, l.location_id, l.sequence, l.movement_id, l.what
  from (
    select (n.m).tenant_id, (n.m).batch_id, (n.m).location_id, (n.m).sequence, (n.m).id as movement_id,
      inventory.link_break(lag((n.m).sequence, 1, n.start_sequence) over w, lag((n.m).balance_after, 1, n.start_balance) over w,
        lag((n.m).hash, 1, n.start_hash) over w, n.m) as what
    from moved n
    window w as (partition by (n.m).tenant_id, (n.m).batch_id, (n.m).location_id order by (n.m).sequence)
    union all
    select b.tenant_id, b.batch_id, b.location_id, e.sequence + 1, null, format('movement %s is missing', e.sequence + 1)
    from inventory.batch_stock b
    cross join lateral (
      select coalesce(max(m.sequence), (
        select x.sequence from inventory.archived_ends x
        where x.tenant_id = b.tenant_id and x.batch_id = b.batch_id and x.location_id = b.location_id), 0) as sequence
      from inventory.movements m
      where m.tenant_id = b.tenant_id and m.batch_id = b.batch_id and m.location_id = b.location_id
    ) e
    where b.sequence > e.sequence
  ) l
  where l.what is not null
  order by l.tenant_id, l.batch_id, l.location_id, l.sequence;
end;
comment on function inventory.broken_links_from(date) is
  'The first broken link of each broken chain after its anchor at the end of a closed day, which the first movement after it must follow.';

grant execute on function inventory.link_break(bigint, bigint, bytea, inventory.movements), inventory.broken_links_from(date),
  inventory.broken_links(uuid, uuid), inventory.broken_links_since(xid8, uuid, xid8) to bincard_app;
