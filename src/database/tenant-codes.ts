import { connect } from './advisory-lock';

/** The codes of all tenants, in order, read as the owner: other roles see one tenant. None where Bincard is not installed. */
export async function readTenantCodes(url: string): Promise<string[]> {
  const client = await connect(url);
  try {
    const there = await client.query("select where to_regclass('inventory.tenants') is not null");
    if (there.rowCount === 0) return [];
    await client.query('begin; set local role bincard_owner');
    const { rows } = await client.query<{ code: string }>(
      'select code from inventory.tenants order by code',
    );
    return rows.map(({ code }) => code);
  } finally {
    await client.end();
  }
}
