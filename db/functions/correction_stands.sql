-- Whether a correction of a channel's figure is still to the point.

create or replace function inventory.correction_stands(
  p_tenant_id uuid, p_line_id uuid, p_channel text, p_product_id uuid, p_location_id uuid, p_field text
) returns boolean language sql stable
begin atomic
  select not exists (select from inventory.reconciliation_lines l
    where l.tenant_id = p_tenant_id and l.id = p_line_id and l.actual <> case p_field
      when 'quantity' then (select c.quantity from inventory.channel_stock c
        where c.tenant_id = p_tenant_id and c.channel_key = inventory.code_key(p_channel) and c.product_id = p_product_id
          and c.location_id is not distinct from p_location_id)
      when 'total' then (select c.total from inventory.channel_products c
        where c.tenant_id = p_tenant_id and c.channel_key = inventory.code_key(p_channel) and c.product_id = p_product_id)
      else (select c.visible::integer from inventory.channel_products c
        where c.tenant_id = p_tenant_id and c.channel_key = inventory.code_key(p_channel) and c.product_id = p_product_id) end);
end;
comment on function inventory.correction_stands(uuid, uuid, text, uuid, uuid, text) is
  'Whether a channel still reports the figure that a correction was made for: with another one it has moved on, and what is wrong then is found anew.';

grant execute on function inventory.correction_stands(uuid, uuid, text, uuid, uuid, text) to bincard_app;
