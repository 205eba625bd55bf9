-- What a session or an API token stands for now. Security definer for the reasons that sign_in.sql gives.

create or replace function inventory.tenant_to_enter(p_code text) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid;
begin
  if p_code is null then
    select t.id into v_tenant_id from inventory.tenants t
    where (select count(*) from (select from inventory.tenants limit 2) n) = 1;
  else
    select t.id into v_tenant_id from inventory.tenants t where t.code = inventory.code_key(p_code);
  end if;
  return v_tenant_id;
end
$$;
comment on function inventory.tenant_to_enter(text) is 'The tenant of a code; without a code the only one there is, else null.';

create or replace function inventory.access_of(p_tenant_id uuid, p_kind text, p_hash bytea) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- finds a session or token by its hash
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_session inventory.sessions;
  v_token inventory.api_tokens;
  v_user inventory.users;
  v_role text;
  v_expires_at timestamptz;
begin
  perform inventory.become_tenant(p_tenant_id);
  if p_kind = 'bcs' then
    select * into v_session from inventory.sessions s where s.tenant_id = p_tenant_id and s.hash = p_hash;
    if not found then
      return jsonb_build_object('reason', 'wrong');
    end if;
    select * into v_user from inventory.users u where u.tenant_id = p_tenant_id and u.id = v_session.user_id;
    if not v_user.active then
      return jsonb_build_object('reason', 'disabled');
    end if;
    v_expires_at := least(v_session.expires_at, v_session.seen_at + interval '12 hours');
    if v_session.ended_at is not null or v_now >= v_expires_at then
      return jsonb_build_object('reason', 'expired');
    end if;
    if v_session.created_at < v_user.sessions_since then -- revoked, by a new password or as its user was switched off
      return jsonb_build_object('reason', 'disabled');
    end if;
    if v_session.seen_at < v_now - interval '1 minute' then
      update inventory.sessions s set seen_at = v_now where s.tenant_id = p_tenant_id and s.hash = p_hash and s.seen_at < v_now;
    end if;
    v_role := v_user.role;
    v_expires_at := v_session.expires_at;
  else
    select * into v_token from inventory.api_tokens t where t.tenant_id = p_tenant_id and t.hash = p_hash;
    if not found then
      return jsonb_build_object('reason', 'wrong');
    end if;
    v_role := v_token.role;
    v_expires_at := v_token.expires_at;
    if v_token.user_id is not null then
      select * into v_user from inventory.users u where u.tenant_id = p_tenant_id and u.id = v_token.user_id;
      v_role := case when inventory.role_rank(v_user.role) < inventory.role_rank(v_role) then v_user.role else v_role end;
    end if;
    if v_token.revoked_at is not null or not v_user.active then
      return jsonb_build_object('reason', 'disabled');
    end if;
    if v_now >= v_expires_at then
      return jsonb_build_object('reason', 'expired');
    end if;
    if v_token.last_used_at is null or v_token.last_used_at < v_now - interval '1 minute' then
      update inventory.api_tokens t set last_used_at = v_now where t.tenant_id = p_tenant_id and t.id = v_token.id;
    end if;
  end if;
  return jsonb_build_object('actor', coalesce(v_user.email_key, v_token.actor), 'role', v_role, 'userId', v_user.id,
    'expiresAt', (extract(epoch from v_expires_at) * 1000)::bigint);
end
$$;
comment on function inventory.access_of(uuid, text, bytea) is
  'Whom a session (bcs) or a token (bct) stands for now: actor, role and when it ends; or the reason why nobody: wrong, expired or disabled. Keeps, to the minute, when it was last used.';

create or replace function inventory.end_session(p_tenant_id uuid, p_hash bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- writes sessions
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  perform inventory.become_tenant(p_tenant_id);
  update inventory.sessions s set ended_at = v_now
  where s.tenant_id = p_tenant_id and s.hash = p_hash and s.ended_at is null;
  return found;
end
$$;
comment on function inventory.end_session(uuid, bytea) is 'Ends a session: its cookie is worth nothing from then on. False where there is none that is open.';

create or replace function inventory.sweep_access(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- the app role deletes nothing
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_attempts constant timestamptz := clock_timestamp() - interval '1 day';
  v_sessions constant timestamptz := clock_timestamp() - interval '30 days';
begin
  delete from inventory.sign_in_attempts a where a.tenant_id = v_tenant_id and a.since < v_attempts;
  delete from inventory.sessions s where s.tenant_id = v_tenant_id and s.expires_at < v_sessions;
  return 'true';
end
$$;
comment on function inventory.sweep_access(jsonb, jsonb) is
  'Removes attempts to sign in of more than a day ago, and sessions that ended more than 30 days ago. The worker calls it.';

grant execute on function inventory.access_of(uuid, text, bytea), inventory.end_session(uuid, bytea),
  inventory.sweep_access(jsonb, jsonb) to bincard_app;
