-- Ledger step: applying a line of a reconciliation run repairs its figure, if it still differs exactly as it was found.
--
-- How:       the comparison is made again under the lock of the stock level. A figure that no longer differs, or differs
--            by another amount, is STALE and left alone. A figure is computed again from the ledger, never adjusted by
--            the difference. On a chain that fails verification the line is SKIPPED, since its movements cannot be
--            trusted. A status or a listing (NOT_LISTED) changes only in a MANUAL run of that kind alone; a status only
--            from INACTIVE to ACTIVE. No fix changes the ledger. Every fix writes an audit entry with before, after and
--            difference.
-- Locks:     the line (by the UPDATE), then the stock level; for a channel's figure the product, whose status decides it
-- Rights:    security definer: only the ledger's triggers write stock figures.

create or replace function inventory.tg_reconciliation_apply() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_run record;
  v_now record;
  v_broken record;
  v_note text;
begin
  perform inventory.check_tenant(new.tenant_id);
  if old.fix <> 'PLANNED' or new.fix <> 'APPLIED' then
    perform inventory.refuse('illegal_transition', format('A fix that is %s cannot become %s', old.fix, new.fix),
      jsonb_build_object('lineId', old.id, 'from', old.fix, 'to', new.fix));
  end if;
  new.fixed_at := clock_timestamp();
  select r.id, r.trigger, r.kinds into v_run from inventory.reconciliation_runs r where r.tenant_id = new.tenant_id and r.id = new.run_id;
  -- reconciliation_line_stamp.sql says the same when the line is written; this also stops a line written past that trigger.
  v_note := inventory.decision_note(new.kind, v_run.kinds, v_run.trigger);
  if v_note is not null then
    new.fix := 'SKIPPED';
    new.note := v_note;
    return new;
  end if;
  if new.location_id is not null and new.kind in ('LEDGER_MISMATCH', 'BATCH_MISMATCH') then
    perform inventory.lock_stock(new.tenant_id, array[new.product_id], array[new.location_id], p_make => true);
  elsif new.kind in ('CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED') then
    -- A product that is archived at this moment is compared as archived, not as what it was.
    perform from inventory.products p where p.tenant_id = new.tenant_id and p.id = new.product_id for no key update;
  end if;

  select d.expected, d.actual into v_now
  from inventory.compare_stock(new.product_id, new.location_id, array[new.kind], null) d
  where d.tenant_id = new.tenant_id and d.subject = new.subject and d.location_id is not distinct from new.location_id
    and d.batch_id is not distinct from new.batch_id and d.channel is not distinct from new.channel
    and d.business_date is not distinct from new.business_date;
  if not found then
    new.fix := 'STALE';
    new.note := 'It no longer differs';
    return new;
  elsif (v_now.expected, v_now.actual) <> (new.expected, new.actual) then
    new.fix := 'STALE';
    new.note := format('It moved since: expected %s, actual %s now', v_now.expected, v_now.actual);
    return new;
  end if;

  if new.kind = 'LEDGER_MISMATCH' then
    select b.sequence, b.what into v_broken from inventory.broken_links(new.product_id, new.location_id) b
    where b.tenant_id = new.tenant_id and (new.batch_id is null or b.batch_id = new.batch_id) limit 1;
    if found then
      new.fix := 'SKIPPED';
      new.note := format('The chain itself is broken at movement %s (%s): no figure is computed from it', v_broken.sequence, v_broken.what);
      return new;
    end if;
  end if;

  case
    when new.subject like 'batch_stock.%' then
      perform inventory.rebuild_batch_stock(new.tenant_id, new.product_id, new.batch_id, new.location_id);
    when new.subject like 'daily_stock.%' or new.subject like 'daily_costs.%' then
      perform inventory.rebuild_days(new.tenant_id, new.product_id, new.location_id);
    when new.subject = 'stock_levels.on_hand' then
      update inventory.stock_levels s set on_hand = new.expected
      where s.tenant_id = new.tenant_id and s.product_id = new.product_id and s.location_id = new.location_id;
    when new.subject = 'stock_levels.reserved' then
      perform inventory.refresh_reserved(new.tenant_id, new.product_id, new.location_id);
    when new.subject = 'products.status' then
      update inventory.products p set status = 'ACTIVE'
      where p.tenant_id = new.tenant_id and p.id = new.product_id and p.status = 'INACTIVE';
    else
      insert into inventory.channel_corrections (tenant_id, id, line_id, channel, product_id, location_id, field, quantity)
      select new.tenant_id, inventory.uuid_v7(), new.id, new.channel, new.product_id, new.location_id, f.field, f.quantity
      from (select split_part(new.subject, '.', 2) as field, case new.kind when 'NOT_LISTED' then 1 else new.expected end as quantity) f
      -- The same line is found until the channel reports again; its connector gets one correction. One of another figure that
      -- the channel has shown is not due any more.
      where not exists (
        select from inventory.channel_corrections c
        join inventory.reconciliation_lines l on l.tenant_id = c.tenant_id and l.id = c.line_id and l.actual = new.actual
        where c.tenant_id = new.tenant_id and c.channel = new.channel and c.product_id = new.product_id
          and c.location_id is not distinct from new.location_id and c.field = f.field and c.quantity = f.quantity and c.sent_at is null);
  end case;

  insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, before, after, metadata)
  values (new.tenant_id, inventory.uuid_v7(), clock_timestamp(), inventory.current_actor(),
    case when v_run.trigger = 'SCHEDULED' then 'AUTO_SYNC_CORRECTION' else 'RECONCILED' end, split_part(new.subject, '.', 1),
    concat_ws('/', coalesce(new.batch_id, new.product_id)::text, new.location_id::text, new.business_date::text),
    jsonb_build_object(split_part(new.subject, '.', 2), new.actual), jsonb_build_object(split_part(new.subject, '.', 2), new.expected),
    jsonb_build_object('kind', new.kind, 'difference', new.actual - new.expected, 'runId', new.run_id, 'lineId', new.id,
      'trigger', v_run.trigger, 'channel', new.channel));
  return new;
end
$$;
comment on function inventory.tg_reconciliation_apply() is
  'Ledger step: repairs the figure of a line if it still differs exactly as it was found; otherwise marks the line STALE, or SKIPPED on a broken chain or if its run may not repair its kind.';

drop trigger if exists _500_apply on inventory.reconciliation_lines;
create trigger _500_apply before update of fix on inventory.reconciliation_lines
  for each row execute function inventory.tg_reconciliation_apply();
comment on trigger _500_apply on inventory.reconciliation_lines is
  E'Ledger step: repairs the figure of a line if it still differs exactly as it was found.\nGuards: illegal_transition';
