-- What a backup reads: every row of every tenant. pg_dump runs as the role bincard_backup, with row-level security on, so that
-- no login needs BYPASSRLS, which a managed service does not give. A table without this policy would be dumped empty:
-- bincard backup asks for it before it begins (db/queries/backup.sql), and doctor reports one that is missing.
grant select on all sequences in schema inventory to bincard_backup;
do $$
declare
  v_table regclass;
begin
  for v_table in
    select c.oid from pg_catalog.pg_class c
    where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname
  loop
    execute pg_catalog.format('grant select on %s to bincard_backup', v_table);
    continue when not (select c.relrowsecurity from pg_catalog.pg_class c where c.oid = v_table);
    -- Dropping it would wait for every session that uses the table.
    continue when exists (select from pg_catalog.pg_policy p where p.polrelid = v_table and p.polname = 'backup_reads'
      and pg_catalog.pg_get_expr(p.polqual, p.polrelid) = 'true');
    execute pg_catalog.format('drop policy if exists backup_reads on %s', v_table);
    execute pg_catalog.format('create policy backup_reads on %s for select to bincard_backup using (true)', v_table);
  end loop;
end
$$;
