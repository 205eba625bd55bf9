create or replace view report_v1.suppliers with (security_invoker = true) as
select s.id as supplier_id, s.code as supplier_code, s.name as supplier_name, s.lead_time_days, s.active
from inventory.suppliers s;
comment on view report_v1.suppliers is 'Who sells to the tenant.';
comment on column report_v1.suppliers.active is 'Whether it gets new orders.';

create or replace view report_v1.supplier_prices with (security_invoker = true) as
select s.id as supplier_id, s.code as supplier_code, s.name as supplier_name, p.id as product_id, p.sku, p.name as product_name,
  x.code as product_code, x.unit, x.factor, x.price::numeric(20, 6) as price, inventory.cost_of_base_unit(x.price, x.factor)::numeric(20, 6) as unit_cost,
  p.base_unit, x.minimum_quantity, s.lead_time_days, x.active
from inventory.supplier_products x
join inventory.suppliers s on s.tenant_id = x.tenant_id and s.id = x.supplier_id
join inventory.products p on p.tenant_id = x.tenant_id and p.id = x.product_id;
comment on view report_v1.supplier_prices is 'What a supplier sells of a product, and at which price.';
comment on column report_v1.supplier_prices.active is 'Whether the supplier still sells it.';
comment on column report_v1.supplier_prices.unit_cost is 'What a base unit costs by the price; null where nobody said.';
