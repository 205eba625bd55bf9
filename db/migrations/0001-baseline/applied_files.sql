-- The files of db/order.txt that were applied to this database, with a hash of the content of each.

create table inventory.applied_files (
  path text primary key,
  content_hash text not null,
  applied_by text,
  applied_at inventory.moment not null default now()
);
comment on table inventory.applied_files is 'The SQL files that were applied after the migrations, each with the hash of its content.';
comment on column inventory.applied_files.applied_by is 'The version of Bincard that applied it; null: before versions were kept.';

-- Readiness is checked as the app role.
grant select on inventory.applied_files, inventory.schema_migrations to bincard_app;
