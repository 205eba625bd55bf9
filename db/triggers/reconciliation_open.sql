-- Stamp: a reconciliation run compares the stock when it is inserted; its lines are the differences found, or those of
-- the report that it is given.
--
-- Dry run:   one of a person makes the repairs and takes them back, so that its lines say what a live run does with each:
--            PLANNED would be repaired, STALE and SKIPPED would not. Lines that are not PLANNED are never applied.
-- Locks:     of a dry run: what the repair of one product locks (reconciliation_apply), for the time of that repair
-- Rights:    security definer: the writer may not write lines.

create or replace function inventory.tg_reconciliation_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.actor := inventory.current_actor();
  new.started_at := clock_timestamp();
  new.business_date := inventory.tenant_today(new.tenant_id);
  new.finished_at := null;
  select count(*) into new.products_compared from inventory.products p
  where p.tenant_id = new.tenant_id and (new.product_id is null or p.id = new.product_id);
  return new;
end
$$;
comment on function inventory.tg_reconciliation_stamp() is 'Stamp: who started a reconciliation, when, and how many products it compares.';

drop trigger if exists _100_stamp on inventory.reconciliation_runs;
create trigger _100_stamp before insert on inventory.reconciliation_runs
  for each row execute function inventory.tg_reconciliation_stamp();
comment on trigger _100_stamp on inventory.reconciliation_runs is 'Stamp: who started a reconciliation, when, and how many products it compares.';

create or replace function inventory.found_lines(p_run inventory.reconciliation_runs) returns setof inventory.reconciliation_lines
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_run.report is null then
    return query
    select p_run.tenant_id, inventory.uuid_v7(), p_run.id, (row_number() over ())::integer, d.kind, d.product_id, d.location_id, d.batch_id,
      d.channel, d.subject, d.business_date::inventory.calendar_day, d.expected, d.actual, d.cause, 'PLANNED',
      null::inventory.moment, null::text
    from inventory.compare_stock(p_run.product_id, p_run.location_id, p_run.kinds, null) d
    where d.tenant_id = p_run.tenant_id;
  else
    return query
    select p_run.tenant_id, inventory.uuid_v7(), p_run.id, l.line_number::integer, l.line ->> 'kind', (l.line ->> 'productId')::uuid,
      (l.line ->> 'locationId')::uuid, (l.line ->> 'batchId')::uuid, l.line ->> 'channel', l.line ->> 'subject',
      (l.line ->> 'businessDate')::inventory.calendar_day, (l.line ->> 'expected')::bigint, (l.line ->> 'actual')::bigint, null::text,
      'PLANNED', null::inventory.moment, null::text
    from jsonb_array_elements(p_run.report) with ordinality l (line, line_number)
    where (p_run.product_id is null or (l.line ->> 'productId')::uuid = p_run.product_id)
      and (p_run.location_id is null or (l.line ->> 'locationId')::uuid = p_run.location_id)
      and (p_run.kinds is null or l.line ->> 'kind' = any (p_run.kinds));
  end if;
end
$$;
comment on function inventory.found_lines(inventory.reconciliation_runs) is
  'The lines of a run: the differences of now, or those of its report.';

create or replace function inventory.tg_reconciliation_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_lines inventory.reconciliation_lines[];
  v_done inventory.reconciliation_lines[];
  v_product_id uuid;
  v_finished_at timestamptz;
begin
  perform inventory.check_tenant(new.tenant_id);
  select array_agg(l order by l.line_number) into v_lines from inventory.found_lines(new) l;
  if not new.dry_run or new.trigger <> 'MANUAL' then
    insert into inventory.reconciliation_lines select l.* from unnest(v_lines) l;
  else
    -- Each product's repairs are made and taken back. Lines of different products do not affect each other, and what one
    -- product's repair locks is free again before the next.
    for v_product_id in select distinct l.product_id from unnest(v_lines) l order by 1 loop
      begin
        insert into inventory.reconciliation_lines select l.* from unnest(v_lines) l where l.product_id = v_product_id;
        perform inventory.apply_lines(new.tenant_id, new.id);
        select array_agg(l order by l.line_number) into v_done
        from inventory.reconciliation_lines l
        where l.tenant_id = new.tenant_id and l.run_id = new.id and l.product_id = v_product_id;
        perform inventory.end_dry_run();
      exception when sqlstate 'BCDRY' then null;
      end;
      insert into inventory.reconciliation_lines (tenant_id, id, run_id, line_number, kind, product_id, location_id, batch_id, channel,
        subject, business_date, expected, actual, cause, fix, note)
      select l.tenant_id, l.id, l.run_id, l.line_number, l.kind, l.product_id, l.location_id, l.batch_id, l.channel,
        l.subject, l.business_date, l.expected, l.actual, l.cause, case l.fix when 'APPLIED' then 'PLANNED' else l.fix end, l.note
      from unnest(v_done) l;
    end loop;
  end if;
  v_finished_at := clock_timestamp();
  update inventory.reconciliation_runs r set finished_at = v_finished_at where r.tenant_id = new.tenant_id and r.id = new.id;
  return null;
end
$$;
comment on function inventory.tg_reconciliation_open() is 'Stamp: writes the lines of a new reconciliation run.';

drop trigger if exists _500_open on inventory.reconciliation_runs;
create trigger _500_open after insert on inventory.reconciliation_runs
  for each row execute function inventory.tg_reconciliation_open();
comment on trigger _500_open on inventory.reconciliation_runs is 'Stamp: writes the lines of a new reconciliation run.';
