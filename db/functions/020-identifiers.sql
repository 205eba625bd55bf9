create or replace function inventory.uuid_v7(p_at timestamptz default clock_timestamp()) returns uuid
language plpgsql volatile parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  v_microseconds bigint := extract(epoch from p_at) * 1000000;
begin
  -- 48 bits of milliseconds, version 7, 12 bits of the millisecond's fraction (0.244 us), variant 2, 62 random bits.
  return (lpad(to_hex(v_microseconds / 1000), 12, '0') || to_hex(28672 + (v_microseconds % 1000) * 4096 / 1000)
    || substr(gen_random_uuid()::text, 20))::uuid;
end
$$;
comment on function inventory.uuid_v7(timestamptz) is
  'A UUID of version 7 whose order is the order of time to the microsecond, so a primary key is also the reading order. PostgreSQL 15 has no function of its own for it.';
grant execute on function inventory.uuid_v7(timestamptz) to bincard_app;
