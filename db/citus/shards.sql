-- The shards of a node that differ from the table that they are a part of: in their triggers and whether these fire, their
-- constraints, row-level security, policies, rights and owner.
with shards as (
  select s.logicalrelid::oid as whole, to_regclass(pg_catalog.shard_name(s.logicalrelid, s.shardid))::oid as part,
    pg_catalog.shard_name(s.logicalrelid, s.shardid) as name
  from pg_catalog.pg_dist_shard s
  join pg_catalog.pg_dist_placement p on p.shardid = s.shardid
  where p.groupid = (select l.groupid from pg_catalog.pg_dist_local_group l)
    and s.logicalrelid in (select c.oid from pg_catalog.pg_class c where c.relnamespace = 'inventory'::regnamespace)
), states (relation, state) as (
  select r.relation, jsonb_build_object(
    'row-level security', (select jsonb_build_array(c.relrowsecurity, c.relforcerowsecurity) from pg_catalog.pg_class c where c.oid = r.relation),
    'owner', (select c.relowner::regrole from pg_catalog.pg_class c where c.oid = r.relation),
    'rights', (select jsonb_agg(jsonb_build_array(g.grantee::regrole, g.privilege_type) order by g.grantee::regrole::text, g.privilege_type)
      from pg_catalog.pg_class c cross join lateral aclexplode(c.relacl) g where c.oid = r.relation),
    'triggers', (select jsonb_agg(jsonb_build_array(t.tgfoid::regproc, t.tgtype, t.tgenabled, t.tgargs, t.tgattr::text)
        order by t.tgfoid::regproc::text, t.tgtype, t.tgargs, t.tgattr::text)
      from pg_catalog.pg_trigger t where t.tgrelid = r.relation and not t.tgisinternal),
    'foreign keys', (select coalesce(bool_and(t.tgenabled = 'O'), true) from pg_catalog.pg_trigger t join pg_catalog.pg_constraint k on k.oid = t.tgconstraint
      where t.tgrelid = r.relation and k.contype = 'f'),
    'constraints', (select jsonb_agg(jsonb_build_array(k.contype, k.convalidated, k.n) order by k.contype, k.convalidated) from (
      select k.contype, k.convalidated, count(*) as n from pg_catalog.pg_constraint k
      where k.conrelid = r.relation and k.contype <> 'n' group by 1, 2) k),
    'policies', (select jsonb_agg(jsonb_build_array(p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
        order by p.polcmd, p.polname) from pg_catalog.pg_policy p where p.polrelid = r.relation))
  from (select s.part as relation from shards s where s.part is not null union select s.whole from shards s) r
)
select s.name, case when s.part is null then 'missing' else 'changed: ' || (
    select string_agg(k, ', ' order by k) from jsonb_object_keys(w.state) k where w.state -> k is distinct from p.state -> k) end as problem
from shards s
join states w on w.relation = s.whole
left join states p on p.relation = s.part
where s.part is null or w.state <> p.state
order by s.name collate "C"
