-- Signing keys and signatures of closed days: what is declared of their tables, then the entry points.

select
  inventory.make_immutable('inventory.signing_keys'),
  inventory.make_immutable('inventory.checkpoint_signatures'),
  inventory.audit('inventory.signing_keys', 'signing_key', 'insert', p_key => 'key_id'),
  inventory.audit('inventory.checkpoint_signatures', 'checkpoint_signature', 'insert', p_key => 'business_date'),
  inventory.allow_role('inventory.signing_keys', 'insert', 'admin'),
  inventory.allow_role('inventory.checkpoint_signatures', 'insert', 'admin');

create or replace function inventory.add_signing_key(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_key_id text;
begin
  insert into inventory.signing_keys (tenant_id, generation, public_key)
  values (v_tenant_id, (p_input ->> 'generation')::integer, decode(p_input ->> 'publicKey', 'hex'))
  returning key_id into v_key_id;
  return to_jsonb(v_key_id);
end
$$;
comment on function inventory.add_signing_key(jsonb, jsonb) is
  'Adds the public part of a signing key {"generation", "publicKey": hex}, which signs from now on; returns its id. Refused by signing_key_taken.';

create or replace function inventory.sign_days(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_signed bigint;
begin
  insert into inventory.checkpoint_signatures (tenant_id, business_date, key_id, signature)
  select v_tenant_id, (s ->> 'businessDate')::date, p_input ->> 'keyId', decode(s ->> 'signature', 'hex')
  from jsonb_array_elements(p_input -> 'signatures') s
  on conflict (tenant_id, business_date) do nothing; -- another server signs at the same time
  get diagnostics v_signed = row_count;
  return to_jsonb(v_signed);
end
$$;
comment on function inventory.sign_days(jsonb, jsonb) is
  'Keeps signatures of closed days {"keyId", "signatures": [{"businessDate", "signature": hex}]}; returns how many are new. Refused by day_not_closed, signature_invalid.';

grant execute on function inventory.add_signing_key(jsonb, jsonb), inventory.sign_days(jsonb, jsonb) to bincard_app;
