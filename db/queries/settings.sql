select t.code, t.name, t.time_zone as "timeZone", t.allow_self_approval as "allowSelfApproval", t.auto_fix_kinds as "autoFixKinds" from inventory.tenants t
