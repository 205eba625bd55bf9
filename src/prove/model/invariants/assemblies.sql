-- Assemblies of which another quantity of a part was taken, less what came back, than their sets are made of; whose sets cost something
-- else than what their parts had cost; or that have other parts than their set had at some time.
with taken as (
  select m.document_id as assembly_id, m.document_line_id as part_id, m.product_id, m.location_id, -sum(m.quantity) as quantity
  from inventory.movements m where m.kind in ('ASSEMBLY_OUT', 'ASSEMBLY_VOID') group by 1, 2, 3, 4
)
select 'taken' as what, a.id, p.product_id, p.base_quantity as expected, t.quantity as found
from inventory.assemblies a
join inventory.assembly_parts p on p.assembly_id = a.id
left join taken t on t.assembly_id = a.id and t.part_id = p.id and t.product_id = p.product_id and t.location_id = a.location_id
where coalesce(t.quantity, 0) <> case a.status when 'VOIDED' then 0 else p.base_quantity end
  or p.base_quantity <> p.quantity * a.base_quantity
union all
select 'cost', a.id, a.product_id, a.parts_cost, b.unit_cost * b.intake_quantity
from inventory.assemblies a
join inventory.batches b on b.id = a.batch_id
where case when a.parts_without_cost = 0 then b.unit_cost is null or abs(b.unit_cost * b.intake_quantity - a.parts_cost) > 1e-9
  else b.unit_cost is not null end
union all
select 'components', a.id, p.product_id, p.quantity, null
from inventory.assemblies a
join inventory.assembly_parts p on p.assembly_id = a.id
where not exists (
  select from inventory.kit_components c where c.kit_id = a.product_id and c.component_id = p.product_id and c.quantity = p.quantity)
