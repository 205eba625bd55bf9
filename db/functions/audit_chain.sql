-- The audit log's chains: one for each record (entity and entity_id). An entry's hash covers its row and the hash before it.

create or replace function inventory.audit_row_hash(
  p_tenant_id uuid, p_id uuid, p_at timestamptz, p_actor text, p_action text, p_entity text, p_entity_id text,
  p_before jsonb, p_after jsonb, p_metadata jsonb
) returns bytea language sql stable parallel safe
begin atomic
  -- JSON separates the fields, whatever text they contain. The time is a number, so that no session setting changes it.
  select pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.json_build_array(
    p_tenant_id, p_id, (extract(epoch from p_at) * 1000000)::bigint, p_actor, p_action, p_entity, p_entity_id,
    p_before, p_after, p_metadata
  )::text, 'UTF8'));
end;
comment on function inventory.audit_row_hash(uuid, uuid, timestamptz, text, text, text, text, jsonb, jsonb, jsonb) is
  'SHA-256 over the fields of an audit entry. The first entry of a chain has it as its hash.';

create or replace function inventory.audit_link(p_previous bytea, p_row_hash bytea) returns bytea language sql immutable parallel safe
begin atomic
  select coalesce(pg_catalog.sha256(p_previous || p_row_hash), p_row_hash);
end;
comment on function inventory.audit_link(bytea, bytea) is
  'The hash of an audit entry: SHA-256 over the hash of the entry before it (null for the first) and its row''s.';

create or replace function inventory.audit_entry_error(
  p_sequence_before bigint, p_hash_before bytea, p_sequence bigint, p_hash bytea, p_row_hash bytea
) returns text language sql stable
begin atomic
  select case
    when p_sequence <> coalesce(p_sequence_before, 0) + 1 then format('entry %s is missing', coalesce(p_sequence_before, 0) + 1)
    when p_hash <> inventory.audit_link(p_hash_before, p_row_hash) then 'the hash does not fit the row'
  end;
end;
comment on function inventory.audit_entry_error(bigint, bytea, bigint, bytea, bytea) is
  'What is wrong between an entry and the one before it in its chain (nulls for the first entry); null when nothing is.';

create or replace function inventory.audit_end_error(
  p_sequence bigint, p_hash bytea, p_head_sequence bigint, p_head_hash bytea
) returns text language sql stable
begin atomic
  select case
    when p_head_sequence > coalesce(p_sequence, 0) then format('entry %s is missing', coalesce(p_sequence, 0) + 1)
    when p_head_sequence is null or p_head_sequence < p_sequence then
      format('the chain is recorded to end with entry %s', coalesce(p_head_sequence, 0))
    when p_head_hash <> p_hash then 'the chain is recorded to end with another hash'
  end;
end;
comment on function inventory.audit_end_error(bigint, bytea, bigint, bytea) is
  'What is wrong between the last entry of a chain and its row in audit_heads; null when nothing is.';

