-- Archives: what is declared of their table, then the entry point.

select
  inventory.make_immutable('inventory.archives'),
  inventory.audit('inventory.archives', 'archive', 'insert', p_key => 'business_date'),
  inventory.allow_role('inventory.archives', 'insert', 'manager');

create or replace function inventory.move_out(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_dry_run constant boolean := coalesce((p_input ->> 'dryRun')::boolean, true);
  v_archive inventory.archives;
  v_is_new boolean := true;
begin
  begin
    select a.* into v_archive from inventory.archives a
    where a.tenant_id = v_tenant_id and a.business_date = (p_input ->> 'businessDate')::date
      and a.file_hash = decode(p_input ->> 'fileHash', 'hex');
    v_is_new := not found;
    if v_is_new then
      insert into inventory.archives (tenant_id, business_date, file_hash, checkpoint_hash, movements)
      values (v_tenant_id, (p_input ->> 'businessDate')::date, decode(p_input ->> 'fileHash', 'hex'),
        decode(p_input ->> 'checkpointHash', 'hex'), (p_input ->> 'movements')::bigint)
      returning * into v_archive;
    end if;
    if v_dry_run then
      perform inventory.end_dry_run();
    end if;
  exception when sqlstate 'BCDRY' then null;
  end;
  return jsonb_build_object('dryRun', v_dry_run, 'isNew', v_is_new, 'businessDate', v_archive.business_date, 'after', v_archive.after_date,
    'movements', v_archive.movements, 'archivedAt', inventory.utc_text(v_archive.archived_at), 'archivedBy', v_archive.archived_by);
end
$$;
comment on function inventory.move_out(jsonb, jsonb) is
  'Removes the movements of closed days that are in a file {"businessDate": its last day, "fileHash": SHA-256 in hex, "checkpointHash": of the last day, "movements", "dryRun"}; with dryRun (the default is true) it is rolled back. The same file again changes nothing. Refused by archive_false, archive_too_early, day_not_closed.';

grant execute on function inventory.move_out(jsonb, jsonb) to bincard_app;
