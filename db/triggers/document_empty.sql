-- Rule:      A document with lines has at least one.
-- Why:       a document without lines does nothing and can only be a mistake.
-- Guards:    the documents that declare it with require_lines: INSERT, checked at COMMIT. For sales it is part of
--            sale_not_fully_allocated
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.require_lines(p_table regclass, p_lines regclass, p_document text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_function constant text := format('tg_%s_document_empty', p_document);
begin
  execute format($function$
create or replace function inventory.%1$I() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp -- checked at COMMIT, whichever role commits
set enable_seqscan = off -- no entry point pins the plans of COMMIT
as $body$
declare
  v_tenant text := inventory.exchange_tenant(new.tenant_id::text);
  v_found uuid;
begin
  -- The first line at or after the document's id, in order: only one index has that order. For an equality the planner
  -- takes the primary key while the table is young, and reads all lines of the tenant.
  select l.%2$I into v_found from %3$s l
  where l.tenant_id = new.tenant_id and l.%2$I >= new.id order by l.%2$I limit 1;
  if v_found is distinct from new.id then
    perform inventory.refuse('document_empty', %4$L, jsonb_build_object('field', 'lines'));
  end if;
  v_tenant := inventory.exchange_tenant(v_tenant); -- an assignment costs no statement
  return null;
end
$body$
  $function$, v_function, p_document || '_id', p_lines, format('A %s has at least one line', replace(p_document, '_', ' ')));
  execute format('comment on function inventory.%I() is %L', v_function,
    format('Refuses, at COMMIT, a %s without a line.', p_document));
  perform inventory.put_commit_check(p_table, '_300_document_empty', 'insert', v_function, 'A document with lines has at least one.');
end
$$;
comment on function inventory.require_lines(regclass, regclass, text) is
  'A document has at least one line when its transaction commits. p_document is its name, such as transfer: its lines refer to it by transfer_id.';
