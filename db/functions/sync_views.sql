-- What the API reads of sync; see api_views.sql.

create or replace view inventory.api_sync_sources with (security_invoker = true) as
select s.tenant_id as "tenantId", s.id, s.name, s.path, s.table_name as "tableName", s.key_column as "keyColumn", s.status_column as "statusColumn",
  s.in_stock_values as "inStockValues", s.sold_values as "soldValues", s.export_value as "exportValue",
  s.quantity_column as "quantityColumn", s.last_date_column as "lastDateColumn", s.last_date_format as "lastDateFormat", s.allow_computed as "allowComputed",
  s.location_id as "locationId", s.mappings, s.enabled, s.interval_minutes as "intervalMinutes",
  inventory.utc_text(s.last_run_at) as "lastRunAt", inventory.utc_text(s.next_run_at) as "nextRunAt", s.failures, s.version,
  inventory.utc_text(s.created_at) as "createdAt", inventory.utc_text(s.updated_at) as "updatedAt",
  t.code as "tenantCode", t.time_zone as "timeZone", s.configuration, s.dry_run_id as "dryRunId"
from inventory.sync_sources s
join inventory.tenants t on t.id = s.tenant_id;
comment on view inventory.api_sync_sources is 'SyncSource: the API''s plain fields, with the tenant''s code and time zone.';

create or replace function inventory.is_source_locked(p_tenant_id uuid, p_source_id uuid) returns boolean
language sql volatile
begin atomic
  select exists (
    select from pg_catalog.pg_locks l
    where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid = 731950216
      and l.objid::bigint = hashtext(p_tenant_id || '/' || p_source_id)::bigint & 4294967295
      and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database()));
end;
comment on function inventory.is_source_locked(uuid, uuid) is
  'Whether a run of a sync source is in progress: it holds an advisory lock until it ends (src/sync/source-lock.ts).';
grant execute on function inventory.is_source_locked(uuid, uuid) to bincard_app;

create or replace view inventory.api_sync_runs with (security_invoker = true) as
select r.tenant_id as "tenantId", r.id, r.source_id as "sourceId", r.direction, r.dry_run as "dryRun", r.trigger,
  case when e.failure is not null then 'FAILED' when e.run_id is not null then 'SUCCEEDED'
    when r.id = (
      select l.id from inventory.sync_runs l where l.tenant_id = r.tenant_id and l.source_id = r.source_id order by l.id desc limit 1)
      and inventory.is_source_locked(r.tenant_id, r.source_id) then 'RUNNING'
    else 'INTERRUPTED' end as status,
  inventory.utc_text(r.started_at) as "startedAt", inventory.utc_text(e.ended_at) as "endedAt",
  (extract(epoch from e.ended_at - r.started_at) * 1000)::bigint as "durationMs", r.actor, e.failure, e.message,
  coalesce(e.seen, 0) as seen, coalesce(e.created, 0) as created, coalesce(e.updated, 0) as updated,
  coalesce(e.exported, 0) as exported, coalesce(e.skipped, 0) as skipped, coalesce(e.conflicts, 0) as conflicts,
  coalesce(e.errors, 0) as errors, r.configuration, r.dry_run_id as "dryRunId"
from inventory.sync_runs r
left join inventory.sync_run_ends e on e.tenant_id = r.tenant_id and e.run_id = r.id;
comment on view inventory.api_sync_runs is 'SyncRun: a run and its end, if it has one, as the API''s plain fields.';

create or replace view inventory.api_product_mappings with (security_invoker = true) as
select m.tenant_id as "tenantId", m.source_id as "sourceId", m.external_key as "externalKey", m.product_id as "productId", m.batch_id as "batchId",
  m.status, m.external_status as "externalStatus", m.external_quantity as "externalQuantity", m.remaining, m.conflict,
  encode(m.content_hash, 'hex') as "contentHash", inventory.utc_text(m.imported_at) as "importedAt",
  inventory.utc_text(m.last_synced_at) as "lastSyncedAt"
from inventory.mapping_stock m;
comment on view inventory.api_product_mappings is 'ProductMapping: the API''s plain fields; quantities in base units.';

create or replace view inventory.api_sync_changes with (security_invoker = true) as
select c.tenant_id as "tenantId", c.id, c.run_id as "runId", c.external_key as key, c.action, c.subject, c.changes
from inventory.sync_changes c;
comment on view inventory.api_sync_changes is 'SyncChange: what a row of a source would change, as the API''s plain fields.';

grant select on inventory.api_sync_changes, inventory.api_sync_sources, inventory.api_sync_runs, inventory.api_product_mappings to bincard_app;
