-- People, and what gives them access: passwords, one-use links, sessions and API tokens.
--
-- Secrets:   a link, a session and a token are 48 random-looking bytes: the tenant's id and 32 random ones. Only SHA-256 of
--            the text is kept, so that nothing here lets anybody in. The tenant in it is what a look-up is done as, before anybody
--            is known; with another tenant's id in front the hash is of no row.
-- Rights:    the server's role reads no hash, and writes no password, session or attempt: the functions of
--            db/documents/sign_in.sql do, and answer about one row.

create table inventory.users (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  email text not null,
  email_key text collate "C" not null generated always as (inventory.code_key(email)) stored, -- the actor of what the person does
  name text not null,
  role text not null,
  active boolean not null default true,
  created_at inventory.moment not null default now(),
  created_by text not null,
  password_set_at inventory.moment,
  last_sign_in_at inventory.moment,
  sessions_since inventory.moment not null default now(), -- older sessions are over: a new password, or switched off
  provider text collate "C", -- the issuer at which the person signs in
  subject text collate "C", -- who the person is there, whatever becomes of the address
  constraint text_invalid__email check (
    email = inventory.clean_code(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200),
  constraint text_invalid__subject check ((provider is null) = (subject is null) and length(provider) <= 500 and subject <> '' and length(subject) <= 255),
  constraint value_unknown__role check (role = any (inventory.roles()))
);
create unique index email_taken on inventory.users (tenant_id, email_key) where email_key is not null;
create unique index email_taken__subject on inventory.users (tenant_id, provider, subject) where subject is not null;
alter table inventory.users add primary key (tenant_id, id);
comment on table inventory.users is
  'A person who signs in: email, name and role. Never deleted: what the person did carries the email. email_key is the actor of all that the person does, in a session and by API tokens alike.';
comment on index inventory.email_taken is 'An email address is one user of its tenant, in whatever case it is written; so is a person of an identity provider.';
comment on index inventory.email_taken__subject is 'An email address is one user of its tenant, in whatever case it is written; so is a person of an identity provider.';
select inventory.isolate_by_tenant('inventory.users');
grant insert, update (name, role, active) on inventory.users to bincard_app;

create table inventory.user_passwords (
  tenant_id uuid not null,
  user_id uuid not null,
  hash text not null,
  constraint user_unknown foreign key (tenant_id, user_id) references inventory.users (tenant_id, id),
  constraint text_invalid__hash check (hash ~ '^\$argon2id\$' and length(hash) <= 500),
  primary key (tenant_id, user_id)
);
comment on table inventory.user_passwords is 'The Argon2id hash of a password. No row: the user has none, and signs in by a link or the identity provider.';
comment on constraint user_unknown on inventory.user_passwords is 'A password, a link, a session and a token belong to a user of their own tenant.';
select inventory.isolate_by_tenant('inventory.user_passwords');
revoke select on inventory.user_passwords from bincard_app;
grant select (tenant_id, user_id) on inventory.user_passwords to bincard_app;

create table inventory.user_links (
  tenant_id uuid not null references inventory.tenants (id),
  hash bytea not null,
  user_id uuid, -- null: whoever uses it becomes a new admin
  created_at inventory.moment not null,
  created_by text not null,
  expires_at inventory.moment not null,
  used_at inventory.moment,
  constraint user_unknown foreign key (tenant_id, user_id) references inventory.users (tenant_id, id),
  constraint value_unknown__hash check (octet_length(hash) = 32),
  constraint access_time_invalid check (expires_at > created_at and expires_at <= created_at + interval '30 minutes'),
  primary key (tenant_id, hash)
);
comment on table inventory.user_links is
  'A link that lets a person choose a password once: an invitation, a reset, or the set-up of a tenant. Only SHA-256 of its secret is kept.';
comment on constraint access_time_invalid on inventory.user_links is
  'What gives access ends: a link after at most 30 minutes, a session after 14 days, an API token after 366 days.';
select inventory.isolate_by_tenant('inventory.user_links');
revoke select on inventory.user_links from bincard_app;
grant select (tenant_id, user_id, created_at, created_by, expires_at, used_at), insert on inventory.user_links to bincard_app;

create table inventory.sessions (
  tenant_id uuid not null,
  hash bytea not null,
  user_id uuid not null,
  created_at inventory.moment not null,
  seen_at inventory.moment not null,
  expires_at inventory.moment not null,
  ended_at inventory.moment,
  constraint user_unknown foreign key (tenant_id, user_id) references inventory.users (tenant_id, id),
  constraint value_unknown__hash check (octet_length(hash) = 32),
  constraint access_time_invalid check (expires_at > created_at and expires_at <= created_at + interval '336 hours'),
  primary key (tenant_id, hash)
);
comment on table inventory.sessions is
  'A person signed in with a browser. Only SHA-256 of the cookie is kept. It is over at expires_at, 12 hours after it was last seen, when it was ended, and when the user''s password changes.';
select inventory.isolate_by_tenant('inventory.sessions');
revoke select on inventory.sessions from bincard_app;
grant select (tenant_id, user_id, created_at, seen_at, expires_at, ended_at) on inventory.sessions to bincard_app;

create table inventory.api_tokens (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  name text not null,
  name_key text collate "C" not null generated always as (inventory.code_key(name)) stored,
  role text not null,
  actor text not null,
  user_id uuid, -- the user who has this actor
  hash bytea not null,
  created_at inventory.moment not null,
  expires_at inventory.moment not null,
  last_used_at inventory.moment,
  revoked_at inventory.moment,
  constraint user_unknown foreign key (tenant_id, user_id) references inventory.users (tenant_id, id),
  constraint text_invalid__name check (name <> '' and name = inventory.clean_code(name) and length(name) <= 64),
  constraint text_invalid__actor check (btrim(actor) <> '' and length(actor) <= 254),
  constraint value_unknown__role check (role = any (inventory.roles())),
  constraint value_unknown__hash check (octet_length(hash) = 32),
  constraint access_time_invalid check (expires_at > created_at and expires_at <= created_at + interval '8784 hours'),
  constraint token_name_taken__hash unique (tenant_id, hash)
);
-- The name of a revoked token is free.
create unique index token_name_taken on inventory.api_tokens (tenant_id, name_key) where revoked_at is null;
alter table inventory.api_tokens add primary key (tenant_id, id);
comment on table inventory.api_tokens is
  'A long-lived secret for a program, which acts as the actor who made it: one person has one name, whichever way a request comes. Only SHA-256 of it is kept.';
comment on index inventory.token_name_taken is 'A name is that of one API token of its tenant that is not revoked, in whatever case it is written.';
select inventory.isolate_by_tenant('inventory.api_tokens');
revoke select on inventory.api_tokens from bincard_app;
grant select (tenant_id, id, name, name_key, role, actor, user_id, created_at, expires_at, last_used_at, revoked_at),
  insert, update (revoked_at) on inventory.api_tokens to bincard_app;

create table inventory.sign_in_attempts (
  tenant_id uuid not null references inventory.tenants (id),
  scope text not null,
  key text collate "C" not null,
  since inventory.moment not null,
  attempts integer not null,
  constraint value_unknown__scope check (scope in ('ACCOUNT', 'ADDRESS')),
  primary key (tenant_id, scope, key)
);
comment on table inventory.sign_in_attempts is
  'How often a password was tried, for an email address and from a network address, within 15 minutes. All servers count here.';
select inventory.isolate_by_tenant('inventory.sign_in_attempts');

