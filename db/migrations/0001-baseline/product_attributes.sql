-- Attributes of products as rows, which an index can find. An index on the jsonb column itself would not be used: its
-- operators are not leakproof, and under row-level security PostgreSQL only uses indexes whose operators are.

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

-- No foreign key: each row would cost a look-up, and a product is never deleted (master_data_permanent). A name and a value
-- of 256 four-byte characters still fit an index entry.
create table inventory.product_attributes (
  tenant_id uuid not null,
  product_id uuid not null,
  name text collate "C" not null,
  value text collate "C" not null,
  number inventory.attribute_value,
  primary key (tenant_id, name, value, product_id)
);
create index product_attributes_by_number on inventory.product_attributes (tenant_id, name, number, product_id)
  where number is not null;
comment on table inventory.product_attributes is 'A projection of products.attributes, written by the product''s own trigger.';
select inventory.isolate_by_tenant('inventory.product_attributes');
