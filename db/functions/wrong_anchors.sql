-- Anchors against the movements: each must say what the movements of its chain say.

create or replace function inventory.anchors_by_ledger(p_from date) returns setof inventory.chain_anchors language sql stable
begin atomic
  with moved as (
    select m.tenant_id, m.batch_id, m.location_id, m.business_date, max(m.sequence) as sequence,
      coalesce(sum(m.quantity) filter (where m.figure = 'PURCHASES'), 0) as intake,
      coalesce(-sum(m.quantity) filter (where m.figure = 'SALES'), 0) as sold,
      coalesce(sum(m.quantity) filter (where m.figure = 'REFUNDS'), 0) as refunded,
      coalesce(sum(m.quantity) filter (where m.figure = 'ADJUSTMENTS'), 0) as adjusted,
      coalesce(sum(m.quantity) filter (where m.figure = 'TRANSFERS_IN'), 0) as transferred_in,
      coalesce(-sum(m.quantity) filter (where m.figure = 'TRANSFERS_OUT'), 0) as transferred_out,
      coalesce(-sum(m.quantity) filter (where m.figure = 'EXPIRED'), 0) as expired
    from (
      select m.tenant_id, m.batch_id, m.location_id, m.business_date, m.sequence, m.quantity, inventory.kind_figure(m.kind) as figure
      from inventory.movements m
      join inventory.tenants t on t.id = m.tenant_id and m.business_date <= t.last_closed_on
      where p_from is null
      union all
      select c.tenant_id, c.batch_id, c.location_id, m.business_date, m.sequence, m.quantity, inventory.kind_figure(m.kind)
      from inventory.chains_from(p_from, null, null) c
      join inventory.tenants t on t.id = c.tenant_id
      cross join lateral (
        select m.business_date, m.sequence, m.quantity, m.kind from inventory.movements m
        where m.tenant_id = c.tenant_id and m.batch_id = c.batch_id and m.location_id = c.location_id
          and m.sequence > c.sequence and m.business_date <= t.last_closed_on
        offset 0
      ) m
      where p_from is not null
      union all -- the anchor where each chain begins
      select c.tenant_id, c.batch_id, c.location_id, c.business_date, c.sequence, f.quantity, f.figure
      from inventory.chains_from(p_from, null, null) c
      cross join lateral (values ('PURCHASES', c.intake), ('SALES', -c.sold), ('REFUNDS', c.refunded), ('ADJUSTMENTS', c.adjusted),
        ('TRANSFERS_IN', c.transferred_in), ('TRANSFERS_OUT', -c.transferred_out), ('EXPIRED', -c.expired)) f (figure, quantity)
      where p_from is not null and c.sequence > 0
    ) m
    group by m.tenant_id, m.batch_id, m.location_id, m.business_date
  ), summed as (
    select m.tenant_id, m.batch_id, m.location_id, m.sequence, m.business_date, (sum(m.intake) over w)::bigint as intake,
      (sum(m.sold) over w)::bigint as sold, (sum(m.refunded) over w)::bigint as refunded, (sum(m.adjusted) over w)::bigint as adjusted,
      (sum(m.transferred_in) over w)::bigint as transferred_in, (sum(m.transferred_out) over w)::bigint as transferred_out,
      (sum(m.expired) over w)::bigint as expired
    from moved m window w as (partition by m.tenant_id, m.batch_id, m.location_id order by m.business_date)
  )
  select s.tenant_id, s.batch_id, s.location_id, s.sequence, s.intake, s.sold, s.refunded, s.adjusted, s.transferred_in,
    s.transferred_out, s.expired, s.business_date, m.hash
  from summed s
  cross join lateral (
    select v.hash from inventory.movements v
    where v.tenant_id = s.tenant_id and v.batch_id = s.batch_id and v.location_id = s.location_id and v.sequence = s.sequence
    union all
    select e.hash from inventory.archived_ends e
    where exists (select from inventory.archives) -- else the look-up of each chain is not even begun
      and e.tenant_id = s.tenant_id and e.batch_id = s.batch_id and e.location_id = s.location_id and e.sequence = s.sequence
  ) m;
end;
comment on function inventory.anchors_by_ledger(date) is
  'What the anchors must be: computed from the first movement of each chain, or from its anchor at the end of a closed day, that one included.';

create or replace function inventory.wrong_anchors(p_from date) returns table (
  tenant_id uuid, business_date date, batch_id uuid, location_id uuid, what text
) language sql stable
set work_mem = '128MB' set jit = off
begin atomic
  with stored as (
    select a.* from inventory.chain_anchors a where p_from is null
    union all
    select a.* from inventory.chain_anchors a where p_from is not null and a.business_date > p_from
    union all
    select a.* from inventory.chains_from(p_from, null, null) c
    join inventory.chain_anchors a on a.tenant_id = c.tenant_id and a.batch_id = c.batch_id and a.location_id = c.location_id
      and a.business_date = c.business_date
    where p_from is not null
  )
  select coalesce(a.tenant_id, l.tenant_id), coalesce(a.business_date, l.business_date), coalesce(a.batch_id, l.batch_id),
    coalesce(a.location_id, l.location_id), case
      when a.sequence is null then format('the anchor is missing: the chain ends with movement %s', l.sequence)
      when l.sequence is null then 'the ledger has no movement for this anchor'
      when a.sequence <> l.sequence then format('it ends with movement %s, in the ledger with movement %s', a.sequence, l.sequence)
      when a.hash <> l.hash then 'its hash is not that of its movement'
      else 'its sums are not those of the movements'
    end
  from stored a
  full join inventory.anchors_by_ledger(p_from) l on l.tenant_id = a.tenant_id and l.batch_id = a.batch_id
    and l.location_id = a.location_id and l.business_date = a.business_date
  where a.* is distinct from l.*;
end;
comment on function inventory.wrong_anchors(date) is
  'Each anchor that is not what the movements say, or is missing: all, or only those since the end of a closed day and those that chains began with there, of which the sums are then taken as given.';

grant execute on function inventory.anchors_by_ledger(date), inventory.wrong_anchors(date) to bincard_app;
