-- Ledger step: a verification recomputes the chains, freezes those that break, and recomputes the closed days and the audit log.
--
-- How:       FULL: every chain from its first movement or audit entry, every anchor from the movements, and every closed day
--            from its anchors. ANCHORED: the same, but from the anchors of the last day that was closed before the last FULL or
--            ANCHORED run began, so that each closed day is verified once after its closing. INCREMENTAL:
--            the movements and entries since the position where the last verification ended, each against the one before
--            it; every closed day against the one before it; and from the movements the anchors of days that were closed since. The day,
--            the anchor and the audit chain that were wrong are recomputed until they are right. The new position is below every transaction that is still in progress, so nothing that
--            commits late is skipped.
--            Where days are in an archive, chains begin at its anchors, which the checkpoints of its days are over.
-- Locks:     the tenant's archives (shared)
-- Rights:    security definer: the writer does not decide what is broken.

create or replace function inventory.tg_verification_run() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_started constant timestamptz := clock_timestamp();
  v_until constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_from record;
  v_archived date;
  v_counts record;
  v_anchors_from date; -- of the days after it the anchors are verified
  v_closed_before bigint;
  v_entries_from xid8;
  v_anchors_again boolean := false;
  v_entry record;
begin
  perform inventory.check_tenant(new.tenant_id);
  v_archived := inventory.lock_archives(new.tenant_id, false);
  select v.transaction_id, v.movement_id, v.closed_days, v.wrong_day, v.wrong_anchor_day, v.wrong_audit_entity, v.wrong_audit_entity_id into v_from
  from inventory.verifications v where v.tenant_id = new.tenant_id order by v.id desc limit 1;
  select null, null, null, null, null
  into new.from_day, new.wrong_anchor_day, new.wrong_anchor_batch_id, new.wrong_anchor_location_id, new.wrong_anchor_what;
  if new.mode = 'ANCHORED' then
    select case when count(*) > 0 then greatest(max(c.business_date), v_archived) end into new.from_day from inventory.closed_days c
    where c.tenant_id = new.tenant_id and c.closed_at < (
      select max(v.started_at) from inventory.verifications v where v.tenant_id = new.tenant_id and v.mode <> 'INCREMENTAL');
  end if;
  if v_from is null or new.mode = 'FULL' or new.mode = 'ANCHORED' and new.from_day is null then
    new.mode := 'FULL'; -- nothing was verified before the first one
    insert into inventory.broken_chains (tenant_id, batch_id, location_id, sequence, movement_id, what)
    select b.tenant_id, b.batch_id, b.location_id, b.sequence, b.movement_id, b.what from inventory.broken_links(null, null) b
    where b.tenant_id = new.tenant_id
    on conflict (tenant_id, batch_id, location_id) do nothing;
    select count(*) as movements, count(distinct (m.batch_id, m.location_id)) as chains into v_counts
    from inventory.movements m where m.tenant_id = new.tenant_id;
    select count(*) into new.audit_entries from inventory.audit_log a where a.tenant_id = new.tenant_id;
    select b.* into v_entry from inventory.broken_audit(null, null) b
    where b.tenant_id = new.tenant_id order by b.entity, b.entity_id limit 1;
    select count(*) into new.anchors from inventory.chain_anchors a where a.tenant_id = new.tenant_id;
  elsif new.mode = 'ANCHORED' then
    insert into inventory.broken_chains (tenant_id, batch_id, location_id, sequence, movement_id, what)
    select b.tenant_id, b.batch_id, b.location_id, b.sequence, b.movement_id, b.what from inventory.broken_links_from(new.from_day) b
    where b.tenant_id = new.tenant_id
    on conflict (tenant_id, batch_id, location_id) do nothing;
    select coalesce(sum(n.moved), 0)::bigint as movements, count(*) filter (where n.moved > 0) as chains into v_counts
    from inventory.chains_from(new.from_day, null, null) c
    cross join lateral (
      select count(*) as moved from inventory.movements m
      where m.tenant_id = c.tenant_id and m.batch_id = c.batch_id and m.location_id = c.location_id and m.sequence > c.sequence
    ) n
    where c.tenant_id = new.tenant_id;
    v_entries_from := (select (c.audit_until::text::numeric - 1)::text::xid8 from inventory.closed_days c
      where c.tenant_id = new.tenant_id and c.business_date = new.from_day);
    v_anchors_from := new.from_day;
    v_closed_before := (select count(*) - 1 from inventory.closed_days c
      where c.tenant_id = new.tenant_id and c.business_date <= new.from_day);
  else
    insert into inventory.broken_chains (tenant_id, batch_id, location_id, sequence, movement_id, what)
    select b.tenant_id, b.batch_id, b.location_id, b.sequence, b.movement_id, b.what
    from inventory.broken_links_since(v_from.transaction_id, v_from.movement_id, v_until) b
    where b.tenant_id = new.tenant_id
    on conflict (tenant_id, batch_id, location_id) do nothing;
    select count(*) as movements, count(distinct (m.batch_id, m.location_id)) as chains into v_counts
    from inventory.movements m
    where m.tenant_id = new.tenant_id and (m.transaction_id, m.id) > (v_from.transaction_id, v_from.movement_id)
      and m.transaction_id < v_until;
    v_entries_from := v_from.transaction_id;
    v_closed_before := v_from.closed_days;
    select max(d.business_date) into v_anchors_from from (
      select c.business_date, row_number() over (order by c.business_date) as place from inventory.closed_days c
      where c.tenant_id = new.tenant_id) d
    where d.place <= v_from.closed_days;
  end if;
  if new.mode <> 'FULL' then
    select count(*) into new.audit_entries from inventory.audit_log a
    where a.tenant_id = new.tenant_id and a.transaction_id > v_entries_from and a.transaction_id < v_until;
    select b.* into v_entry from (
      select * from inventory.broken_audit_since(v_entries_from, v_until)
      union all
      select * from inventory.broken_audit(v_from.wrong_audit_entity, v_from.wrong_audit_entity_id)
      where v_from.wrong_audit_entity is not null
    ) b where b.tenant_id = new.tenant_id order by b.entity, b.entity_id, b.sequence limit 1;
  end if;
  if v_from.wrong_anchor_day <= v_anchors_from then
    select max(c.business_date) into v_anchors_from from inventory.closed_days c
    where c.tenant_id = new.tenant_id and c.business_date < v_from.wrong_anchor_day;
    v_anchors_again := true;
  end if;
  if new.mode <> 'INCREMENTAL' or v_anchors_again or exists (
    select from inventory.closed_days c
    where c.tenant_id = new.tenant_id and c.business_date > coalesce(v_anchors_from, '-infinity'))
  then
    select a.business_date, a.batch_id, a.location_id, a.what
    into new.wrong_anchor_day, new.wrong_anchor_batch_id, new.wrong_anchor_location_id, new.wrong_anchor_what
    from inventory.wrong_anchors(greatest(case when new.mode <> 'FULL' then v_anchors_from end, v_archived)) a
    where a.tenant_id = new.tenant_id order by a.business_date, a.batch_id, a.location_id limit 1;
  end if;
  new.anchors := coalesce(new.anchors, (select count(*) from inventory.chain_anchors a
    where a.tenant_id = new.tenant_id and a.business_date > coalesce(v_anchors_from, '-infinity')));
  new.wrong_audit_entity := v_entry.entity;
  new.wrong_audit_entity_id := v_entry.entity_id;
  new.wrong_audit_sequence := v_entry.sequence;
  new.wrong_audit_what := v_entry.what;
  select d.business_date, d.what into new.wrong_day, new.wrong_day_what
  from inventory.wrong_days(coalesce(v_closed_before, 0), case when new.mode <> 'FULL' then v_from.wrong_day end) d
  where d.tenant_id = new.tenant_id order by d.business_date limit 1;
  select count(*) into new.closed_days from inventory.closed_days c where c.tenant_id = new.tenant_id;
  new.id := inventory.uuid_v7();
  new.started_at := v_started;
  new.finished_at := clock_timestamp();
  new.actor := inventory.current_actor();
  new.movements := v_counts.movements;
  new.chains := v_counts.chains;
  select count(*) into new.broken from inventory.broken_chains b where b.tenant_id = new.tenant_id;
  new.transaction_id := (v_until::text::numeric - 1)::text::xid8;
  new.movement_id := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  return new;
end
$$;
comment on function inventory.tg_verification_run() is
  'Ledger step: verifies the chains, the anchors, the closed days and the audit log, all, from the anchors of a closed day, or since the last verification; freezes broken chains and stamps what was found.';

drop trigger if exists _100_verify on inventory.verifications;
create trigger _100_verify before insert on inventory.verifications
  for each row execute function inventory.tg_verification_run();
comment on trigger _100_verify on inventory.verifications is
  'Ledger step: verifies the chains, the anchors, the closed days and the audit log, all, from the anchors of a closed day, or since the last verification; freezes broken chains and stamps what was found.';
