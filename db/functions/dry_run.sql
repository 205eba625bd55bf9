-- Dry runs: an entry point does what its live call does, in a block of its own, and ends the block with this. So a dry run
-- meets every rule and locks what the live call locks, for as long; a block that ends with an error leaves nothing behind.

create or replace function inventory.end_dry_run() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  set constraints all immediate; -- rules that are checked at COMMIT
  raise exception using errcode = 'BCDRY', message = 'The end of a dry run: nothing that it wrote stays';
end
$$;
comment on function inventory.end_dry_run() is
  'Checks what would be checked at COMMIT, then raises BCDRY, which the block of a dry run catches: what it wrote is rolled back.';
grant execute on function inventory.end_dry_run() to bincard_app;
