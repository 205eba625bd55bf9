-- The public keys of a tenant and its signatures of closed days. A private key is never in the database.

create table inventory.signing_keys (
  tenant_id uuid not null references inventory.tenants (id),
  key_id text collate "C" not null,
  generation integer not null,
  public_key bytea not null,
  created_at inventory.moment not null,
  created_by text not null,
  constraint signing_key_taken__key primary key (tenant_id, key_id),
  constraint signing_key_taken unique (tenant_id, generation),
  constraint signature_invalid__public_key check (octet_length(public_key) = 32 and generation >= 1)
);
comment on table inventory.signing_keys is
  'A public key of a tenant (Ed25519). The newest generation signs; the others stay, for what they signed. key_id is the thumbprint of RFC 7638.';
comment on constraint signing_key_taken on inventory.signing_keys is 'A tenant''s signing keys are numbered from 1; no two have the same number or the same key.';
select inventory.isolate_by_tenant('inventory.signing_keys');
grant insert on inventory.signing_keys to bincard_app;

create table inventory.checkpoint_signatures (
  tenant_id uuid not null,
  business_date inventory.calendar_day not null,
  key_id text collate "C" not null,
  signature bytea not null,
  signed_at inventory.moment not null,
  signed_by text not null,
  constraint checkpoint_signed primary key (tenant_id, business_date),
  constraint day_not_closed foreign key (tenant_id, business_date) references inventory.closed_days (tenant_id, business_date),
  constraint signature_invalid__key foreign key (tenant_id, key_id) references inventory.signing_keys (tenant_id, key_id),
  constraint signature_invalid check (octet_length(signature) = 64)
);
comment on table inventory.checkpoint_signatures is
  'The signature of a closed day''s statement, which names the tenant, the day and the root of its log. docs/proofs.md has its bytes.';
comment on constraint checkpoint_signed on inventory.checkpoint_signatures is 'A closed day is signed once.';
comment on constraint day_not_closed on inventory.checkpoint_signatures is 'Only a closed day is signed and can be proven.';
comment on constraint signature_invalid on inventory.checkpoint_signatures is
  'A signature has 64 bytes and is by a signing key of the tenant, whose public part has 32 bytes.';
select inventory.isolate_by_tenant('inventory.checkpoint_signatures');
grant insert on inventory.checkpoint_signatures to bincard_app;
