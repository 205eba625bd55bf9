-- Signing in by a password or a one-use link: entry points for requests whose caller is not known yet. What a session or a token
-- stands for is in access.sql.
--
-- Rights:    security definer: the server's role reads no password, link, session or attempt. Each function answers about one row,
--            found by a hash, or by an email address after the attempt was counted.
-- Tenant:    the one in the secret or the one that is named. Row-level security holds for the owner too, so nothing
--            of another tenant is found.
-- Order:     an attempt is counted before the password is compared, so that a hundred at once are a hundred.

create or replace function inventory.become_tenant(p_tenant_id uuid, p_actor text default '') returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true), set_config('app.actor', p_actor, true), set_config('app.role', '', true);
end
$$;
comment on function inventory.become_tenant(uuid, text) is 'Makes a tenant and an actor this transaction''s, without a role.';

create or replace function inventory.count_attempt(p_tenant_id uuid, p_scope text, p_key text, p_most integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_from constant timestamptz := v_now - interval '15 minutes';
  v_found inventory.sign_in_attempts;
begin
  insert into inventory.sign_in_attempts as a (tenant_id, scope, key, since, attempts)
  values (p_tenant_id, p_scope, p_key, v_now, 1)
  on conflict (tenant_id, scope, key) do update set
    since = case when a.since < v_from then v_now else a.since end,
    attempts = case when a.since < v_from then 1 else least(a.attempts + 1, 1000000) end
  returning * into v_found;
  return case when v_found.attempts > p_most
    then greatest(1, extract(epoch from v_found.since + interval '15 minutes' - v_now))::integer end;
end
$$;
comment on function inventory.count_attempt(uuid, text, text, integer) is
  'Counts an attempt to sign in; gives the seconds to wait where there were more than p_most in 15 minutes, else null.';

create or replace function inventory.begin_sign_in(p_input jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- reads a password's hash, and tenants by their code
as $$
declare
  v_code constant text := p_input ->> 'tenant';
  v_email_key constant text := left(inventory.code_key(p_input ->> 'email'), 254);
  v_tenant_id constant uuid := inventory.tenant_to_enter(v_code);
  v_wait integer;
  v_found jsonb;
begin
  if v_tenant_id is null then
    return jsonb_build_object('tenantNeeded', v_code is null);
  end if;
  perform inventory.become_tenant(v_tenant_id);
  v_wait := inventory.count_attempt(v_tenant_id, 'ACCOUNT', v_email_key, 10);
  if v_wait is null then
    v_wait := inventory.count_attempt(v_tenant_id, 'ADDRESS', p_input ->> 'address', 100);
  end if;
  if v_wait is not null then
    return jsonb_build_object('tenantNeeded', false, 'wait', v_wait);
  end if;
  select jsonb_build_object('userId', u.id, 'hash', p.hash, 'active', u.active) into v_found
  from inventory.users u join inventory.user_passwords p on p.tenant_id = u.tenant_id and p.user_id = u.id
  where u.tenant_id = v_tenant_id and u.email_key = v_email_key;
  return jsonb_build_object('tenantNeeded', false, 'tenantId', v_tenant_id) || coalesce(v_found, '{}');
end
$$;
comment on function inventory.begin_sign_in(jsonb) is
  'Counts an attempt {"tenant": code or null, "email", "address"} and gives the hash to compare the password with, if there is one. Ten in 15 minutes for an email address, a hundred from a network address; then "wait" says for how many seconds.';

create or replace function inventory.open_session(p_tenant_id uuid, p_user_id uuid) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_secret constant text := inventory.new_secret('bcs', p_tenant_id);
  v_now constant timestamptz := clock_timestamp();
  v_user inventory.users;
begin
  select * into v_user from inventory.users u where u.tenant_id = p_tenant_id and u.id = p_user_id and u.active for no key update;
  if not found then
    return null;
  end if;
  perform inventory.become_tenant(p_tenant_id, v_user.email_key);
  insert into inventory.sessions (tenant_id, hash, user_id, created_at, seen_at, expires_at)
  values (p_tenant_id, inventory.secret_hash(v_secret), p_user_id, v_now, v_now, v_now + interval '336 hours');
  update inventory.users u set last_sign_in_at = v_now where u.tenant_id = p_tenant_id and u.id = p_user_id;
  return jsonb_build_object('secret', v_secret, 'user', inventory.user_json(v_user));
end
$$;
comment on function inventory.open_session(uuid, uuid) is
  'Opens a session of an active user; returns the user and the session''s "secret", which is given this once. Null where the user is switched off.';

create or replace function inventory.finish_sign_in(p_input jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- writes sessions and attempts
as $$
declare
  v_tenant_id constant uuid := (p_input ->> 'tenantId')::uuid;
  v_opened jsonb;
begin
  perform inventory.become_tenant(v_tenant_id);
  v_opened := inventory.open_session(v_tenant_id, (p_input ->> 'userId')::uuid);
  delete from inventory.sign_in_attempts a
  where a.tenant_id = v_tenant_id and a.scope = 'ACCOUNT' and a.key = inventory.code_key(v_opened #>> '{user,email}');
  update inventory.sign_in_attempts a set attempts = a.attempts - 1
  where a.tenant_id = v_tenant_id and a.scope = 'ADDRESS' and a.key = p_input ->> 'address' and a.attempts > 0;
  return v_opened;
end
$$;
comment on function inventory.finish_sign_in(jsonb) is
  'Opens a session {"tenantId", "userId", "address"} after the password was found right, and forgets the attempts of the account.';

create or replace function inventory.use_link(p_input jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- reads links, writes passwords and sessions
as $$
declare
  v_tenant_id constant uuid := (p_input ->> 'tenantId')::uuid;
  v_link inventory.user_links;
  v_user_id uuid;
  v_now timestamptz := clock_timestamp();
  v_opened jsonb;
begin
  perform inventory.become_tenant(v_tenant_id);
  -- Of two that use it at once, the second waits here, and is refused by access_ended.
  update inventory.user_links l set used_at = v_now
  where l.tenant_id = v_tenant_id and l.hash = decode(p_input ->> 'hash', 'hex')
  returning * into v_link;
  if not found then
    perform inventory.refuse_access_ended('unknown');
  end if;
  v_user_id := v_link.user_id;
  if v_user_id is null then
    v_user_id := inventory.uuid_v7();
    perform set_config('app.actor', inventory.code_key(p_input ->> 'email'), true), set_config('app.role', 'admin', true);
    insert into inventory.users (tenant_id, id, email, name, role)
    values (v_tenant_id, v_user_id, p_input ->> 'email', p_input ->> 'name', 'admin');
  end if;
  insert into inventory.user_passwords as p (tenant_id, user_id, hash) values (v_tenant_id, v_user_id, p_input ->> 'passwordHash')
  on conflict (tenant_id, user_id) do update set hash = excluded.hash;
  perform set_config('app.actor', (select u.email_key from inventory.users u where u.tenant_id = v_tenant_id and u.id = v_user_id), true);
  v_now := clock_timestamp();
  update inventory.users u set password_set_at = v_now, sessions_since = v_now
  where u.tenant_id = v_tenant_id and u.id = v_user_id;
  v_opened := inventory.open_session(v_tenant_id, v_user_id);
  if v_opened is null then
    perform inventory.refuse('access_ended', 'The account is switched off', '{"reason": "disabled"}', 'Ask an admin.');
  end if;
  return v_opened;
end
$$;
comment on function inventory.use_link(jsonb) is
  'Uses a link {"tenantId", "hash", "passwordHash"}, of a set-up also {"email", "name"}: the password counts from now on, all earlier sessions are over, and one is opened. Refused by access_ended.';

create or replace function inventory.link_is_for(p_tenant_id uuid, p_hash bytea) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- reads links
as $$
declare
  v_link inventory.user_links;
  v_ended_by text;
begin
  perform inventory.become_tenant(p_tenant_id);
  select * into v_link from inventory.user_links l where l.tenant_id = p_tenant_id and l.hash = p_hash;
  v_ended_by := case when found then inventory.link_ended_by(v_link) else 'unknown' end;
  if v_ended_by is not null then
    perform inventory.refuse_access_ended(v_ended_by);
  end if;
  return jsonb_build_object('email', (
    select u.email from inventory.users u where u.tenant_id = p_tenant_id and u.id = v_link.user_id));
end
$$;
comment on function inventory.link_is_for(uuid, bytea) is
  'Whom a link is for, before it is used: the "email", null for the set-up of a tenant. Refused by access_ended.';

grant execute on function inventory.begin_sign_in(jsonb), inventory.finish_sign_in(jsonb), inventory.use_link(jsonb),
  inventory.link_is_for(uuid, bytea) to bincard_app;
