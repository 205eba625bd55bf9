create or replace function inventory.link_difference(
  p_sequence bigint, p_balance bigint, p_hash bytea, p_movement inventory.movements,
  out figure text, out stored text, out computed text
) language sql stable
begin atomic
  select f.figure, f.stored, f.computed
  from (values
    (1, 'SEQUENCE', (p_movement).sequence::text, (p_sequence + 1)::text),
    (2, 'BALANCE', (p_movement).balance_before::text, p_balance::text),
    (3, 'BALANCE', (p_movement).balance_after::text, ((p_movement).balance_before + (p_movement).quantity)::text),
    (4, 'HASH', encode((p_movement).hash, 'hex'), encode(inventory.movement_hash(p_hash, (p_movement).tenant_id, (p_movement).id,
      (p_movement).kind, (p_movement).product_id, (p_movement).batch_id, (p_movement).location_id, (p_movement).quantity,
      (p_movement).sequence, (p_movement).balance_before, (p_movement).business_date, (p_movement).recorded_at,
      (p_movement).actor, (p_movement).reason, (p_movement).reverses_id, (p_movement).document_type,
      (p_movement).document_id, (p_movement).document_line_id), 'hex'))
  ) f (place, figure, stored, computed)
  where f.stored <> f.computed
  order by f.place limit 1;
end;
comment on function inventory.link_difference(bigint, bigint, bytea, inventory.movements) is
  'The first figure of a movement that is not what follows from the movement before it, whose sequence, balance and hash are given as in link_break: SEQUENCE, BALANCE or HASH (hex), as stored and as computed. Nulls when none is.';

create or replace function inventory.broken_links_between(
  p_after_batch uuid, p_after_location uuid, p_after_sequence bigint, p_to_batch uuid, p_to_location uuid, p_to_sequence bigint
) returns table (
  batch_id uuid, location_id uuid, sequence bigint, movement_id uuid, what text, figure text, stored text, computed text
) language sql stable
begin atomic
  select distinct on (l.batch_id, l.location_id)
    l.batch_id, l.location_id, l.sequence, l.movement_id, l.what, l.figure, l.stored, l.computed
  from (
    select (f.m).batch_id, (f.m).location_id, (f.m).sequence, (f.m).id as movement_id, b.what, d.figure, d.stored, d.computed
    from (
      select m, lag(m.sequence) over w as sequence, lag(m.balance_after) over w as balance, lag(m.hash) over w as hash
      from inventory.movements m
      where (m.batch_id, m.location_id, m.sequence) > (p_after_batch, p_after_location, p_after_sequence)
        and (m.batch_id, m.location_id, m.sequence) <= (p_to_batch, p_to_location, p_to_sequence)
      window w as (partition by m.tenant_id, m.batch_id, m.location_id order by m.sequence)
    ) f
    left join lateral ( -- the one before the first of these, of the chain in which they begin
      select n.sequence, n.balance_after, n.hash from inventory.movements n
      where f.sequence is null and (f.m).sequence > 1
        and n.tenant_id = (f.m).tenant_id and n.batch_id = (f.m).batch_id and n.location_id = (f.m).location_id
        and n.sequence < (f.m).sequence
      order by n.sequence desc limit 1
    ) p on true
    left join lateral ( -- where that one is in an archive
      select e.sequence, e.balance, e.hash from inventory.archived_ends e
      where f.sequence is null and p.sequence is null and (f.m).sequence > 1
        and e.tenant_id = (f.m).tenant_id and e.batch_id = (f.m).batch_id and e.location_id = (f.m).location_id
    ) a on true
    cross join lateral (select coalesce(f.sequence, p.sequence, a.sequence, 0) as sequence,
      coalesce(f.balance, p.balance_after, a.balance, 0) as balance, coalesce(f.hash, p.hash, a.hash, '') as hash) o
    cross join lateral (select inventory.link_break(o.sequence, o.balance, o.hash, f.m) as what) b
    left join lateral (select * from inventory.link_difference(o.sequence, o.balance, o.hash, f.m) where b.what is not null) d on true
    where b.what is not null
    union all
    -- Movements missing at the end of a chain that ends here, whose sequence batch_stock still has.
    select b.batch_id, b.location_id, e.sequence + 1, null, format('movement %s is missing', e.sequence + 1), 'SEQUENCE',
      e.sequence::text, b.sequence::text
    from inventory.batch_stock b
    cross join lateral (
      select coalesce(max(m.sequence), (
        select x.sequence from inventory.archived_ends x
        where x.tenant_id = b.tenant_id and x.batch_id = b.batch_id and x.location_id = b.location_id), 0) as sequence
      from inventory.movements m
      where m.tenant_id = b.tenant_id and m.batch_id = b.batch_id and m.location_id = b.location_id
    ) e
    where (b.batch_id, b.location_id) >= (p_after_batch, p_after_location)
      and ((b.batch_id, b.location_id) < (p_to_batch, p_to_location) or p_to_sequence = 9223372036854775807)
      and b.sequence > e.sequence
  ) l
  order by l.batch_id, l.location_id, l.sequence;
end;
comment on function inventory.broken_links_between(uuid, uuid, bigint, uuid, uuid, bigint) is
  'The first broken link of each chain among the movements after one place and up to another, in the order of batch, location and sequence, each recomputed from the one before it; with the figure that is wrong, as stored and as computed. A chain''s end is looked at where it lies before the last place; up to the greatest place, of every chain that follows.';

grant execute on function inventory.link_difference(bigint, bigint, bytea, inventory.movements),
  inventory.broken_links_between(uuid, uuid, bigint, uuid, uuid, bigint) to bincard_app;
