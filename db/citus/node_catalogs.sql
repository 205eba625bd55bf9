-- What every node had when the database was distributed, for bincard doctor; on the coordinator alone.
create table if not exists inventory.node_catalogs (
  node text primary key,
  entries jsonb not null
);
alter table inventory.node_catalogs owner to bincard_owner;
comment on table inventory.node_catalogs is 'What every node of a distributed database had after bincard distribute, as the doctor reads it.';
