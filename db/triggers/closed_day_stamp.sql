-- Stamp: closing a day writes the anchors of the chains that moved since the day closed before it, and a checkpoint: a hash over
-- these anchors, the audit entries since then, and that day's checkpoint.
--
-- Rule:      A day is closed only when it is over and no running transaction can still write to it.
-- Why:       a checkpoint over a day that still changes proves nothing.
-- Guards:    closed_days, INSERT (rules day_not_over, earlier_day_open, day_closed). Transactions that were running when
--            the day ended may still commit movements of it: closing waits for them for up to ten seconds. It does not
--            wait for audit entries: those of transactions that began after the oldest one that is running, at audit_until,
--            are of the next checkpoint.
-- Cost:      what moved since the day closed before, and one look at each row of batch_stock
-- Locks:     the tenant's row, so that two closings follow each other
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.ledger_writers() returns table (virtualtransaction text)
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  select l.virtualtransaction from pg_locks l
  where l.locktype = 'relation' and l.mode = 'RowExclusiveLock' and l.relation = 'inventory.movements'::regclass
    and l.database = (select d.oid from pg_database d where d.datname = current_database()) and l.pid is distinct from pg_backend_pid() -- a prepared transaction has none
$$;
comment on function inventory.ledger_writers() is 'The transactions of this database, running or prepared, that have written movements.';

create or replace function inventory.tg_day_close() returns trigger
language plpgsql security definer -- the writer may not set the tenant's last closed day, nor write anchors
set search_path = pg_catalog, pg_temp set work_mem = '64MB' set jit = off -- it sorts the anchors of tens of thousands of places
as $$
declare
  v_tenant record;
  v_today date;
  v_open date;
  v_before record;
  v_writers text[];
  v_deadline constant timestamptz := clock_timestamp() + interval '10 seconds';
begin
  perform inventory.check_tenant(new.tenant_id);
  select t.time_zone, t.last_closed_on into v_tenant
  from inventory.tenants t where t.id = new.tenant_id for no key update;
  v_today := inventory.business_date(v_tenant.time_zone, clock_timestamp());
  if new.business_date >= v_today then
    perform inventory.refuse('day_not_over', format('%s is not over', new.business_date),
      jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date, 'today', v_today),
      'Close it after it has ended.');
  elsif new.business_date <= v_tenant.last_closed_on then
    perform inventory.refuse('day_closed', format('%s is closed', new.business_date),
      jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date, 'lastClosed', v_tenant.last_closed_on));
  end if;
  select min(d.business_date) into v_open
  from inventory.daily_stock d
  where d.tenant_id = new.tenant_id and d.business_date < new.business_date
    and d.business_date > coalesce(v_tenant.last_closed_on, '-infinity');
  if v_open is not null then
    perform inventory.refuse('earlier_day_open', format('%s is still open', v_open),
      jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date, 'firstOpen', v_open),
      format('Close %s first.', v_open));
  end if;

  -- A movement of that day was stamped before now, and its transaction holds a lock on the ledger until it commits.
  select array_agg(w.virtualtransaction) into v_writers from inventory.ledger_writers() w;
  while exists (select from inventory.ledger_writers() w where w.virtualtransaction = any (v_writers)) loop
    if clock_timestamp() > v_deadline then
      perform inventory.refuse('day_not_over', 'Transactions of that day are still running',
        jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date), 'Try again.');
    end if;
    perform pg_sleep(0.02);
  end loop;

  new.closed_at := clock_timestamp();
  new.closed_by := inventory.current_actor();
  select c.hash, c.chains, c.movements, c.audit_until, c.days into v_before from inventory.closed_days c
  where c.tenant_id = new.tenant_id order by c.business_date desc limit 1;
  new.previous_hash := coalesce(v_before.hash, '');
  new.audit_until := greatest(pg_snapshot_xmin(pg_current_snapshot()), v_before.audit_until);
  with ends as materialized (
    select m.* from inventory.moved_since_anchor(new.tenant_id, v_tenant.last_closed_on, new.business_date) m
  ), kept as (
    insert into inventory.chain_anchors select (e.anchor).* from ends e
  )
  select coalesce(v_before.chains, 0) + count(*) filter (where e.is_new), coalesce(v_before.movements, 0) + coalesce(sum(e.moved), 0),
    count(*), sha256(coalesce(string_agg(inventory.anchor_bytes(e.anchor), ''::bytea order by (e.anchor).batch_id, (e.anchor).location_id), ''))
  into new.chains, new.movements, new.anchors, new.ledger_hash
  from ends e;
  select d.entries, d.hash into new.audit_entries, new.audit_hash
  from inventory.audit_digest(new.tenant_id, coalesce(v_before.audit_until, '0'), new.audit_until) d;
  select t.movements, t.root into new.day_movements, new.root
  from inventory.day_tree(new.tenant_id, new.business_date, new.movements - coalesce(v_before.movements, 0)) t;
  new.hash := inventory.checkpoint_hash(new);
  new.days := coalesce(v_before.days, 0) + 1;
  new.log_root := inventory.merkle_root(inventory.log_leaves(new.tenant_id, new.business_date)
    || inventory.merkle_leaf(inventory.day_entry(new.tenant_id, new.business_date, new.day_movements, new.root, new.hash)));
  update inventory.tenants t set last_closed_on = new.business_date where t.id = new.tenant_id;
  return new;
end
$$;
comment on function inventory.tg_day_close() is
  'Stamp: the anchors and the checkpoint of a closed day; refuses a day that is not over, is already closed, or comes after an open one.';

drop trigger if exists _100_day_not_over on inventory.closed_days;
create trigger _100_day_not_over before insert on inventory.closed_days
  for each row execute function inventory.tg_day_close();
comment on trigger _100_day_not_over on inventory.closed_days is
  E'A day is closed only when it is over and no running transaction can still write to it.\nGuards: day_closed';
