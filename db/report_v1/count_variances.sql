create or replace view report_v1.count_variances with (security_invoker = true) as
select c.id as stock_count_id, d.posted_on as business_date, c.posted_at::timestamptz as posted_at, c.posted_by, c.automatic, c.blind,
  o.id as location_id, o.code as location, o.name as location_name, p.id as product_id, p.sku, p.name as product_name, b.id as batch_id,
  b.batch_number, l.expected_quantity, l.counted_quantity, l.counted_quantity - l.expected_quantity as variance, p.base_unit,
  v.unit_value::numeric(20, 6) as unit_cost, ((l.counted_quantity - l.expected_quantity) * v.unit_value)::numeric(20, 6) as value,
  l.counted_by, l.counted_at::timestamptz as counted_at, w.reason, w.note, c.post_reason
from inventory.stock_counts c
join inventory.tenants n on n.id = c.tenant_id
cross join lateral (select inventory.business_date(n.time_zone, c.posted_at) as posted_on) d
join inventory.stock_count_lines l
  on l.tenant_id = c.tenant_id and l.stock_count_id = c.id and l.counted_quantity <> l.expected_quantity
join inventory.locations o on o.tenant_id = l.tenant_id and o.id = l.location_id
join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
join inventory.batches b on b.tenant_id = l.tenant_id and b.id = l.batch_id
left join lateral (
  select case when b.unit_cost is not null or bool_or(k.kind = 'GOODS') then coalesce(b.unit_cost, 0) + coalesce(sum(k.unit_amount), 0) end as unit_value
  from inventory.batch_cost_lines k
  where k.tenant_id = l.tenant_id and k.batch_id = l.batch_id and k.business_date <= d.posted_on) v on true
left join lateral (
  select r.reason, r.note from inventory.stock_count_reasons r
  where r.tenant_id = l.tenant_id and r.stock_count_id = l.stock_count_id and r.batch_id = l.batch_id
  order by r.reason_number desc limit 1) w on true
where c.status = 'POSTED';
comment on view report_v1.count_variances is
  'A batch of which a posted stock count found more or less than was expected, what that had cost, and why it differed.';
comment on column report_v1.count_variances.stock_count_id is 'The stock count''s id.';
comment on column report_v1.count_variances.business_date is 'The day on which the count was posted, in the tenant''s time zone.';
comment on column report_v1.count_variances.posted_at is 'When the count was posted.';
comment on column report_v1.count_variances.posted_by is 'Who posted the count; of one that posted itself, who submitted the last quantity.';
comment on column report_v1.count_variances.automatic is 'Whether the count posted itself, each batch within its tolerance.';
comment on column report_v1.count_variances.blind is 'Whether the count was blind.';
comment on column report_v1.count_variances.expected_quantity is 'What was expected, in base units.';
comment on column report_v1.count_variances.counted_quantity is 'What was found, in base units.';
comment on column report_v1.count_variances.variance is 'Found minus expected, in base units: negative where something was missing.';
comment on column report_v1.count_variances.unit_cost is 'What a base unit of the batch had cost by the day on which the count was posted; null where nobody said.';
comment on column report_v1.count_variances.value is 'The variance at that cost; null where nobody said what the goods cost.';
comment on column report_v1.count_variances.counted_by is 'Who counted the batch.';
comment on column report_v1.count_variances.counted_at is 'When the batch was counted.';
comment on column report_v1.count_variances.reason is 'Why it differed, as a manager said last: DAMAGE, THEFT, MISPLACED, MIXED_UP, SALE_NOT_RECORDED, RECEIPT_NOT_RECORDED, TRANSFER_NOT_RECORDED, WRONG_UNIT, MISCOUNTED or OTHER; null where nobody has.';
comment on column report_v1.count_variances.note is 'More words about the reason.';
comment on column report_v1.count_variances.post_reason is 'The reason that was given for posting the count.';
