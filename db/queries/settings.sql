select t.code, t.name, t.time_zone as "timeZone", t.allow_self_approval as "allowSelfApproval" from inventory.tenants t
