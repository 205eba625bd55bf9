-- Attributes of products as rows, so that products are found by them. An index of the jsonb column itself would not be
-- used: its operators are not leakproof, and below row-level security PostgreSQL takes only those that are.

-- A JSON number as everything that reads JSON takes it: double precision. One that is too large is infinite, one that
-- is too small is zero; a product is not refused for it.
create function inventory.attribute_number(p_value jsonb) returns double precision
language sql immutable parallel safe
return case
  when jsonb_typeof(p_value) is distinct from 'number' then null
  when abs(p_value::numeric) > (text '1.7976931348623157e308')::numeric then sign(p_value::numeric)::double precision * 'infinity'::double precision
  when abs(p_value::numeric) < (text '4.9e-324')::numeric then 0
  else p_value::double precision
end;
comment on function inventory.attribute_number(jsonb) is
  'A JSON number as double precision, infinite or zero where that cannot hold it; null for any other value.';

-- The longest name and value in four-byte characters still fit an index entry.
create function inventory.searchable_attributes(p_attributes jsonb)
returns table (name text, value text, number double precision)
language sql immutable parallel safe
begin atomic
  -- 1.0 and 1.00 are one jsonb value, and one row here.
  select a.key, left(case jsonb_typeof(a.value) when 'number' then trim_scale(a.value::numeric)::text else a.value #>> '{}' end, 256),
    inventory.attribute_number(a.value)
  from jsonb_each(p_attributes) a
  where jsonb_typeof(a.value) in ('string', 'number', 'boolean') and length(a.key) <= 256;
end;
comment on function inventory.searchable_attributes(jsonb) is
  'What of a product''s attributes is searched by: strings, numbers and booleans with names of up to 256 characters; of a value the first 256 characters.';
grant execute on function inventory.attribute_number(jsonb), inventory.searchable_attributes(jsonb) to bincard_app;

-- A projection of products.attributes, written by the product's own trigger. No foreign key: each row would pay a look-up,
-- and a product is never deleted (master_data_permanent).
create table inventory.product_attributes (
  tenant_id uuid not null,
  product_id uuid not null,
  name text collate "C" not null,
  value text collate "C" not null,
  number double precision,
  primary key (tenant_id, name, value, product_id)
);
create index product_attributes_by_number on inventory.product_attributes (tenant_id, name, number, product_id)
  where number is not null;

alter table inventory.product_attributes enable row level security;
alter table inventory.product_attributes force row level security;
create policy tenant_isolation on inventory.product_attributes
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
comment on policy tenant_isolation on inventory.product_attributes is 'A session sees and writes the rows of its own tenant only.';
grant select on inventory.product_attributes to bincard_app;

-- The products that are there already. The wall stands before the owner too: tenant by tenant.
do $$
declare
  v_before constant text := coalesce(current_setting('app.tenant_id', true), '');
  v_tenant_id uuid;
begin
  for v_tenant_id in select t.id from inventory.tenants t loop
    perform set_config('app.tenant_id', v_tenant_id::text, true);
    insert into inventory.product_attributes (tenant_id, product_id, name, value, number)
    select p.tenant_id, p.id, a.name, a.value, a.number
    from inventory.products p cross join lateral inventory.searchable_attributes(p.attributes) a
    where p.tenant_id = v_tenant_id;
  end loop;
  perform set_config('app.tenant_id', v_before, true);
end
$$;