create or replace function inventory.broken_audit(p_entity text, p_entity_id text) returns table (
  tenant_id uuid, entity text, entity_id text, sequence bigint, what text
) language sql stable
begin atomic
  with entries as materialized (
    select a.*, lag(a.sequence) over w as sequence_before, lag(a.hash) over w as hash_before, lead(a.sequence) over w is null as last
    from (
      select e.tenant_id, e.entity, e.entity_id, e.sequence, e.hash, inventory.audit_row_hash(e.tenant_id, e.id, e.at, e.actor,
        e.action, e.entity, e.entity_id, e.before, e.after, e.metadata) as row_hash
      from inventory.audit_log e
      where (p_entity is null or e.entity = p_entity) and (p_entity_id is null or e.entity_id = p_entity_id)
      offset 0 -- hashed before they are sorted: whole rows would be sorted on disk
    ) a
    window w as (partition by a.tenant_id, a.entity, a.entity_id order by a.sequence)
  )
  select distinct on (l.tenant_id, l.entity, l.entity_id) l.tenant_id, l.entity, l.entity_id, l.sequence, l.what
  from (
    select e.tenant_id, e.entity, e.entity_id, e.sequence,
      inventory.audit_entry_error(e.sequence_before, e.hash_before, e.sequence, e.hash, e.row_hash) as what
    from entries e
    union all
    select coalesce(h.tenant_id, e.tenant_id), coalesce(h.entity, e.entity), coalesce(h.entity_id, e.entity_id),
      least(coalesce(e.sequence, 0), coalesce(h.sequence, 0)) + (e.sequence is distinct from h.sequence)::int,
      inventory.audit_end_error(e.sequence, e.hash, h.sequence, h.hash)
    from (select * from entries where last) e
    full join (
      select h.* from inventory.audit_heads h
      where (p_entity is null or h.entity = p_entity) and (p_entity_id is null or h.entity_id = p_entity_id)
    ) h on h.tenant_id = e.tenant_id and h.entity = e.entity and h.entity_id = e.entity_id
    where (e.sequence, e.hash) is distinct from (h.sequence, h.hash)
  ) l
  where l.what is not null
  order by l.tenant_id, l.entity, l.entity_id, l.sequence;
end;
comment on function inventory.broken_audit(text, text) is
  'The first wrong entry of each chain of the audit log that does not verify, of one record or of all, recomputed from the first entry.';

create or replace function inventory.broken_audit_since(p_transaction_id xid8, p_until xid8) returns table (
  tenant_id uuid, entity text, entity_id text, sequence bigint, what text
) language sql stable
begin atomic
  with recent as materialized (
    select a.tenant_id, a.entity, a.entity_id, a.sequence, inventory.audit_entry_error(p.sequence, p.hash, a.sequence, a.hash,
      inventory.audit_row_hash(a.tenant_id, a.id, a.at, a.actor, a.action, a.entity, a.entity_id, a.before, a.after, a.metadata)) as what
    from inventory.audit_log a
    left join lateral ( -- as in broken_links_since
      select n.sequence, n.hash from inventory.audit_log n
      where n.tenant_id = a.tenant_id and n.entity = a.entity and n.entity_id = a.entity_id and n.sequence < a.sequence
      order by n.sequence desc limit 1
    ) p on true
    where a.transaction_id > p_transaction_id and a.transaction_id < p_until
  )
  select distinct on (l.tenant_id, l.entity, l.entity_id) l.tenant_id, l.entity, l.entity_id, l.sequence, l.what
  from (
    select r.tenant_id, r.entity, r.entity_id, r.sequence, r.what from recent r
    union all
    select c.tenant_id, c.entity, c.entity_id, e.sequence, inventory.audit_end_error(e.sequence, e.hash, h.sequence, h.hash)
    from (select distinct r.tenant_id, r.entity, r.entity_id from recent r) c
    cross join lateral (
      select a.sequence, a.hash from inventory.audit_log a
      where a.tenant_id = c.tenant_id and a.entity = c.entity and a.entity_id = c.entity_id
      order by a.sequence desc limit 1
    ) e
    left join inventory.audit_heads h on h.tenant_id = c.tenant_id and h.entity = c.entity and h.entity_id = c.entity_id
  ) l
  where l.what is not null
  order by l.tenant_id, l.entity, l.entity_id, l.sequence;
end;
comment on function inventory.broken_audit_since(xid8, xid8) is
  'The first wrong entry of each chain among the entries of transactions after one and before another, each checked against the one before it, and the ends of these chains.';

grant execute on function
  inventory.audit_row_hash(uuid, uuid, timestamptz, text, text, text, text, jsonb, jsonb, jsonb),
  inventory.audit_link(bytea, bytea),
  inventory.audit_entry_error(bigint, bytea, bigint, bytea, bytea), inventory.audit_end_error(bigint, bytea, bigint, bytea),
  inventory.broken_audit(text, text), inventory.broken_audit_since(xid8, xid8) to bincard_app;
