-- Signatures and public keys of another length, and signatures by no key of the tenant.
select (select count(*) from inventory.checkpoint_signatures s
    left join inventory.signing_keys k on k.tenant_id = s.tenant_id and k.key_id = s.key_id
    where k.key_id is null or length(encode(s.signature, 'hex')) <> 128)
  + (select count(*) from inventory.signing_keys k where length(encode(k.public_key, 'hex')) <> 64 or k.generation < 1) as violations
