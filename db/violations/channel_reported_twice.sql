-- Products at a location with more than one figure of a channel.
select count(*) as violations from (
  select from inventory.channel_stock c group by c.tenant_id, lower(normalize(c.channel)), c.product_id, c.location_id having count(*) > 1) d
