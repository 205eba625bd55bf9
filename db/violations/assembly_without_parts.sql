-- Assemblies that no part went into.
select count(*) as violations from inventory.assemblies a
where not exists (select from inventory.assembly_parts p where p.tenant_id = a.tenant_id and p.assembly_id = a.id)
