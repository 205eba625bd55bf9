-- Which version applied a file: an older one must not put its own in its place.
alter table inventory.applied_files add column applied_by text;
comment on column inventory.applied_files.applied_by is 'The version of Bincard that applied it; null: before versions were kept.';

-- Readiness is asked with the rights of operations.
grant select on inventory.schema_migrations to bincard_app;
