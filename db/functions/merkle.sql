-- Merkle trees as RFC 9162, section 2.1, defines them, over SHA-256. A list of hashes is their concatenation, 32 bytes each.
-- The tree of RFC 9162 is made level by level: neighbours are hashed together, and the last of an odd number moves up as it is.

create or replace function inventory.merkle_leaf(p_data bytea) returns bytea language sql immutable parallel safe
return sha256('\x00'::bytea || p_data);
comment on function inventory.merkle_leaf(bytea) is 'The hash of a leaf: SHA-256 over a zero byte and its data.';

create or replace function inventory.merkle_level(p_hashes bytea) returns bytea language sql immutable parallel safe
begin atomic
  select string_agg(case when 64 * i + 64 <= length(p_hashes) then sha256('\x01'::bytea || substr(p_hashes, 64 * i + 1, 64))
    else substr(p_hashes, 64 * i + 1, 32) end, ''::bytea order by i)
  from generate_series(0, (length(p_hashes) - 1) / 64) i;
end;
comment on function inventory.merkle_level(bytea) is 'The level of a Merkle tree above a list of hashes.';

create or replace function inventory.merkle_root(p_hashes bytea) returns bytea
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  v_level bytea := p_hashes;
begin
  while length(v_level) > 32 loop
    v_level := inventory.merkle_level(v_level);
  end loop;
  return case length(v_level) when 0 then sha256('') else v_level end;
end
$$;
comment on function inventory.merkle_root(bytea) is
  'The root of a Merkle tree over a list of leaf hashes; of no leaves it is SHA-256 of nothing.';

create or replace function inventory.merkle_path(p_hashes bytea, p_index bigint) returns bytea[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  v_level bytea := p_hashes;
  v_index integer := p_index;
  v_path bytea[] := '{}';
begin
  while length(v_level) > 32 loop
    if 32 * (v_index # 1) < length(v_level) then -- the last of an odd number has no neighbour
      v_path := v_path || substr(v_level, 32 * (v_index # 1) + 1, 32);
    end if;
    v_index := v_index / 2;
    v_level := inventory.merkle_level(v_level);
  end loop;
  return v_path;
end
$$;
comment on function inventory.merkle_path(bytea, bigint) is
  'The inclusion proof of a leaf, by its index from 0, in a list of leaf hashes: the hashes beside its way to the root, from below.';

create or replace function inventory.merkle_consistency(p_hashes bytea, p_first bigint) returns bytea[]
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  v_list bytea := p_hashes;
  v_first integer := p_first;
  v_split integer;
  v_whole boolean := true; -- the first v_first leaves are all of a subtree that the verifier knows the root of
  v_path bytea[] := '{}';
begin
  while v_first < length(v_list) / 32 loop
    v_split := 1;
    while v_split * 2 < length(v_list) / 32 loop
      v_split := v_split * 2;
    end loop;
    if v_first <= v_split then
      v_path := inventory.merkle_root(substr(v_list, 32 * v_split + 1)) || v_path;
      v_list := substr(v_list, 1, 32 * v_split);
    else
      v_path := inventory.merkle_root(substr(v_list, 1, 32 * v_split)) || v_path;
      v_list := substr(v_list, 32 * v_split + 1);
      v_first := v_first - v_split;
      v_whole := false;
    end if;
  end loop;
  return case when v_whole then v_path else inventory.merkle_root(v_list) || v_path end;
end
$$;
comment on function inventory.merkle_consistency(bytea, bigint) is
  'The consistency proof of RFC 9162 between the tree over the first p_first leaf hashes, at least one, and the tree over all of them.';

grant execute on function inventory.merkle_leaf(bytea), inventory.merkle_level(bytea), inventory.merkle_root(bytea),
  inventory.merkle_path(bytea, bigint), inventory.merkle_consistency(bytea, bigint) to bincard_app;
