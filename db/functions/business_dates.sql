-- The business date of a document: the tenant's today, or an earlier day that was given.

create or replace function inventory.open_day(p_tenant_id uuid, out today date, out last_closed_on date)
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  select inventory.business_date(t.time_zone, clock_timestamp()), t.last_closed_on into today, last_closed_on
  from inventory.tenants t where t.id = p_tenant_id for share;
end
$$;
comment on function inventory.open_day(uuid) is
  'The tenant''s today and last closed day. It share-locks the tenant''s row, so that no day is closed, and the time zone not changed, before the transaction ends.';

-- A date before it is a slip of the keyboard or the zero of some calendar (1900, 1970).
create or replace function inventory.earliest_business_date() returns date
language sql immutable parallel safe
return date '2000-01-01';
comment on function inventory.earliest_business_date() is 'The earliest business date that a document can be given.';

create or replace function inventory.check_business_date(p_tenant_id uuid, p_date date, out backdated boolean)
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_day constant record := inventory.open_day(p_tenant_id);
begin
  backdated := p_date < v_day.today;
  if p_date > v_day.today then
    perform inventory.refuse('business_date_out_of_order', format('%s is in the future: today is %s', p_date, v_day.today),
      jsonb_build_object('field', 'businessDate', 'businessDate', p_date, 'today', v_day.today),
      'Give today or an earlier date, or leave it out: the document is then of today.');
  elsif p_date < inventory.earliest_business_date() then
    perform inventory.refuse('business_date_out_of_order', format('%s is before %s, the earliest business date', p_date,
        inventory.earliest_business_date()),
      jsonb_build_object('field', 'businessDate', 'businessDate', p_date, 'today', v_day.today,
        'earliest', greatest(inventory.earliest_business_date(), v_day.last_closed_on + 1)),
      'Check the year. Stock from before that date is received on it, or on a later one.');
  elsif backdated and p_date <= v_day.last_closed_on then
    perform inventory.refuse('business_date_out_of_order', format('%s is closed: the last closed day is %s', p_date, v_day.last_closed_on),
      jsonb_build_object('field', 'businessDate', 'businessDate', p_date, 'lastClosed', v_day.last_closed_on,
        'earliest', v_day.last_closed_on + 1),
      format('Give %s or a later date, or leave it out: the document is then of today.', v_day.last_closed_on + 1));
  end if;
  -- The policy of the table refuses it too, without words.
  if backdated and current_user = 'bincard_app' and coalesce(current_setting('app.role', true), '') not in ('manager', 'admin') then
    perform inventory.refuse('role_policy', 'Only a manager gives a document an earlier business date',
      jsonb_build_object('field', 'businessDate', 'businessDate', p_date, 'today', v_day.today, 'needed', 'manager'),
      'Leave the date out: the document is then of today. Or ask a manager to enter it.');
  end if;
end
$$;
comment on function inventory.check_business_date(uuid, date) is
  'Refuses (business_date_out_of_order) a given business date that is in the future, closed or before the earliest one, and (role_policy) an earlier one in the session of a clerk. backdated: the date is over.';

create or replace function inventory.refuse_closed_date(p_date date, p_last_closed_on date) returns date
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('day_closed', format('%s is closed', p_date),
    jsonb_build_object('businessDate', p_date, 'lastClosed', p_last_closed_on),
    'The clock or the time zone was set back. Wait until the last closed day is over.');
  return p_date;
end
$$;
comment on function inventory.refuse_closed_date(date, date) is
  'Refuses (day_closed) a movement of a closed day. Returns the date, for expressions.';

create or replace function inventory.open_date(p_date date, p_last_closed_on date) returns date
language sql volatile
return case when p_date <= p_last_closed_on then inventory.refuse_closed_date(p_date, p_last_closed_on) else p_date end;
comment on function inventory.open_date(date, date) is 'The business date of a movement; refuses a closed one.';

create or replace function inventory.refuse_earlier_date(
  p_date date, p_latest date, p_tenant_id uuid, p_product_id uuid, p_batch_id uuid, p_location_id uuid, p_line_id uuid
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_sku constant text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id);
  v_batch constant text := (select b.batch_number from inventory.batches b where b.tenant_id = p_tenant_id and b.id = p_batch_id);
  v_location constant text := (select o.code from inventory.locations o where o.tenant_id = p_tenant_id and o.id = p_location_id);
  v_line constant integer := coalesce(
    (select l.line_number from inventory.sale_lines l where l.tenant_id = p_tenant_id and l.id = p_line_id),
    (select l.line_number from inventory.transfer_lines l where l.tenant_id = p_tenant_id and l.id = p_line_id));
begin
  perform inventory.refuse('business_date_out_of_order',
    format(case when exists (
        select from inventory.batch_stock s
        where s.tenant_id = p_tenant_id and s.batch_id = p_batch_id and s.location_id = p_location_id and s.last_business_date < p_latest)
      then 'Batch %s of product %s, at %s, has a cost of %s, after %s' else 'Batch %s of product %s has moved at %s on %s, after %s' end,
      v_batch, v_sku, v_location, p_latest, p_date),
    jsonb_build_object('field', 'businessDate', 'businessDate', p_date, 'latest', p_latest, 'earliest', p_latest, 'sku', v_sku,
      'productId', p_product_id, 'batchId', p_batch_id, 'batchNumber', v_batch, 'locationId', p_location_id, 'location', v_location)
      || case when v_line is null then '{}' else jsonb_build_object('line', v_line) end,
    format('Give %s or a later date, or leave it out: the document is then of today.', p_latest));
end
$$;
comment on function inventory.refuse_earlier_date(date, date, uuid, uuid, uuid, uuid, uuid) is
  'Refuses (business_date_out_of_order) a document with a date before the last movement of a batch that it moves, or before the last cost that was spread over what had moved of it (p_latest). line is the number of the document''s line, from 1.';
grant execute on function inventory.earliest_business_date(), inventory.open_date(date, date), inventory.refuse_closed_date(date, date), inventory.open_day(uuid), inventory.check_business_date(uuid, date) to bincard_app;
