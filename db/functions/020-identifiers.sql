create or replace function inventory.uuid_v7(p_at timestamptz default clock_timestamp()) returns uuid
language sql volatile parallel safe
begin atomic
  -- 48 bits of milliseconds, version 7, 12 bits of the millisecond's fraction (0.244 us), variant 2, 62 random bits.
  select (
    pg_catalog.lpad(pg_catalog.to_hex(us / 1000), 12, '0')
    || pg_catalog.to_hex(28672 + (us % 1000) * 4096 / 1000)
    || pg_catalog.substr(pg_catalog.gen_random_uuid()::text, 20, 17)
  )::uuid
  from (select (extract(epoch from p_at) * 1000000)::bigint as us) t;
end;
comment on function inventory.uuid_v7(timestamptz) is
  'A UUID of version 7 whose order is the order of time to the microsecond, so a primary key is also the reading order. PostgreSQL 15 has no function of its own for it.';
grant execute on function inventory.uuid_v7(timestamptz) to bincard_app;
