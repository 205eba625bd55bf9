import type { Pool } from 'pg';

const TABLES = ['movements', 'daily_stock'];

/** Bytes of each table and of its indexes. */
export async function bytesOfTables(owner: Pool): Promise<Record<string, number[]>> {
  const { rows } = await owner.query<{ name: string; row: number; indexes: number }>(
    `select t as name, pg_table_size('inventory.' || t)::float8 as row, pg_indexes_size('inventory.' || t)::float8 as indexes
     from unnest($1::text[]) t`,
    [TABLES],
  );
  return Object.fromEntries(rows.map(({ name, row, indexes }) => [name, [row, indexes]]));
}

/** Bytes of each row that a tenant has added, in its table and in all of its indexes. */
export async function bytesPerRow(owner: Pool, before: Record<string, number[]>, tenantId: string) {
  const after = await bytesOfTables(owner);
  const figures: Record<string, { row: number; indexes: number }> = {};
  for (const table of TABLES) {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::float8 as count from inventory.${table} where tenant_id = $1`,
      [tenantId],
    );
    const per = (n: number) =>
      Math.round((after[table]![n]! - before[table]![n]!) / rows[0]!.count);
    figures[table] = { row: per(0), indexes: per(1) };
  }
  return figures;
}
