-- Movements of other tenants that this session can see.
select count(*) as violations from inventory.movements m
where m.tenant_id <> nullif(current_setting('app.tenant_id', true), '')::uuid
