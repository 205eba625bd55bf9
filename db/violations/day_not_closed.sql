-- Signatures of days that are not closed.
select count(*) as violations from inventory.checkpoint_signatures s
where not exists (select from inventory.closed_days c where c.tenant_id = s.tenant_id and c.business_date = s.business_date)
