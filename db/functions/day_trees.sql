-- The Merkle trees of closed days: one over the movements of each day, and the log, one over the closed days of a tenant.
-- docs/proofs.md describes their bytes, which programs of others rely on.

create or replace function inventory.first_id_of_day(p_date date) returns uuid language sql immutable parallel safe
return (overlay(lpad(to_hex(greatest((extract(epoch from p_date::timestamp - interval '16 hours') * 4096000)::bigint, 0)), 15, '0')
  placing '7' from 13 for 0) || '-0000-000000000000')::uuid;
comment on function inventory.first_id_of_day(date) is
  'An id before those of all movements of a business date: none is recorded before its day has begun somewhere on earth.';

create or replace function inventory.day_leaves(p_tenant_id uuid, p_date date, p_from uuid) returns bytea language sql stable
begin atomic
  select coalesce(string_agg(inventory.merkle_leaf(m.hash), ''::bytea order by m.id), '')
  from inventory.movements m
  where m.tenant_id = p_tenant_id and m.business_date = p_date and m.id >= p_from;
end;
comment on function inventory.day_leaves(uuid, date, uuid) is
  'The leaf hashes of a day''s tree: of its movements from an id on, in the order of their ids. The data of a leaf is the movement''s hash.';

create or replace function inventory.day_tree(
  p_tenant_id uuid, p_date date, p_expected bigint, out movements bigint, out root bytea
) language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_leaves bytea := inventory.day_leaves(p_tenant_id, p_date, inventory.first_id_of_day(p_date));
begin
  if length(v_leaves) / 32 <> p_expected then -- the clock was wrong when one was recorded
    v_leaves := inventory.day_leaves(p_tenant_id, p_date, '00000000-0000-0000-0000-000000000000');
  end if;
  movements := length(v_leaves) / 32;
  root := inventory.merkle_root(v_leaves);
end
$$;
comment on function inventory.day_tree(uuid, date, bigint) is
  'The number of movements of a day and the root over them. p_expected: how many there should be; with another number all movements are read.';

create or replace function inventory.movement_path(
  p_tenant_id uuid, p_date date, p_expected bigint, p_id uuid,
  out index bigint, out path bytea[], out movements bigint, out root bytea
) language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_from uuid := inventory.first_id_of_day(p_date);
  v_leaves bytea := inventory.day_leaves(p_tenant_id, p_date, v_from);
begin
  if length(v_leaves) / 32 <> p_expected then
    v_from := '00000000-0000-0000-0000-000000000000';
    v_leaves := inventory.day_leaves(p_tenant_id, p_date, v_from);
  end if;
  index := (select count(*) from inventory.movements m
    where m.tenant_id = p_tenant_id and m.business_date = p_date and m.id >= v_from and m.id < p_id);
  path := inventory.merkle_path(v_leaves, index);
  movements := length(v_leaves) / 32;
  root := inventory.merkle_root(v_leaves);
end
$$;
comment on function inventory.movement_path(uuid, date, bigint, uuid) is
  'The index of a movement among those of its day, its inclusion proof, and the number and root of the day''s movements. p_expected as in day_tree.';

create or replace function inventory.day_entry(
  p_tenant_id uuid, p_date date, p_movements bigint, p_root bytea, p_hash bytea
) returns bytea language sql stable
return uuid_send(p_tenant_id) || convert_to(to_char(p_date, 'YYYY-MM-DD'), 'UTF8') || int8send(p_movements) || p_root || p_hash;
comment on function inventory.day_entry(uuid, date, bigint, bytea, bytea) is
  'A closed day as a leaf of the log holds it: the tenant, the date, its number of movements, the root over them and its checkpoint''s hash.';

create or replace function inventory.log_leaves(p_tenant_id uuid, p_until date) returns bytea language sql stable
begin atomic
  select coalesce(string_agg(inventory.merkle_leaf(inventory.day_entry(c.tenant_id, c.business_date, c.day_movements, c.root, c.hash)),
    ''::bytea order by c.business_date), '')
  from inventory.closed_days c
  where c.tenant_id = p_tenant_id and c.business_date <= p_until;
end;
comment on function inventory.log_leaves(uuid, date) is 'The leaf hashes of the log: of the closed days up to a date, in their order.';

create or replace function inventory.log_roots(p_tenant_id uuid) returns table (business_date date, days bigint, log_root bytea)
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_day record;
  v_full bytea[] := '{}'; -- roots of complete subtrees: that of 2^n leaves at n + 1, null where there is none
  v_height integer;
begin
  days := 0;
  for v_day in
    select c.business_date, inventory.merkle_leaf(inventory.day_entry(c.tenant_id, c.business_date, c.day_movements, c.root, c.hash)) as leaf
    from inventory.closed_days c where c.tenant_id = p_tenant_id order by c.business_date
  loop
    log_root := v_day.leaf;
    v_height := 1;
    while v_full[v_height] is not null loop
      log_root := sha256('\x01'::bytea || v_full[v_height] || log_root);
      v_full[v_height] := null;
      v_height := v_height + 1;
    end loop;
    v_full[v_height] := log_root;
    for v_above in v_height + 1 .. cardinality(v_full) loop
      if v_full[v_above] is not null then
        log_root := sha256('\x01'::bytea || v_full[v_above] || log_root);
      end if;
    end loop;
    business_date := v_day.business_date;
    days := days + 1;
    return next;
  end loop;
end
$$;
comment on function inventory.log_roots(uuid) is
  'For each closed day how many days were closed with it, and the root of the log over them, computed from the days.';

grant execute on function inventory.first_id_of_day(date), inventory.day_leaves(uuid, date, uuid),
  inventory.day_tree(uuid, date, bigint),
  inventory.movement_path(uuid, date, bigint, uuid), inventory.day_entry(uuid, date, bigint, bytea, bytea), inventory.log_leaves(uuid, date), inventory.log_roots(uuid) to bincard_app;
