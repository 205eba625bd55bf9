-- Tallies of a batch by one person, one after the other; and counts that posted themselves with a difference found by whoever had found one
-- in an earlier such count, with none of the batch in between that somebody posted or another person settled.
with settled as (
  select l.tenant_id, l.batch_id, l.location_id, c.posted_at, c.automatic, t.actor, l.counted_quantity <> l.expected_quantity as differs
  from inventory.stock_counts c
  join inventory.stock_count_lines l on l.tenant_id = c.tenant_id and l.stock_count_id = c.id and l.counted_quantity is not null
  left join inventory.stock_count_tallies t
    on t.tenant_id = l.tenant_id and t.stock_count_id = l.stock_count_id and t.batch_id = l.batch_id and t.tally_number = l.settled_tally
  where c.status = 'POSTED'
), runs as ( -- of a batch: those of one person, one after the other
  select s.*, count(*) filter (where s.begins) over (partition by s.tenant_id, s.batch_id, s.location_id order by s.posted_at) as run
  from (
    select s.*, not (s.automatic and s.actor is not distinct from lag(s.actor) over w) as begins
    from settled s window w as (partition by s.tenant_id, s.batch_id, s.location_id order by s.posted_at)) s
)
select (
  select count(*) from inventory.stock_count_tallies t
  join inventory.stock_count_tallies n on n.tenant_id = t.tenant_id and n.stock_count_id = t.stock_count_id and n.batch_id = t.batch_id
    and n.tally_number = t.tally_number + 1
  where n.actor = t.actor) + (
  select count(*) from (
    select from runs r where r.differs and r.automatic
    group by r.tenant_id, r.batch_id, r.location_id, r.run having count(*) > 1) k) as violations
