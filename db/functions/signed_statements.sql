-- What is signed of a closed day, and the key that signs it. docs/proofs.md describes the bytes.

create or replace function inventory.base64url(p_bytes bytea) returns text language sql immutable parallel safe
return translate(encode(p_bytes, 'base64'), E'+/=\n', '-_');
comment on function inventory.base64url(bytea) is 'Bytes as JOSE writes them (RFC 7515): base64url without padding.';

create or replace function inventory.key_thumbprint(p_public_key bytea) returns text language sql immutable parallel safe
return inventory.base64url(sha256(convert_to(format('{"crv":"Ed25519","kty":"OKP","x":"%s"}', inventory.base64url(p_public_key)), 'UTF8')));
comment on function inventory.key_thumbprint(bytea) is 'The id of a key: the thumbprint of its public part as a JWK (RFC 7638, SHA-256).';

create or replace function inventory.day_statement(p_tenant_id uuid, p_date date, p_days bigint, p_log_root bytea)
returns text language sql stable
return format('{"tenantId":"%s","businessDate":"%s","days":%s,"logRoot":"%s"}',
  p_tenant_id, to_char(p_date, 'YYYY-MM-DD'), p_days, encode(p_log_root, 'hex'));
comment on function inventory.day_statement(uuid, date, bigint, bytea) is
  'What is signed of a closed day: the tenant, the day, how many days were closed with it, and the root of the log over them.';

create or replace function inventory.compact_jws(p_key_id text, p_statement text, p_signature bytea)
returns text language sql immutable parallel safe
return concat_ws('.', inventory.base64url(convert_to(format('{"alg":"EdDSA","kid":%s,"typ":"bincard-checkpoint"}', to_json(p_key_id)), 'UTF8')),
  inventory.base64url(convert_to(p_statement, 'UTF8')), inventory.base64url(p_signature));
comment on function inventory.compact_jws(text, text, bytea) is
  'A signed statement of a closed day as a compact JWS (RFC 7515), which a proof has as its checkpoint.';

grant execute on function inventory.base64url(bytea), inventory.key_thumbprint(bytea), inventory.compact_jws(text, text, bytea),
  inventory.day_statement(uuid, date, bigint, bytea) to bincard_app;
