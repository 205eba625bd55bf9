import type { Queryable } from '../../src/database/statement';

/** The columns of a table that an INSERT may write, for its text. */
export async function writableColumns(client: Queryable, table: string): Promise<string> {
  const { rows } = await client.query(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return (rows[0] as { columns: string }).columns;
}
