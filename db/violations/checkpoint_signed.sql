-- Days with more than one signature.
select count(*) as violations from (
  select from inventory.checkpoint_signatures s group by s.tenant_id, s.business_date having count(*) > 1) d
