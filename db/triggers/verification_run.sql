-- Ledger step: a verification computes the chains anew and freezes those that break.
--
-- How:       FULL from every chain's first movement; INCREMENTAL the movements since the position where the last
--            verification ended, each against the one before it. The new position is below every transaction that is
--            still under way, so nothing that commits late is skipped.
-- Rights:    security definer: what is broken is not the writer's to say.

create or replace function inventory.tg_verification_run() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_started constant timestamptz := clock_timestamp();
  v_until constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_from record;
  v_counts record;
begin
  select v.transaction_id, v.movement_id into v_from
  from inventory.verifications v where v.tenant_id = new.tenant_id order by v.id desc limit 1;
  if not found or new.mode = 'FULL' then
    new.mode := 'FULL'; -- the first one has nothing to go on from
    insert into inventory.broken_chains (tenant_id, batch_id, location_id, sequence, movement_id, what)
    select b.tenant_id, b.batch_id, b.location_id, b.sequence, b.movement_id, b.what from inventory.broken_links(null, null) b
    where b.tenant_id = new.tenant_id
    on conflict (tenant_id, batch_id, location_id) do nothing;
    select count(*) as movements, count(distinct (m.batch_id, m.location_id)) as chains into v_counts
    from inventory.movements m where m.tenant_id = new.tenant_id;
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
  end if;
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
  'Ledger step: verifies the chains, all or since the last verification, freezes the broken ones and stamps the counts.';

drop trigger if exists _100_verify on inventory.verifications;
create trigger _100_verify before insert on inventory.verifications
  for each row execute function inventory.tg_verification_run();
comment on trigger _100_verify on inventory.verifications is
  'Ledger step: verifies the chains, all or since the last verification, freezes the broken ones and stamps the counts.';
