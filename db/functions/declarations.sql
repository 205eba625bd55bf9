-- What the files of db/documents declare about their tables is put on a table by a function: make_immutable,
-- require_lines, allow_steps, forbid_self_approval, make_permanent and audit, each beside its trigger function in
-- db/triggers, and allow_role below. Called again, it replaces what it made. They are the owner's to call.

create or replace function inventory.columns_except(p_table regclass, p_except text[]) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (select from unnest(p_except) c where not exists (
    select from pg_attribute a where a.attrelid = p_table and a.attname = c and a.attnum > 0 and not a.attisdropped))
  then
    raise exception '% has not all of these columns: %', p_table, p_except;
  end if;
  return (
    -- A generated column counts as updated in every UPDATE.
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
    where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> all (p_except));
end
$$;
comment on function inventory.columns_except(regclass, text[]) is 'The columns of a table without some and without the generated ones, as UPDATE OF takes them.';

create or replace function inventory.put_trigger(
  p_table regclass, p_name text, p_event text, p_level text, p_function text, p_comment text, p_always boolean default false,
  p_rows text default null
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('create or replace trigger %I %s on %s %s for each %s execute function inventory.%s',
    p_name, p_event, p_table, 'referencing new table as ' || p_rows, p_level, p_function);
  if p_always then
    execute format('alter table %s enable always trigger %I', p_table, p_name);
  end if;
  execute format('comment on trigger %I on %s is %L', p_name, p_table, p_comment);
end
$$;
comment on function inventory.put_trigger(regclass, text, text, text, text, text, boolean, text) is
  'Makes or replaces a trigger and its comment. p_always: it fires in a replica''s session too. p_rows: what a statement trigger calls the new rows.';

create or replace function inventory.put_commit_check(
  p_table regclass, p_name text, p_event text, p_function text, p_comment text, p_when text default null
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('drop trigger if exists %I on %s', p_name, p_table); -- a constraint trigger cannot be replaced
  execute format('create constraint trigger %I after %s on %s deferrable initially deferred
    for each row %s execute function inventory.%I()', p_name, p_event, p_table, 'when (' || p_when || ')', p_function);
  execute format('alter table %s enable always trigger %I', p_table, p_name);
  execute format('comment on trigger %I on %s is %L', p_name, p_table, p_comment);
end
$$;
comment on function inventory.put_commit_check(regclass, text, text, text, text, text) is
  'Makes or replaces a trigger that checks each row at COMMIT, in a replica''s session too, and its comment. p_when: only rows that meet it.';

create or replace function inventory.put_role_policy(p_table regclass, p_name text, p_command text, p_condition text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('drop policy if exists %I on %s', p_name, p_table);
  execute format('create policy %I on %s as restrictive for %s to bincard_app %s with check (%s)',
    p_name, p_table, p_command, case p_command when 'update' then 'using (true)' else '' end, p_condition);
  execute format('comment on policy %I on %s is %L', p_name, p_table,
    'A session writes only what its role allows: a viewer nothing; a clerk documents; a manager approvals, holds, corrections, earlier business dates, transfers out of quarantine and master data; an admin reconciliations, closings and settings.');
end
$$;
comment on function inventory.put_role_policy(regclass, text, text, text) is
  'Puts one policy of role_policy on a table: what the server''s role writes there meets a condition.';

create or replace function inventory.manager_if(p_table regclass, p_command text, p_when text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.put_role_policy(p_table, format('role_policy__%s_manager', p_command), p_command,
    format('coalesce(current_setting(''app.role'', true) in (''manager'', ''admin''), false) or not (%s)', p_when));
end
$$;
comment on function inventory.manager_if(regclass, text, text) is
  'Of a table''s rows those that meet a condition are written only in a session of at least a manager.';

create or replace function inventory.allow_role(p_table regclass, p_command text, p_role text, p_manager_for text[] default '{}')
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_roles constant text[] := inventory.roles();
  v_at_least constant text := 'current_setting(''app.role'', true) in (%s)';
  v_condition text;
begin
  select format(v_at_least, string_agg(quote_literal(r), ', ' order by n)) into strict v_condition
  from unnest(v_roles) with ordinality r (r, n) where n >= array_position(v_roles, p_role);
  if p_manager_for <> '{}' then
    v_condition := format('%s and (status not in (%s) or %s)', v_condition,
      (select string_agg(quote_literal(s), ', ' order by n) from unnest(p_manager_for) with ordinality s (s, n)),
      format(v_at_least, '''manager'', ''admin'''));
  end if;
  perform inventory.put_role_policy(p_table, 'role_policy__' || p_command, p_command, v_condition);
end
$$;
comment on function inventory.allow_role(regclass, text, text, text[]) is
  'The server''s role may INSERT or UPDATE a table''s rows only in a session of at least p_role; to give a row one of the statuses of p_manager_for, of at least a manager. It binds raw SQL as much as the API, but not the owner and the triggers that run as the owner.';
