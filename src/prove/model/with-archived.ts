import type { PoolClient } from 'pg';

const OF_ARCHIVES =
  '(select * from inventory.movements union all select * from jsonb_populate_recordset(null::inventory.movements, $1::jsonb))';

/** Runs a query that reads all movements, also those that were moved out to an archive. */
export async function queryWithArchived<Row extends object>(
  client: PoolClient,
  text: string,
  archived: readonly string[],
): Promise<Row[]> {
  const whole = archived.length > 0 ? text.replaceAll('inventory.movements', OF_ARCHIVES) : text;
  const values = whole === text ? [] : [`[${archived.join(',')}]`];
  return (await client.query<Row>(whole, values)).rows;
}
