-- The rules, as the comments of their guards state them.

-- name: integrity_rules :many
-- Every rule with its guards: the constraints, unique indexes, triggers, policies and domains that carry a comment. The first
-- line of a comment is the sentence of the rule; a line "Guards: a, b" names further rules.
-- not null: name, code, enforcedBy, enabled
with guards as (
  select case c.contype when 'c' then 'check' when 'f' then 'foreign key' when 'u' then 'unique' when 'p' then 'primary key'
      else 'constraint' end as kind,
    k.relname as table_name, c.conname as guard, c.convalidated as enabled, obj_description(c.oid, 'pg_constraint') as comment
  from pg_catalog.pg_constraint c join pg_catalog.pg_class k on k.oid = c.conrelid
  where c.connamespace = 'inventory'::regnamespace and c.contype in ('c', 'f', 'u', 'p', 'x')
  union all
  select 'domain', t.typname, c.conname, c.convalidated, obj_description(c.oid, 'pg_constraint')
  from pg_catalog.pg_constraint c join pg_catalog.pg_type t on t.oid = c.contypid
  where c.connamespace = 'inventory'::regnamespace and c.contype = 'c'
  union all
  select 'unique index', t.relname, k.relname, i.indisvalid and i.indisunique, obj_description(k.oid, 'pg_class')
  from pg_catalog.pg_index i
  join pg_catalog.pg_class k on k.oid = i.indexrelid
  join pg_catalog.pg_class t on t.oid = i.indrelid
  where k.relnamespace = 'inventory'::regnamespace and not exists (
    select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid)
  union all
  select 'trigger', k.relname, t.tgname, t.tgenabled in ('O', 'A'), obj_description(t.oid, 'pg_trigger')
  from pg_catalog.pg_trigger t join pg_catalog.pg_class k on k.oid = t.tgrelid
  where k.relnamespace = 'inventory'::regnamespace and not t.tgisinternal
  union all
  select 'policy', k.relname, p.polname, k.relrowsecurity and k.relforcerowsecurity, obj_description(p.oid, 'pg_policy')
  from pg_catalog.pg_policy p join pg_catalog.pg_class k on k.oid = p.polrelid
  where k.relnamespace = 'inventory'::regnamespace
), named as (
  select g.*, split_part(regexp_replace(g.guard, '^_\d+_', ''), '__', 1) as rule,
    split_part(g.comment, E'\n', 1) as sentence,
    substring(g.comment from '(?:^|\n)Guards: ([^\n]*)') as further
  from guards g where g.comment is not null
), rules as (
  select n.rule, n.sentence, n.kind, n.table_name, n.guard, n.enabled from named n
  where n.sentence !~ '^(Ledger step|Stamp|Audit): '
  union all
  select f.rule, null, n.kind, n.table_name, n.guard, n.enabled
  from named n cross join lateral unnest(string_to_array(n.further, ', ')) f (rule)
)
select r.rule as name, upper(r.rule) as code, coalesce(min(r.sentence), '') as statement,
  array_agg(distinct r.kind || ' ' || r.table_name || '.' || r.guard order by r.kind || ' ' || r.table_name || '.' || r.guard)
    as "enforcedBy",
  bool_and(r.enabled) as enabled, count(distinct r.sentence) as sentences
from rules r
group by r.rule
order by r.rule;
