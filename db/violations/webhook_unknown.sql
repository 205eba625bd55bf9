-- Secrets of webhooks that are not there.
select count(*) as violations from inventory.webhook_secrets s
left join inventory.webhooks w on w.tenant_id = s.tenant_id and w.id = s.webhook_id
where w.id is null
