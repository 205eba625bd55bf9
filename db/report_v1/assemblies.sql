create or replace view report_v1.assemblies with (security_invoker = true) as
select a.id as assembly_id, a.status, a.business_date::date as business_date, a.created_at::timestamptz as recorded_at, a.actor,
  o.id as location_id, o.code as location, o.name as location_name, p.id as product_id, p.sku, p.name as product_name, b.id as batch_id,
  b.batch_number, l.expiry_date::date as expiry_date, a.base_quantity as quantity, p.base_unit, a.quantity as unit_quantity, a.unit,
  a.parts_cost::numeric(20, 6) as parts_cost, a.parts_without_cost, c.product_id as part_id, q.sku as part_sku, q.name as part_name,
  c.quantity as part_quantity_per_set, c.base_quantity as part_quantity, q.base_unit as part_unit,
  a.voided_at::timestamptz as voided_at, a.void_reason as reason
from inventory.assemblies a
join inventory.assembly_parts c on c.tenant_id = a.tenant_id and c.assembly_id = a.id
join inventory.products p on p.tenant_id = a.tenant_id and p.id = a.product_id
join inventory.products q on q.tenant_id = c.tenant_id and q.id = c.product_id
join inventory.batches b on b.tenant_id = a.tenant_id and b.id = a.batch_id
join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
join inventory.locations o on o.tenant_id = a.tenant_id and o.id = a.location_id;
comment on view report_v1.assemblies is 'A part of sets that were assembled. A voided assembly is there too.';
comment on column report_v1.assemblies.assembly_id is 'The assembly''s id.';
comment on column report_v1.assemblies.status is 'COMPLETED or VOIDED.';
comment on column report_v1.assemblies.product_id is 'The id of the product of the sets.';
comment on column report_v1.assemblies.sku is 'The SKU of the sets.';
comment on column report_v1.assemblies.product_name is 'The name of the sets.';
comment on column report_v1.assemblies.batch_id is 'The batch that the sets came in as.';
comment on column report_v1.assemblies.quantity is 'How many sets, in base units.';
comment on column report_v1.assemblies.unit_quantity is 'How many sets, in the unit of the request.';
comment on column report_v1.assemblies.unit is 'The unit of the request.';
comment on column report_v1.assemblies.parts_cost is 'What all parts of the assembly had cost, as far as it was known.';
comment on column report_v1.assemblies.parts_without_cost is 'How many base units of its parts had no cost.';
comment on column report_v1.assemblies.part_id is 'The id of the part''s product.';
comment on column report_v1.assemblies.part_sku is 'The part''s SKU.';
comment on column report_v1.assemblies.part_name is 'The part''s name.';
comment on column report_v1.assemblies.part_quantity_per_set is 'How much of the part a base unit of the set has, in base units.';
comment on column report_v1.assemblies.part_quantity is 'How much of the part went into all sets, in base units.';
comment on column report_v1.assemblies.part_unit is 'The unit in which the part is counted.';
comment on column report_v1.assemblies.voided_at is 'When it was voided; null where it was not.';
comment on column report_v1.assemblies.reason is 'Why it was voided.';
