-- Documents that name a missing location.
select count(*) as violations from (
  select s.tenant_id, s.location_id from inventory.sales s
  union all
  select r.tenant_id, r.location_id from inventory.receipts r
  union all
  select a.tenant_id, a.location_id from inventory.adjustments a
  union all
  select t.tenant_id, unnest(array[t.from_location_id, t.to_location_id]) from inventory.transfers t
  union all
  select c.tenant_id, c.location_id from inventory.stock_counts c
  union all
  select r.tenant_id, r.location_id from inventory.reservations r
  union all
  select r.tenant_id, r.location_id from inventory.refunds r
  union all
  select l.tenant_id, l.location_id from inventory.refund_lines l
  union all
  select w.tenant_id, w.location_id from inventory.expiry_write_offs w where w.location_id is not null
  union all
  select o.tenant_id, o.location_id from inventory.purchase_orders o
  union all
  select a.tenant_id, a.location_id from inventory.assemblies a
  union all
  select s.tenant_id, s.location_id from inventory.stock_policies s
  union all
  select s.tenant_id, s.location_id from inventory.sync_sources s) d
left join inventory.locations l on l.tenant_id = d.tenant_id and l.id = d.location_id where l.id is null
