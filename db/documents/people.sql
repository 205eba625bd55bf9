-- Users, invitations and API tokens: what is declared of their tables, then the entry points for those who are signed in.

select
  inventory.make_permanent('inventory.users', 'tenant_id, id, email'),
  inventory.make_permanent('inventory.user_passwords', 'tenant_id, user_id'),
  inventory.make_immutable('inventory.user_links', '{used_at}'),
  inventory.make_immutable('inventory.api_tokens', '{revoked_at, last_used_at}'),
  inventory.clean_codes('inventory.users', 'email'),
  inventory.clean_codes('inventory.api_tokens', 'name'),
  inventory.audit('inventory.users', 'user'),
  inventory.audit('inventory.api_tokens', 'api_token', 'insert or update of revoked_at'),
  inventory.allow_role('inventory.users', 'insert', 'admin'),
  inventory.allow_role('inventory.users', 'update', 'admin'),
  inventory.allow_role('inventory.user_links', 'insert', 'admin'),
  inventory.allow_role('inventory.api_tokens', 'insert', 'clerk'),
  inventory.allow_role('inventory.api_tokens', 'update', 'clerk');

create or replace function inventory.new_secret(p_kind text, p_tenant_id uuid) returns text
language sql volatile
return p_kind || '_' || inventory.base64url(
  uuid_send(p_tenant_id) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
comment on function inventory.new_secret(text, uuid) is
  'The secret of a link (bcl), a session (bcs) or a token (bct): the tenant''s id and 244 random bits, 64 characters after its kind.';

create or replace function inventory.secret_hash(p_secret text) returns bytea
language sql immutable
return sha256(convert_to(p_secret, 'UTF8'));
comment on function inventory.secret_hash(text) is 'What is kept of a secret.';
grant execute on function inventory.new_secret(text, uuid), inventory.secret_hash(text) to bincard_app;

create or replace function inventory.user_json(p_user inventory.users) returns jsonb
language sql immutable
return jsonb_build_object('id', p_user.id, 'email', p_user.email, 'name', p_user.name, 'role', upper(p_user.role),
  'active', p_user.active, 'lastSignInAt', inventory.utc_text(p_user.last_sign_in_at));
comment on function inventory.user_json(inventory.users) is 'A user as the API shows it.';
grant execute on function inventory.user_json(inventory.users) to bincard_app;

create or replace function inventory.link_for(p_tenant_id uuid, p_user_id uuid) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_secret constant text := inventory.new_secret('bcl', p_tenant_id);
  v_expires_at constant timestamptz := clock_timestamp() + interval '30 minutes';
begin
  insert into inventory.user_links (tenant_id, hash, user_id, expires_at)
  values (p_tenant_id, inventory.secret_hash(v_secret), p_user_id, v_expires_at);
  return jsonb_build_object('secret', v_secret, 'linkExpiresAt', inventory.utc_text(v_expires_at));
end
$$;
comment on function inventory.link_for(uuid, uuid) is
  'Makes a one-use link for a user, or for the first admin where the user is null. Its secret is given this once.';
grant execute on function inventory.link_for(uuid, uuid) to bincard_app;

create or replace function inventory.invite_user(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_user inventory.users;
begin
  insert into inventory.users (tenant_id, id, email, name, role)
  values (v_tenant_id, inventory.uuid_v7(), p_input ->> 'email', p_input ->> 'name', lower(p_input ->> 'role'))
  returning * into v_user;
  return inventory.user_json(v_user) || inventory.link_for(v_tenant_id, v_user.id);
end
$$;
comment on function inventory.invite_user(jsonb, jsonb) is
  'Adds a user {"email", "name", "role"}; returns it with the "secret" of a link by which the person chooses a password. Refused by email_taken, role_exceeds_own.';

create or replace function inventory.reset_user(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_user inventory.users;
begin
  select * into v_user from inventory.users u where u.tenant_id = v_tenant_id and u.id = (p_input ->> 'id')::uuid;
  if not found then
    perform inventory.refuse('user_unknown', 'There is no such user', jsonb_build_object('field', 'id', 'id', p_input ->> 'id'));
  end if;
  return inventory.user_json(v_user) || inventory.link_for(v_tenant_id, v_user.id);
end
$$;
comment on function inventory.reset_user(jsonb, jsonb) is
  'Makes a link by which a user {"id"} chooses a new password; the old one counts until then, and the user''s earlier links end. Returns the user with the link''s "secret".';

create or replace function inventory.set_user(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_user inventory.users;
begin
  update inventory.users u set
    active = coalesce((p_input ->> 'active')::boolean, u.active),
    role = coalesce(lower(p_input ->> 'role'), u.role),
    name = coalesce(p_input ->> 'name', u.name)
  where u.tenant_id = v_tenant_id and u.id = (p_input ->> 'id')::uuid
  returning * into v_user;
  if not found then
    perform inventory.refuse('user_unknown', 'There is no such user', jsonb_build_object('field', 'id', 'id', p_input ->> 'id'));
  end if;
  return inventory.user_json(v_user);
end
$$;
comment on function inventory.set_user(jsonb, jsonb) is
  'Changes a user {"id", "active", "role", "name"}; what is left out stays. Refused by last_admin, role_exceeds_own.';

create or replace function inventory.set_up(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return inventory.link_for(inventory.identify(p_identity), null);
end
$$;
comment on function inventory.set_up(jsonb, jsonb) is
  'Makes a link by which whoever uses it becomes a new admin of the tenant; returns its "secret".';

create or replace function inventory.effective_role(p_role text, p_tenant_id uuid, p_user_id uuid) returns text
language sql stable
begin atomic
  select upper(coalesce((
    select u.role from inventory.users u
    where u.tenant_id = p_tenant_id and u.id = p_user_id and inventory.role_rank(u.role) < inventory.role_rank(p_role)), p_role));
end;
comment on function inventory.effective_role(text, uuid, uuid) is
  'The role that counts of an API token: its own, or that of its user where that may do less, as the API shows it.';
grant execute on function inventory.effective_role(text, uuid, uuid) to bincard_app;

create or replace function inventory.api_token_json(p_id uuid, p_tenant_id uuid) returns jsonb
language sql stable
begin atomic
  select jsonb_build_object('id', t.id, 'name', t.name, 'role', upper(t.role),
    'effectiveRole', inventory.effective_role(t.role, t.tenant_id, t.user_id), 'actor', t.actor, 'createdAt', inventory.utc_text(t.created_at),
    'expiresAt', inventory.utc_text(t.expires_at), 'lastUsedAt', inventory.utc_text(t.last_used_at), 'revoked', t.revoked_at is not null)
  from inventory.api_tokens t where t.tenant_id = p_tenant_id and t.id = p_id;
end;
comment on function inventory.api_token_json(uuid, uuid) is 'An API token as the API shows it.';
grant execute on function inventory.api_token_json(uuid, uuid) to bincard_app;

create or replace function inventory.create_api_token(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id constant uuid := inventory.uuid_v7();
  v_secret constant text := inventory.new_secret('bct', v_tenant_id);
begin
  insert into inventory.api_tokens (tenant_id, id, name, role, hash, expires_at)
  values (v_tenant_id, v_id, p_input ->> 'name', lower(p_input ->> 'role'), inventory.secret_hash(v_secret),
    clock_timestamp() + make_interval(hours => 24 * (p_input ->> 'expiresInDays')::integer));
  return jsonb_build_object('token', inventory.api_token_json(v_id, v_tenant_id), 'secret', v_secret);
end
$$;
comment on function inventory.create_api_token(jsonb, jsonb) is
  'Makes an API token {"name", "role", "expiresInDays"} that acts as the caller; returns it with its "secret", which is given this once. Refused by token_name_taken, role_exceeds_own, access_time_invalid.';

create or replace function inventory.revoke_api_token(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_now constant timestamptz := clock_timestamp();
  v_actor constant text := inventory.current_actor();
  v_found jsonb;
begin
  -- Somebody else's is an admin's to revoke.
  update inventory.api_tokens t set revoked_at = v_now
  where t.tenant_id = v_tenant_id and t.id = (p_input ->> 'id')::uuid and t.revoked_at is null
    and (t.actor = v_actor or p_identity ->> 'role' = 'admin');
  select inventory.api_token_json(t.id, v_tenant_id) into v_found from inventory.api_tokens t
  where t.tenant_id = v_tenant_id and t.id = (p_input ->> 'id')::uuid and (t.actor = v_actor or p_identity ->> 'role' = 'admin');
  return v_found;
end
$$;
comment on function inventory.revoke_api_token(jsonb, jsonb) is
  'Revokes a token {"id"}: one''s own, or as an admin any. It works no more from then on. Null where there is none.';

grant execute on function inventory.invite_user(jsonb, jsonb), inventory.reset_user(jsonb, jsonb), inventory.set_user(jsonb, jsonb),
  inventory.set_up(jsonb, jsonb), inventory.create_api_token(jsonb, jsonb), inventory.revoke_api_token(jsonb, jsonb) to bincard_app;
