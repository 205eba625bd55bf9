-- Who is writing: transaction-local settings, so that nothing leaks through a pooled connection.

create or replace function inventory.identify(p_identity jsonb) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := (p_identity ->> 'tenant')::uuid;
begin
  perform set_config('app.tenant_id', v_tenant_id::text, true),
          set_config('app.actor', p_identity ->> 'actor', true),
          set_config('app.role', p_identity ->> 'role', true);
  return v_tenant_id;
end
$$;
comment on function inventory.identify(jsonb) is
  'Takes {"tenant", "actor", "role"} and makes them this transaction''s identity (app.* settings). Returns the tenant''s id.';
grant execute on function inventory.identify(jsonb) to bincard_app;

create or replace function inventory.current_actor() returns text
language sql stable
begin atomic
  select coalesce(nullif(pg_catalog.current_setting('app.actor', true), ''), session_user::text);
end;
comment on function inventory.current_actor() is
  'Who writes: the actor of the request, or the database login of a person in psql.';
grant execute on function inventory.current_actor() to bincard_app;

create or replace function inventory.refuse(p_rule text, p_message text, p_facts jsonb default '{}', p_hint text default '')
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_hint = '' then
    raise exception using
      errcode = 'check_violation', constraint = p_rule, message = p_message, detail = p_facts::text;
  end if;
  raise exception using
    errcode = 'check_violation', constraint = p_rule, message = p_message, detail = p_facts::text, hint = p_hint;
end
$$;
comment on function inventory.refuse(text, text, jsonb, text) is
  'Refuses a write by the rule''s name, with facts as JSON in the error''s detail and what to do next in its hint.';
grant execute on function inventory.refuse(text, text, jsonb, text) to bincard_app;

create or replace function inventory.refuse_stale(p_field text, p_expected bigint, p_current bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('stale_version', format('It is at %s now, not at %s', p_current, p_expected),
    jsonb_build_object('field', p_field, 'expected', p_expected, 'current', p_current), 'Read it again and decide anew.');
end
$$;
comment on function inventory.refuse_stale(text, bigint, bigint) is
  'Refuses an edit of what has changed since the caller read it, with what it is now.';
grant execute on function inventory.refuse_stale(text, bigint, bigint) to bincard_app;
