-- Stamp: a signing key gets its id, which is computed from its public part, and who added it when.

create or replace function inventory.tg_signing_key_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.key_id := inventory.key_thumbprint(new.public_key);
  new.created_at := clock_timestamp();
  new.created_by := inventory.current_actor();
  return new;
end
$$;
comment on function inventory.tg_signing_key_stamp() is 'Stamp: the id of a signing key, who added it and when.';

drop trigger if exists _100_stamp on inventory.signing_keys;
create trigger _100_stamp before insert on inventory.signing_keys
  for each row execute function inventory.tg_signing_key_stamp();
comment on trigger _100_stamp on inventory.signing_keys is 'Stamp: the id of a signing key, who added it and when.';

create or replace function inventory.tg_checkpoint_signature_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.signed_at := clock_timestamp();
  new.signed_by := inventory.current_actor();
  return new;
end
$$;
comment on function inventory.tg_checkpoint_signature_stamp() is 'Stamp: who signed a closed day, and when.';

drop trigger if exists _100_stamp on inventory.checkpoint_signatures;
create trigger _100_stamp before insert on inventory.checkpoint_signatures
  for each row execute function inventory.tg_checkpoint_signature_stamp();
comment on trigger _100_stamp on inventory.checkpoint_signatures is 'Stamp: who signed a closed day, and when.';
