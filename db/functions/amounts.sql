-- Amounts: "0.333" with a unit instead of a whole quantity. An amount is a decimal number of a unit and is taken where it
-- is a whole number of base units; the line then has that number, so that nothing after it knows of fractions.

create or replace function inventory.checked_amount(p_amount text, p_field text, p_signed boolean) returns numeric
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if length(p_amount) > 40 or p_amount !~ ('^' || repeat('-?', p_signed::integer) || '[0-9]+([.][0-9]+)?$') then
    perform inventory.refuse('amount_invalid', 'An amount is a decimal number such as 0.333',
      jsonb_build_object('field', p_field, 'amount', left(p_amount, 40)),
      case when p_amount ~ '^[0-9]+,[0-9]+$' then format('Write %s.', replace(left(p_amount, 40), ',', '.'))
        else 'Write digits with a point and without spaces or an exponent, at most 40 characters.' end);
  end if;
  return p_amount::numeric;
end
$$;
comment on function inventory.checked_amount(text, text, boolean) is
  'The number that an amount is; refuses anything but digits with a decimal point (amount_invalid). p_signed allows a minus.';

-- No figure where the division does not end: a third of a pack has no decimal number.
create or replace function inventory.amount_text(p_quantity numeric, p_factor bigint) returns text
language sql immutable
return case when round(p_quantity / p_factor, 20) * p_factor = p_quantity then trim_scale(round(p_quantity / p_factor, 20))::text end;
comment on function inventory.amount_text(numeric, bigint) is
  'A quantity in base units as an amount of a unit of this factor; null where no decimal number is exactly it.';

