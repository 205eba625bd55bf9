-- Alerts of stock for webhooks: what is declared of their table, what there is to tell now, and the worker's entry point.

select
  inventory.make_permanent('inventory.stock_alerts', 'tenant_id, kind, subject_id'),
  inventory.allow_role('inventory.stock_alerts', 'insert', 'admin'),
  inventory.allow_role('inventory.stock_alerts', 'update', 'admin');

create or replace view inventory.alerts_now with (security_invoker = true) as
select * from (
  -- Of a product that is low at several places, the one that has least of its minimum.
  select distinct on (w.tenant_id, w.product_id) w.tenant_id, 'LOW_STOCK' as kind, w.product_id as subject_id,
    jsonb_strip_nulls(jsonb_build_object('productId', p.id, 'sku', p.sku, 'available', w.available, 'reorderPoint', w.minimum,
      'locationId', w.location_id, 'locationCode', o.code)) as facts
  from inventory.watched_stock w
  join inventory.products p on p.tenant_id = w.tenant_id and p.id = w.product_id
  left join inventory.locations o on o.tenant_id = w.tenant_id and o.id = w.location_id
  where w.available < w.minimum
  order by w.tenant_id, w.product_id, w.available::numeric / w.minimum, o.code_key) low
union all
select b.tenant_id, case when inventory.is_expired(l.expiry_date, t.today) then 'EXPIRED' else 'EXPIRING' end, b.id,
  jsonb_build_object('batchId', b.id, 'lotNumber', l.lot_number, 'productId', p.id, 'sku', p.sku, 'expiryDate', l.expiry_date, 'quantity', q.quantity)
from inventory.lots l
join inventory.batches b on b.tenant_id = l.tenant_id and b.lot_id = l.id
join inventory.products p on p.tenant_id = b.tenant_id and p.id = b.product_id
cross join lateral (select inventory.tenant_today(l.tenant_id) as today offset 0) t
cross join lateral (
  select sum(bs.quantity)::bigint as quantity from inventory.batch_stock bs
  where bs.tenant_id = b.tenant_id and bs.batch_id = b.id and bs.in_stock) q
where l.expiry_date is not null and l.expiry_date <= t.today + 30 and q.quantity > 0;
comment on view inventory.alerts_now is
  'Products with less available than the minimum of a policy or, without one, over all locations than their reorder point, and batches with stock that have expired or can be sold for at most 30 more days.';

create or replace function inventory.raise_alerts(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_kinds constant text[] := array(
    select k.kind from (values ('LOW_STOCK', 'stock.low'), ('EXPIRING', 'batch.expiring'), ('EXPIRED', 'batch.expired')) k (kind, event)
    where exists (
      select from inventory.webhooks w where w.tenant_id = v_tenant_id and w.deleted_at is null and k.event = any (w.events)));
  v_now constant timestamptz := clock_timestamp();
  v_found jsonb;
  v_kind text;
  v_ids uuid[];
  v_raised bigint;
begin
  if v_kinds = '{}' then
    return to_jsonb(0);
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'id', n.subject_id, 'facts', n.facts)), '[]') into v_found
  from inventory.alerts_now n where n.tenant_id = v_tenant_id and n.kind = any (v_kinds);
  foreach v_kind in array v_kinds loop
    v_ids := array(select n.id from jsonb_to_recordset(v_found) n (kind text, id uuid) where n.kind = v_kind);
    update inventory.stock_alerts s set ended_at = v_now
    where s.tenant_id = v_tenant_id and s.kind = v_kind and s.ended_at is null and s.subject_id <> all (v_ids);
  end loop;
  insert into inventory.stock_alerts as s (tenant_id, kind, subject_id, raised_at, facts)
  select v_tenant_id, n.kind, n.id, v_now, n.facts
  from jsonb_to_recordset(v_found) n (kind text, id uuid, facts jsonb)
  where not exists (
    select from inventory.stock_alerts o
    where o.tenant_id = v_tenant_id and o.kind = n.kind and o.subject_id = n.id and o.ended_at is null)
  on conflict (tenant_id, kind, subject_id) do update set raised_at = excluded.raised_at, ended_at = null, facts = excluded.facts
  where s.ended_at is not null;
  get diagnostics v_raised = row_count;
  return to_jsonb(v_raised);
end
$$;
comment on function inventory.raise_alerts(jsonb, jsonb) is
  'Records what webhooks are to be told of stock that is low or expires, once until it has ended, for the kinds that a webhook asks for; returns how many alerts are new.';

grant select on inventory.alerts_now to bincard_app;
grant execute on function inventory.raise_alerts(jsonb, jsonb) to bincard_app;
