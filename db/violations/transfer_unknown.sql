-- Transfer lines whose transfer is missing.
select count(*) as violations from inventory.transfer_lines l
left join inventory.transfers t on t.tenant_id = l.tenant_id and t.id = l.transfer_id where t.id is null
