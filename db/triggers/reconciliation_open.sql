-- Stamp: a reconciliation run compares the stock when it is inserted; its lines are the differences found, or those of
-- the report that it is given.
--
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

create or replace function inventory.tg_reconciliation_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  if new.report is null then
    insert into inventory.reconciliation_lines (tenant_id, id, run_id, line_number, kind, product_id, location_id, batch_id,
      channel, subject, business_date, expected, actual, cause)
    select new.tenant_id, inventory.uuid_v7(), new.id, row_number() over (), d.kind, d.product_id, d.location_id, d.batch_id,
      d.channel, d.subject, d.business_date, d.expected, d.actual, d.cause
    from inventory.compare_stock(new.product_id, new.location_id, new.kinds) d
    where d.tenant_id = new.tenant_id;
  else
    insert into inventory.reconciliation_lines (tenant_id, id, run_id, line_number, kind, product_id, location_id, batch_id,
      channel, subject, business_date, expected, actual)
    select new.tenant_id, inventory.uuid_v7(), new.id, l.line_number, l.line ->> 'kind', (l.line ->> 'productId')::uuid,
      (l.line ->> 'locationId')::uuid, (l.line ->> 'batchId')::uuid, l.line ->> 'channel', l.line ->> 'subject',
      (l.line ->> 'businessDate')::date, (l.line ->> 'expected')::bigint, (l.line ->> 'actual')::bigint
    from jsonb_array_elements(new.report) with ordinality l (line, line_number)
    where (new.product_id is null or (l.line ->> 'productId')::uuid = new.product_id)
      and (new.location_id is null or (l.line ->> 'locationId')::uuid = new.location_id)
      and (new.kinds is null or l.line ->> 'kind' = any (new.kinds));
  end if;
  update inventory.reconciliation_runs r set finished_at = clock_timestamp() where r.tenant_id = new.tenant_id and r.id = new.id;
  return null;
end
$$;
comment on function inventory.tg_reconciliation_open() is 'Stamp: writes the lines of a new reconciliation run.';

drop trigger if exists _500_open on inventory.reconciliation_runs;
create trigger _500_open after insert on inventory.reconciliation_runs
  for each row execute function inventory.tg_reconciliation_open();
comment on trigger _500_open on inventory.reconciliation_runs is 'Stamp: writes the lines of a new reconciliation run.';
