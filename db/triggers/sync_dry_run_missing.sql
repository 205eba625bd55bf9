-- Rule:      A sync source is enabled only once a successful dry run of its import, on its present configuration, was named.
-- Why:       a wrong column or file would bring in wrong stock at the next minute, and thousands of receipts to void.
-- Guards:    sync_sources: INSERT and UPDATE that leave it enabled, or name a dry run. The constraint of the same name holds
--            that an enabled source names one. An edit of the configuration switches the source off (sync_source_stamp).
-- Locks:     none of its own: an edit and a switch of one source follow one another by its row. Runs never change.
-- Not enforced against: the table owner and a superuser with the trigger disabled; a run that the app role wrote itself.

create or replace function inventory.refuse_enabling(p_source inventory.sync_sources, p_field text, p_why text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('sync_dry_run_missing', format('The sync source %s cannot be switched on: %s', p_source.name, p_why),
    jsonb_build_object('field', p_field, 'sourceId', p_source.id, 'dryRunId', p_source.dry_run_id,
      'configuration', p_source.configuration),
    'Do a dry run of its import, look at the rows that it reports, and give its id.');
end
$$;
comment on function inventory.refuse_enabling(inventory.sync_sources, text, text) is
  'Refuses to switch a sync source on, and says why.';

create or replace function inventory.tg_sync_dry_run_missing() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_why text;
begin
  if new.dry_run_id is null then
    v_why := 'no dry run was named';
  else
    select case
      when not r.dry_run or r.direction <> 'IMPORT' then 'the run that was named is not a dry run of its import'
      when e.run_id is null then 'the dry run that was named has not ended'
      when e.failure is not null then format('the dry run that was named failed (%s)', e.failure)
      when r.configuration <> new.configuration then 'it was edited after the dry run that was named' end
    into v_why
    from inventory.sync_runs r
    left join inventory.sync_run_ends e on e.tenant_id = r.tenant_id and e.run_id = r.id
    where r.tenant_id = new.tenant_id and r.id = new.dry_run_id and r.source_id = new.id;
    if not found then
      v_why := 'it has no such run';
    end if;
  end if;
  if v_why is not null then
    perform inventory.refuse_enabling(new, case tg_op when 'INSERT' then 'enabled' else 'dryRunId' end, v_why);
  end if;
  return new;
end
$$;
comment on function inventory.tg_sync_dry_run_missing() is
  'Refuses to switch a sync source on without a successful dry run of its import on its present configuration.';

select inventory.put_trigger('inventory.sync_sources', '_300_sync_dry_run_missing', 'before insert or update',
  'row when (new.enabled or new.dry_run_id is not null)', 'tg_sync_dry_run_missing()',
  'A sync source is enabled only once a successful dry run of its import, on its present configuration, was named.', true);
grant execute on function inventory.refuse_enabling(inventory.sync_sources, text, text) to bincard_app;
