-- Codes of tenants are unique over all nodes, and Citus keeps UNIQUE only with the column that it distributes by. This table
-- is not distributed: the coordinator has it, and a tenant's code is written there before the tenant is on its node.

alter table inventory.tenants drop constraint if exists tenant_code_taken;
create table if not exists inventory.tenant_codes (
  code text not null,
  id uuid not null, -- no tenant_id: nobody but the owner reads the table, and it has no policy
  constraint tenant_code_taken primary key (code)
);
alter table inventory.tenant_codes owner to bincard_owner;
comment on table inventory.tenant_codes is 'The code of each tenant, in a distributed database; on the coordinator alone.';
comment on constraint tenant_code_taken on inventory.tenant_codes is 'A tenant''s code is used once, in whatever case it is written.';
insert into inventory.tenant_codes (code, id) select t.code, t.id from inventory.tenants t on conflict do nothing
