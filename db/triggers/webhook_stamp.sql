-- Stamp: a webhook begins after every transaction that has ended, so that it gets all that commits from now on; once it is
-- enabled again, it goes on from where it was.

create or replace function inventory.tg_webhook_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    new.transaction_id := (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text::xid8;
    new.event_id := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    new.created_at := clock_timestamp();
    new.created_by := inventory.current_actor();
  elsif new.enabled and not old.enabled then
    new.failures := 0;
    new.failing_since := null;
    new.next_attempt_at := null;
    new.last_error := null;
    new.warning := null;
  end if;
  return new;
end
$$;
comment on function inventory.tg_webhook_stamp() is
  'Stamp: the position at which a webhook begins, and who made it; enabled again, it has not failed yet.';

drop trigger if exists _100_stamp on inventory.webhooks;
create trigger _100_stamp before insert or update of enabled on inventory.webhooks
  for each row execute function inventory.tg_webhook_stamp();
comment on trigger _100_stamp on inventory.webhooks is
  'Stamp: the position at which a webhook begins, and who made it; enabled again, it has not failed yet.';
