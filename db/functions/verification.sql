-- Verification: a chain is intact when each movement follows the one before it in sequence, balance and hash.

create or replace function inventory.link_break(
  p_previous inventory.movements, p_movement inventory.movements
) returns text language sql stable
begin atomic
  select case
    when (p_movement).sequence <> coalesce((p_previous).sequence, 0) + 1 then
      format('movement %s is missing', coalesce((p_previous).sequence, 0) + 1)
    when (p_movement).balance_before <> coalesce((p_previous).balance_after, 0)
      or (p_movement).balance_after <> (p_movement).balance_before + (p_movement).quantity then 'the balance does not follow'
    when (p_movement).hash <> inventory.movement_hash(coalesce((p_previous).hash, ''), (p_movement).tenant_id, (p_movement).id,
      (p_movement).kind, (p_movement).product_id, (p_movement).batch_id, (p_movement).location_id, (p_movement).quantity,
      (p_movement).sequence, (p_movement).balance_before, (p_movement).business_date, (p_movement).recorded_at,
      (p_movement).actor, (p_movement).reason, (p_movement).reverses_id, (p_movement).document_type,
      (p_movement).document_id, (p_movement).document_line_id) then 'the hash does not fit the row'
  end;
end;
comment on function inventory.link_break(inventory.movements, inventory.movements) is
  'What is wrong between a movement and the one before it in its chain (null for the first movement); null when nothing is.';

create or replace function inventory.broken_links(p_product_id uuid, p_location_id uuid) returns table (
  tenant_id uuid, batch_id uuid, location_id uuid, sequence bigint, movement_id uuid, what text
) language sql stable
begin atomic
  select distinct on (l.tenant_id, l.batch_id, l.location_id)
    l.tenant_id, l.batch_id, l.location_id, l.sequence, l.movement_id, l.what
  from (
    select m.tenant_id, m.batch_id, m.location_id, m.sequence, m.id as movement_id,
      inventory.link_break(lag(m) over (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence), m) as what
    from inventory.movements m
    where (p_product_id is null or m.product_id = p_product_id) and (p_location_id is null or m.location_id = p_location_id)
    union all
    -- Movements missing at the end of a chain, whose sequence batch_stock still has.
    select b.tenant_id, b.batch_id, b.location_id, e.sequence + 1, null, format('movement %s is missing', e.sequence + 1)
    from inventory.batch_stock b
    cross join lateral (
      select coalesce(max(m.sequence), 0) as sequence from inventory.movements m
      where m.tenant_id = b.tenant_id and m.batch_id = b.batch_id and m.location_id = b.location_id
    ) e
    where b.sequence > e.sequence
      and (p_product_id is null or b.product_id = p_product_id) and (p_location_id is null or b.location_id = p_location_id)
  ) l
  where l.what is not null
  order by l.tenant_id, l.batch_id, l.location_id, l.sequence;
end;
comment on function inventory.broken_links(uuid, uuid) is
  'The first broken link of each broken chain, of one product, one location, or all, recomputed from the first movement.';

create or replace function inventory.broken_links_since(p_transaction_id xid8, p_movement_id uuid, p_until xid8) returns table (
  tenant_id uuid, batch_id uuid, location_id uuid, sequence bigint, movement_id uuid, what text
) language sql stable
begin atomic
  select distinct on (m.tenant_id, m.batch_id, m.location_id)
    m.tenant_id, m.batch_id, m.location_id, m.sequence, m.id, l.what
  from inventory.movements m
  left join inventory.movements p
    on p.tenant_id = m.tenant_id and p.batch_id = m.batch_id and p.location_id = m.location_id and p.sequence = m.sequence - 1
  cross join lateral (select inventory.link_break(p, m) as what) l
  where (m.transaction_id, m.id) > (p_transaction_id, p_movement_id) and m.transaction_id < p_until and l.what is not null
  order by m.tenant_id, m.batch_id, m.location_id, m.sequence;
end;
comment on function inventory.broken_links_since(xid8, uuid, xid8) is
  'The first broken link of each chain among the movements after a position and before a transaction, each checked against the one before it.';

grant execute on function inventory.link_break(inventory.movements, inventory.movements),
  inventory.broken_links(uuid, uuid), inventory.broken_links_since(xid8, uuid, xid8) to bincard_app;