create or replace function inventory.amount_in_base_units(
  p_amount text, p_unit text, p_factor bigint, p_base_unit text, p_field text, p_signed boolean default false
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_quantity constant numeric := inventory.checked_amount(p_amount, p_field, p_signed) * p_factor;
begin
  if abs(v_quantity) > inventory.largest_quantity() then
    perform inventory.refuse_quantity(p_field, ceil(abs(v_quantity)) * sign(v_quantity),
      jsonb_build_object('amount', p_amount, 'unit', p_unit));
  elsif v_quantity <> trunc(v_quantity) then
    perform inventory.refuse('amount_not_whole',
      format('%s %s is %s %s, which is not a whole number', p_amount, p_unit, trim_scale(v_quantity), p_base_unit),
      jsonb_build_object('field', p_field, 'amount', p_amount, 'unit', p_unit, 'factor', p_factor, 'baseUnit', p_base_unit,
        'nearest', jsonb_build_array(
          jsonb_build_object('amount', inventory.amount_text(floor(v_quantity), p_factor), 'quantity', floor(v_quantity)),
          jsonb_build_object('amount', inventory.amount_text(ceil(v_quantity), p_factor), 'quantity', ceil(v_quantity)))),
      format('Give %s %s (%s) or %s %s (%s).', floor(v_quantity), p_base_unit,
        coalesce(inventory.amount_text(floor(v_quantity), p_factor), 'no exact amount') || ' ' || p_unit, ceil(v_quantity), p_base_unit,
        coalesce(inventory.amount_text(ceil(v_quantity), p_factor), 'no exact amount') || ' ' || p_unit));
  end if;
  return v_quantity;
end
$$;
comment on function inventory.amount_in_base_units(text, text, bigint, text, text, boolean) is
  'An amount of a unit in base units. Refuses one that is no whole number of them (amount_not_whole), with the nearest two, and one beyond the limit (quantity_too_large).';

create or replace function inventory.line_product(p_tenant_id uuid, p_line jsonb, p_field text) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_product_id uuid := (p_line ->> 'productId')::uuid;
begin
  if v_product_id is null and p_line ->> 'transferLineId' is not null then
    select l.product_id into v_product_id from inventory.transfer_lines l
    where l.tenant_id = p_tenant_id and l.id = (p_line ->> 'transferLineId')::uuid;
    if not found then
      perform inventory.refuse('transfer_unknown', 'There is no such line of a transfer',
        jsonb_build_object('field', p_field || 'transferLineId', 'transferLineId', p_line ->> 'transferLineId'));
    end if;
  elsif v_product_id is null and p_line ->> 'batchId' is not null then
    select b.product_id into v_product_id from inventory.batches b where b.tenant_id = p_tenant_id and b.id = (p_line ->> 'batchId')::uuid;
    if not found then
      perform inventory.refuse('batch_unknown', 'There is no such batch',
        jsonb_build_object('field', p_field || 'batchId', 'batchId', p_line ->> 'batchId'));
    end if;
  elsif v_product_id is null and p_line ->> 'saleLineId' is not null then
    select l.product_id into v_product_id from inventory.sale_lines l
    where l.tenant_id = p_tenant_id and l.id = (p_line ->> 'saleLineId')::uuid;
    if not found then
      perform inventory.refuse('sale_line_unknown', 'There is no such line of a sale',
        jsonb_build_object('field', p_field || 'saleLineId', 'saleLineId', p_line ->> 'saleLineId'));
    end if;
  end if;
  return v_product_id;
end
$$;
comment on function inventory.line_product(uuid, jsonb, text) is
  'The product that a line of an input is about: the one it names, or that of its transfer line, batch or sale line. Refuses an unknown one.';

create or replace function inventory.loses_unit(p_line jsonb) returns boolean
language sql immutable
return p_line ->> 'unit' is not null and (p_line ->> 'saleLineId' is not null or p_line ->> 'transferLineId' is not null);
comment on function inventory.loses_unit(jsonb) is
  'Whether a line of a refund or of an arrived transfer names a unit: its row keeps base units only, so its quantity is converted too.';

-- One expression, so that the planner puts it in the caller's place.
create or replace function inventory.needs_quantity(p_line jsonb, p_key text default 'quantity') returns boolean
language sql immutable
return p_line ->> p_key is null or p_line ->> 'amount' is not null or inventory.loses_unit(p_line);
comment on function inventory.needs_quantity(jsonb, text) is
  'Whether with_quantity has anything to do for a line, or to refuse; almost every line gives a quantity.';

create or replace function inventory.with_quantity(
  p_tenant_id uuid, p_line jsonb, p_field text, p_key text default 'quantity', p_signed boolean default false
) returns jsonb language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_amount constant text := p_line ->> 'amount';
  v_terms record;
  v_base_unit text;
  v_product_id uuid;
  v_quantity bigint;
begin
  if (v_amount is null) = (p_line ->> p_key is null) then
    perform inventory.refuse('quantity_or_amount', format('Give either %s or amount', p_key),
      jsonb_build_object('field', p_field || case when v_amount is null then p_key else 'amount' end));
  elsif v_amount is null and not inventory.loses_unit(p_line) then
    return p_line;
  end if;
  v_product_id := inventory.line_product(p_tenant_id, p_line, p_field);
  v_terms := inventory.checked_terms(p_tenant_id, v_product_id, p_line ->> 'unit', p_field, p_tracked => false);
  select p.base_unit into v_base_unit from inventory.products p where p.tenant_id = p_tenant_id and p.id = v_product_id;
  v_quantity := case when v_amount is null then inventory.base_units((p_line ->> p_key)::bigint, v_terms.factor, p_field || p_key)
    else inventory.amount_in_base_units(v_amount, v_terms.unit, v_terms.factor, v_base_unit, p_field || 'amount', p_signed) end;
  if v_quantity = 0 and p_key = 'quantity' then
    perform inventory.refuse(case when p_signed then 'quantity_zero' else 'quantity_not_positive' end, 'The amount is zero',
      jsonb_build_object('field', p_field || case when v_amount is null then p_key else 'amount' end, 'quantity', 0),
      case when p_signed then 'Give an amount below or above zero.' else 'Give an amount above zero.' end);
  end if;
  return (p_line - 'amount') || jsonb_build_object(p_key, v_quantity, 'unit', v_base_unit);
end
$$;
comment on function inventory.with_quantity(uuid, jsonb, text, text, boolean) is
  'A line of an input with a quantity in base units in place of its amount. Refuses both or neither (quantity_or_amount). p_key is the quantity''s name, p_field begins the fields'' path.';

create or replace function inventory.with_quantities(p_tenant_id uuid, p_input jsonb, p_key text default 'quantity') returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  -- Almost every line gives a quantity and none of the others: an expression says so, and starts no executor.
  if p_key = 'quantity' and not jsonb_path_exists(p_input,
    '$.lines[*] ? (!(@.quantity.type() == "number") || exists(@.amount) || exists(@.saleLineId) || exists(@.transferLineId))')
  then
    return p_input;
  end if;
  if not exists (select from jsonb_array_elements(p_input -> 'lines') l where inventory.needs_quantity(l, p_key)) then
    return p_input;
  end if;
  return p_input || jsonb_build_object('lines', (
    select jsonb_agg(inventory.with_quantity(p_tenant_id, l.line, format('lines[%s].', l.line_number - 1), p_key) order by l.line_number)
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number)));
end
$$;
comment on function inventory.with_quantities(uuid, jsonb, text) is 'An input whose lines have quantities in place of amounts.';

grant execute on function inventory.checked_amount(text, text, boolean), inventory.amount_text(numeric, bigint),
  inventory.amount_in_base_units(text, text, bigint, text, text, boolean), inventory.line_product(uuid, jsonb, text), inventory.loses_unit(jsonb),
  inventory.needs_quantity(jsonb, text),
  inventory.with_quantity(uuid, jsonb, text, text, boolean), inventory.with_quantities(uuid, jsonb, text) to bincard_app;
