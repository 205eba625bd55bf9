-- Rule:      An archive follows the one before it, and its file has the movements that the checkpoints of its days are over.
-- Why:       its movements leave the ledger. They must all be in the file, unchanged, and the ledger must go on from its anchors.
-- Guards:    archives, INSERT (rules archive_false, day_not_closed). The writer names the file's SHA-256, the checkpoint of its
--            last day and its number of movements, as bincard archive check has computed them. The movements, anchors and audit
--            entries in the database must verify against the same checkpoints, so the file has the movements that leave.
-- Locks:     the tenant's archives (exclusive: two archives follow each other, and no verification is under way), then the
--            movements that leave
-- Not enforced against: who names a file that does not exist; the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_archive_false() returns trigger
language plpgsql security definer -- the writer may see neither the whole audit log nor the ledger's rights
set search_path = pg_catalog, pg_temp set work_mem = '64MB' set jit = off
as $$
declare
  v_day record;
  v_wrong record;
  v_expected bigint;
  v_skip bigint;
begin
  perform inventory.check_tenant(new.tenant_id);
  new.after_date := inventory.lock_archives(new.tenant_id, true);
  select c.movements, c.hash into v_day from inventory.closed_days c
  where c.tenant_id = new.tenant_id and c.business_date = new.business_date;
  if not found then
    perform inventory.refuse('day_not_closed', format('%s is not closed', new.business_date),
      jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date, 'lastClosed', (
        select t.last_closed_on from inventory.tenants t where t.id = new.tenant_id)), 'Close it first.');
  elsif new.business_date <= new.after_date then
    perform inventory.refuse('archive_false', format('The days up to %s are in an archive already', new.after_date),
      jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date, 'archivedUntil', new.after_date),
      'Write an archive of the days after it.');
  end if;
  v_expected := v_day.movements - coalesce((
    select c.movements from inventory.closed_days c where c.tenant_id = new.tenant_id and c.business_date = new.after_date), 0);
  if new.checkpoint_hash is distinct from v_day.hash or new.movements is distinct from v_expected then
    perform inventory.refuse('archive_false', format('The file is not of the days up to %s that were closed', new.business_date),
      jsonb_build_object('businessDate', new.business_date, 'movements', new.movements, 'expected', v_expected,
        'checkpointHash', encode(new.checkpoint_hash, 'hex')),
      'Check it with bincard archive check --database, or write it again.');
  end if;

  select count(*) into v_skip from inventory.closed_days c where c.tenant_id = new.tenant_id and c.business_date <= new.after_date;
  select d.business_date, d.what into v_wrong from inventory.wrong_days(v_skip, null) d
  where d.tenant_id = new.tenant_id and d.business_date <= new.business_date order by d.business_date limit 1;
  if found then
    perform inventory.refuse('archive_false', format('The day %s does not verify: %s', v_wrong.business_date, v_wrong.what),
      jsonb_build_object('businessDate', v_wrong.business_date, 'what', v_wrong.what), 'Run bincard verify.');
  end if;

  select m.transaction_id, m.id into new.last_transaction_id, new.last_movement_id from inventory.movements m
  where m.tenant_id = new.tenant_id and m.business_date <= new.business_date order by m.transaction_id desc, m.id desc limit 1;
  select max(m.recorded_at) into new.recorded_until from inventory.movements m
  where m.tenant_id = new.tenant_id and m.business_date <= new.business_date;
  new.archived_at := clock_timestamp();
  new.archived_by := inventory.current_actor();
  return new;
end
$$;
comment on function inventory.tg_archive_false() is
  'Stamp: refuses an archive of other days or movements than were closed; fills in what it follows and the latest of its movements.';

drop trigger if exists _100_archive_false on inventory.archives;
create trigger _100_archive_false before insert on inventory.archives
  for each row execute function inventory.tg_archive_false();
comment on trigger _100_archive_false on inventory.archives is
  E'An archive follows the one before it, and its file has the movements that the checkpoints of its days are over.\nGuards: day_not_closed';

create or replace function inventory.tg_archive_move_out() returns trigger
language plpgsql security definer -- nobody else may delete a movement
set search_path = pg_catalog, pg_temp
as $$
declare
  v_deleted bigint;
begin
  perform inventory.check_tenant(new.tenant_id);
  delete from inventory.movements m where m.tenant_id = new.tenant_id and m.business_date <= new.business_date;
  get diagnostics v_deleted = row_count;
  if v_deleted <> new.movements then
    perform inventory.refuse('archive_false', format('%s movements in the file, %s in the ledger', new.movements, v_deleted),
      jsonb_build_object('businessDate', new.business_date, 'movements', new.movements, 'found', v_deleted), 'Run bincard verify.');
  end if;
  return null;
end
$$;
comment on function inventory.tg_archive_move_out() is
  'Ledger step: removes the movements that are in an archive. The anchors of their days stay, and the chains go on from them.';

drop trigger if exists _500_move_out on inventory.archives;
create trigger _500_move_out after insert on inventory.archives
  for each row execute function inventory.tg_archive_move_out();
comment on trigger _500_move_out on inventory.archives is
  E'Ledger step: removes the movements that are in an archive. The anchors of their days stay, and the chains go on from them.\nGuards: archive_false';
