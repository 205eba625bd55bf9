-- Imports as the API shows them.

create or replace view inventory.api_import_runs with (security_invoker = true) as
select r.tenant_id as "tenantId", r.id, r.kind, r.dry_run as "dryRun", r.all_or_nothing as "allOrNothing", r.file_name as "fileName",
  inventory.utc_text(r.started_at) as "startedAt", inventory.utc_text(e.ended_at) as "endedAt", r.actor, e.failure, e.message,
  coalesce(e.rows, 0) as rows, coalesce(e.created, 0) as created, coalesce(e.updated, 0) as updated,
  coalesce(e.unchanged, 0) as unchanged, coalesce(e.refused, 0) as refused, coalesce(e.rolled_back, 0) as "rolledBack",
  r.dry_run_id as "dryRunId"
from inventory.import_runs r
left join inventory.import_run_ends e on e.tenant_id = r.tenant_id and e.run_id = r.id;
comment on view inventory.api_import_runs is 'ImportRun: a file that was brought in or checked, and what was counted at its end, as the API''s plain fields.';

create or replace view inventory.api_import_problems with (security_invoker = true) as
select p.tenant_id as "tenantId", p.id, p.run_id as "runId", p.row_number as "row", p.column_name as "column", p.code, p.message, p.hint, p.value
from inventory.import_problems p;
comment on view inventory.api_import_problems is 'ImportProblem: why a row of a file was refused, as the API''s plain fields.';

create or replace view inventory.api_import_changes with (security_invoker = true) as
select c.tenant_id as "tenantId", c.id, c.run_id as "runId", c.row_number as "row", c.outcome, c.subject, c.changes
from inventory.import_changes c;
comment on view inventory.api_import_changes is 'ImportChange: what a row of a file would change or has changed, as the API''s plain fields.';

grant select on inventory.api_import_runs, inventory.api_import_problems, inventory.api_import_changes to bincard_app;
