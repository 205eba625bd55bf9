-- Whether a product's attribute matches a filter, read from the product itself.

create or replace function inventory.attribute_holds(p_value jsonb, p_low jsonb, p_high jsonb) returns boolean
language sql immutable parallel safe
return case jsonb_typeof(coalesce(p_low, p_high))
  when 'number' then inventory.attribute_number(p_value) between
    coalesce(inventory.attribute_number(p_low), '-infinity') and coalesce(inventory.attribute_number(p_high), 'infinity')
  when 'string' then jsonb_typeof(p_value) = 'string'
    and (p_low is null or (p_value #>> '{}') collate "C" >= (p_low #>> '{}'))
    and (p_high is null or (p_value #>> '{}') collate "C" <= (p_high #>> '{}'))
  else p_value = p_low
end;
comment on function inventory.attribute_holds(jsonb, jsonb, jsonb) is
  'Whether an attribute''s value lies between two bounds of one type, both included. A null bound is no bound; two equal bounds test equality. Numbers compare as double precision, texts by code points, and values of another type never match.';
grant execute on function inventory.attribute_holds(jsonb, jsonb, jsonb) to bincard_app;
