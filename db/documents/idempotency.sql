-- Idempotency keys: a request that is sent again gets the document that the first one wrote.

select inventory.make_immutable('inventory.idempotency_keys');
select inventory.allow_role('inventory.idempotency_keys', 'insert', 'clerk');

create or replace function inventory.request_hash(p_operation text, p_input jsonb) returns bytea
language sql stable
-- jsonb orders keys and normalizes numbers, so two spellings of one body have the same hash.
return sha256(convert_to(p_operation || (p_input - 'idempotencyKey')::text, 'UTF8'));
comment on function inventory.request_hash(text, jsonb) is 'What tells a request that is sent again from another one with its key.';
grant execute on function inventory.request_hash(text, jsonb) to bincard_app;

create or replace function inventory.claim_document(
  p_tenant_id uuid, p_operation text, p_input jsonb, out document_id uuid, out replayed boolean
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text := p_input ->> 'idempotencyKey';
  v_hash bytea;
  v_first record;
begin
  document_id := inventory.uuid_v7();
  replayed := false;
  if v_key is null then
    return;
  end if;

  v_hash := inventory.request_hash(p_operation, p_input);
  -- Waits for a running request with the same key: afterwards its document is there, or its key is not.
  insert into inventory.idempotency_keys (tenant_id, key, operation, request_hash, document_id)
  values (p_tenant_id, v_key, p_operation, v_hash, document_id)
  on conflict (tenant_id, key) do nothing;
  if found then
    return;
  end if;

  select k.operation, k.request_hash, k.document_id into v_first
  from inventory.idempotency_keys k where k.tenant_id = p_tenant_id and k.key = v_key;
  if v_first.request_hash is distinct from v_hash then
    perform inventory.refuse('idempotency_key_reused', 'This idempotency key was used for another request',
      jsonb_build_object('field', 'idempotencyKey', 'idempotencyKey', v_key, 'operation', v_first.operation),
      'Use a new key for a new request.');
  end if;
  document_id := v_first.document_id;
  replayed := true;
end
$$;
comment on function inventory.claim_document(uuid, text, jsonb) is
  'The id of the document that a request writes: a new one, or that of the first request with the same idempotencyKey and body (replayed = true).';
grant execute on function inventory.claim_document(uuid, text, jsonb) to bincard_app;

create or replace function inventory.claim_documents(
  p_tenant_id uuid, p_operation text, p_ids uuid[], p_identities jsonb[], p_inputs jsonb[], p_one_role boolean
) returns bigint[] language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_taken bigint[];
begin
  with requests as (
    select r.id, r.identity, r.input, r.input ->> 'idempotencyKey' as key, r.n
    from unnest(p_ids, p_identities, p_inputs) with ordinality r (id, identity, input, n)
    where r.input ->> 'idempotencyKey' is not null
  ), claimed as (
    insert into inventory.idempotency_keys (tenant_id, key, operation, request_hash, document_id)
    select case when p_one_role then p_tenant_id else inventory.identify(k.identity) end, k.key, p_operation, inventory.request_hash(p_operation, k.input), k.id
    -- In one order, so that two groups with the same keys do not wait for each other.
    from (select r.* from requests r order by r.key collate "C", r.n offset 0) k
    on conflict (tenant_id, key) do nothing
    returning document_id
  )
  select coalesce(array_agg(r.n order by r.n), '{}') into v_taken
  from requests r where r.id <> all (array(select c.document_id from claimed c));
  return v_taken;
end
$$;
comment on function inventory.claim_documents(uuid, text, uuid[], jsonb[], jsonb[], boolean) is
  'Claims the keys of many requests (ids of their documents, identities and inputs, place by place; p_one_role: all are of the session''s role). Returns the places of those whose key is taken, also by an earlier one of them: claim_document says what becomes of each.';
grant execute on function inventory.claim_documents(uuid, text, uuid[], jsonb[], jsonb[], boolean) to bincard_app;
