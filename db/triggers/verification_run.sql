-- Ledger step: a verification recomputes the chains, freezes those that break, and recomputes the closed days and the audit log.
--
-- How:       FULL: every chain from its first movement or audit entry, and every closed day from the ledger. INCREMENTAL:
--            the movements and entries since the position where the last verification ended, each against the one before
--            it; every closed day against the one before it; and from the ledger the days that were closed since. The day
--            and the audit chain that were wrong are recomputed until they are right. The new position is below every transaction that is still in progress, so nothing that
--            commits late is skipped.
-- Rights:    security definer: the writer does not decide what is broken.

create or replace function inventory.tg_verification_run() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_started constant timestamptz := clock_timestamp();
  v_until constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_from record;
  v_counts record;
  v_day record;
  v_entry record;
begin
  perform inventory.check_tenant(new.tenant_id);
  select v.transaction_id, v.movement_id, v.closed_days, v.wrong_day, v.wrong_audit_entity, v.wrong_audit_entity_id into v_from
  from inventory.verifications v where v.tenant_id = new.tenant_id order by v.id desc limit 1;
  if not found or new.mode = 'FULL' then
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
    select count(*) into new.audit_entries from inventory.audit_log a
    where a.tenant_id = new.tenant_id and a.transaction_id > v_from.transaction_id and a.transaction_id < v_until;
    select b.* into v_entry from (
      select * from inventory.broken_audit_since(v_from.transaction_id, v_until)
      union all
      select * from inventory.broken_audit(v_from.wrong_audit_entity, v_from.wrong_audit_entity_id)
      where v_from.wrong_audit_entity is not null
    ) b where b.tenant_id = new.tenant_id order by b.entity, b.entity_id, b.sequence limit 1;
  end if;
  new.wrong_audit_entity := v_entry.entity;
  new.wrong_audit_entity_id := v_entry.entity_id;
  new.wrong_audit_sequence := v_entry.sequence;
  new.wrong_audit_what := v_entry.what;
  select d.business_date, d.what into v_day
  from inventory.wrong_days(case new.mode when 'FULL' then 0 else v_from.closed_days end,
    case new.mode when 'INCREMENTAL' then v_from.wrong_day end) d
  where d.tenant_id = new.tenant_id order by d.business_date limit 1;
  new.wrong_day := v_day.business_date;
  new.wrong_day_what := v_day.what;
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
  'Ledger step: verifies the chains, the closed days and the audit log, all or since the last verification, freezes broken chains and stamps what was found.';

drop trigger if exists _100_verify on inventory.verifications;
create trigger _100_verify before insert on inventory.verifications
  for each row execute function inventory.tg_verification_run();
comment on trigger _100_verify on inventory.verifications is
  'Ledger step: verifies the chains, the closed days and the audit log, all or since the last verification, freezes broken chains and stamps what was found.';
