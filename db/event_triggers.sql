-- Guards:    DDL on the schema inventory, in sessions of logins that are no superuser: table_rewrite, sql_drop, ddl_command_end,
--            and ddl_command_start for indexes made or dropped CONCURRENTLY.
-- Why:       The owner of a table rewrites or drops it with no row trigger fired (ALTER TABLE ... TYPE ... USING), or takes its
--            triggers away. Whose session it is cannot be changed by SET ROLE, and a superuser cannot be made by a login.
-- Installed: by bincard migrate where the login is a superuser; other logins may not create event triggers. The schema and the
--            function are that superuser's: the owner of the tables can neither replace nor drop them.
-- Not enforced against: a superuser, who migrates; ALTER ROLE, ALTER DATABASE and GRANT of a role, which no event trigger sees
--            (bincard doctor shows what they leave).

drop event trigger if exists bincard_ddl_command_start;
drop event trigger if exists bincard_table_rewrite;
drop event trigger if exists bincard_sql_drop;
drop event trigger if exists bincard_ddl_command_end;
drop schema if exists bincard_guard cascade;
create schema bincard_guard;
grant usage on schema bincard_guard to public; -- the function runs with the rights of the session that it refuses

-- The schema and all that is in it. A name is not enough: an object could be moved away, changed, and moved back.
create table bincard_guard.objects (
  classid oid not null,
  objid oid not null,
  primary key (classid, objid)
);
grant select on bincard_guard.objects to public;

insert into bincard_guard.objects (classid, objid)
select 'pg_catalog.pg_namespace'::regclass, 'inventory'::regnamespace
union all
select d.classid, d.objid from pg_catalog.pg_depend d
where d.refclassid = 'pg_catalog.pg_namespace'::regclass and d.refobjid = 'inventory'::regnamespace;

create function bincard_guard.tg_schema_changed_by_hand() returns event_trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_schema constant oid := to_regnamespace('inventory');
  v_object text;
