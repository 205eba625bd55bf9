-- The hash that links a movement to the one before it in its chain.

create or replace function inventory.movement_hash(
  p_previous bytea, p_tenant_id uuid, p_id uuid, p_kind text, p_product_id uuid, p_batch_id uuid, p_location_id uuid,
  p_quantity bigint, p_sequence bigint, p_balance_before bigint, p_business_date date, p_recorded_at timestamptz,
  p_actor text, p_reason text, p_reverses_id uuid, p_document_type text, p_document_id uuid, p_document_line_id uuid
) returns bytea language sql stable parallel safe
begin atomic
  -- JSON separates the fields, whatever text they contain. The time is a number, so that no session setting changes it. json and
  -- not jsonb, which would be taken apart and put together again: the text is the same.
  select pg_catalog.sha256(p_previous || pg_catalog.convert_to(pg_catalog.json_build_array(
    p_tenant_id, p_id, p_kind, p_product_id, p_batch_id, p_location_id, p_quantity, p_sequence, p_balance_before,
    (p_business_date - date '2000-01-01'), (extract(epoch from p_recorded_at) * 1000000)::bigint,
    p_actor, p_reason, p_reverses_id, p_document_type, p_document_id, p_document_line_id
  )::text, 'UTF8'));
end;
comment on function inventory.movement_hash(bytea, uuid, uuid, text, uuid, uuid, uuid, bigint, bigint, bigint, date, timestamptz, text, text, uuid, text, uuid, uuid) is
  'SHA-256 over the previous movement''s hash and this movement''s fields. The first movement of a chain follows an empty hash.';
grant execute on function inventory.movement_hash(bytea, uuid, uuid, text, uuid, uuid, uuid, bigint, bigint, bigint, date, timestamptz, text, text, uuid, text, uuid, uuid) to bincard_app;