begin
  -- A superuser, also after SET ROLE. A function that runs with its owner's rights in a superuser's session is not the
  -- superuser: ANALYZE calls the functions of an index so.
  if (select r.rolsuper from pg_roles r where r.rolname = session_user)
    and current_user = coalesce(nullif(current_setting('role'), 'none'), session_user) then
    return;
  end if;
  if tg_tag = 'REINDEX' then
    return;
  end if;

  if tg_event = 'ddl_command_start' then
    -- CONCURRENTLY commits its first steps before any other event fires. It is a statement of its own, so its text has the word.
    if current_query() ~* 'concurrently' and pg_has_role(session_user, 'bincard_owner', 'member') then
      v_object := 'an index';
    end if;
  elsif tg_event = 'table_rewrite' then
    select format('table %s', c.oid::regclass) into v_object
    from pg_class c where c.oid = pg_event_trigger_table_rewrite_oid()
      and (c.relnamespace = v_schema or c.oid in (select g.objid from bincard_guard.objects g where g.classid = 'pg_class'::regclass));
  elsif tg_event = 'sql_drop' then
    select format('%s %s', d.object_type, d.object_identity) into v_object
    from pg_event_trigger_dropped_objects() d
    where d.schema_name = 'inventory' or d.address_names[1] = 'inventory'
      or (d.classid, d.objid) in (select g.classid, g.objid from bincard_guard.objects g)
    order by not d.original limit 1;
  else
    with guarded (classid, objid) as (
      select g.classid, g.objid from bincard_guard.objects g
      union
      select d.classid, d.objid from pg_depend d where d.refclassid = 'pg_namespace'::regclass and d.refobjid = v_schema
    ), written (classid, objid) as (
      -- What the command names.
      select coalesce(p.of_classid, c.classid), coalesce(p.of_objid, c.objid)
      from pg_event_trigger_ddl_commands() c
      left join (
        select 'pg_trigger'::regclass, t.oid, 'pg_class'::regclass, t.tgrelid from pg_trigger t
        union all
        select 'pg_rewrite'::regclass, r.oid, 'pg_class'::regclass, r.ev_class from pg_rewrite r
        union all
        select 'pg_policy'::regclass, p.oid, 'pg_class'::regclass, p.polrelid from pg_policy p
        union all
        select 'pg_constraint'::regclass, k.oid, 'pg_class'::regclass, k.conrelid from pg_constraint k
        union all
        select 'pg_class'::regclass, i.indexrelid, 'pg_class'::regclass, i.indrelid from pg_index i
      ) p (classid, objid, of_classid, of_objid) on (p.classid, p.objid) = (c.classid, c.objid)
      union all
      -- What it has written: GRANT names nothing, and a foreign key or a child changes a table that it does not name.
      -- Rows of the catalog that this transaction has made are not older than the transaction.
      select 'pg_namespace'::regclass, n.oid from pg_namespace n where age(n.xmin) <= 0
      union all
      select 'pg_class'::regclass, c.oid from pg_class c where age(c.xmin) <= 0
      union all
      select 'pg_class'::regclass, a.attrelid from pg_attribute a where age(a.xmin) <= 0
      union all
      select 'pg_class'::regclass, t.tgrelid from pg_trigger t where age(t.xmin) <= 0
      union all
      select 'pg_class'::regclass, r.ev_class from pg_rewrite r where age(r.xmin) <= 0
      union all
      select 'pg_class'::regclass, i.inhparent from pg_inherits i where age(i.xmin) <= 0
      union all
      select 'pg_class'::regclass, unnest(array[k.conrelid, k.confrelid]) from pg_constraint k where age(k.xmin) <= 0
      union all
      select 'pg_class'::regclass, s.stxrelid from pg_statistic_ext s where age(s.xmin) <= 0
      union all
      select 'pg_class'::regclass, p.prrelid from pg_publication_rel p where age(p.xmin) <= 0
      union all
      select 'pg_namespace'::regclass, p.pnnspid from pg_publication_namespace p where age(p.xmin) <= 0
      union all
      select 'pg_proc'::regclass, p.oid from pg_proc p where age(p.xmin) <= 0
      union all
      select 'pg_type'::regclass, t.oid from pg_type t where age(t.xmin) <= 0
      union all
      -- ALTER DEFAULT PRIVILEGES may leave no row, and then it does not show whose they were.
      select 'pg_namespace'::regclass, n.oid from pg_namespace n
      where tg_tag = 'ALTER DEFAULT PRIVILEGES' and n.oid = v_schema and pg_has_role(current_user, n.nspowner, 'member')
      union all
      select 'pg_namespace'::regclass, d.defaclnamespace from pg_default_acl d where age(d.xmin) <= 0
    )
    select pg_describe_object(w.classid, w.objid, 0) into v_object
    from written w join guarded g on (g.classid, g.objid) = (w.classid, w.objid)
    limit 1;
  end if;

  if v_object is not null then
    raise exception using
      errcode = 'check_violation', constraint = 'schema_changed_by_hand',
      message = format('%s would change %s: the schema inventory is changed by migrations only', tg_tag, v_object),
      detail = jsonb_build_object('command', tg_tag, 'object', v_object, 'login', session_user, 'rule', 'schema_changed_by_hand')::text,
      hint = 'A superuser migrated this database. Run bincard migrate with a superuser''s login.';
  end if;
end
$$;
comment on function bincard_guard.tg_schema_changed_by_hand() is
  'Refuses (schema_changed_by_hand) DDL on the schema inventory in the session of a login that is no superuser.';

create event trigger bincard_ddl_command_start on ddl_command_start when tag in ('CREATE INDEX', 'DROP INDEX')
  execute function bincard_guard.tg_schema_changed_by_hand();
create event trigger bincard_ddl_command_end on ddl_command_end execute function bincard_guard.tg_schema_changed_by_hand();
create event trigger bincard_sql_drop on sql_drop execute function bincard_guard.tg_schema_changed_by_hand();
create event trigger bincard_table_rewrite on table_rewrite execute function bincard_guard.tg_schema_changed_by_hand();
alter event trigger bincard_ddl_command_start enable always;
alter event trigger bincard_ddl_command_end enable always;
alter event trigger bincard_sql_drop enable always;
alter event trigger bincard_table_rewrite enable always;
