import { Client } from 'pg';

// What runs here writes for minutes and leaves its rows: a ledger forgets nothing. So it stays out of every
// database that somebody may care for.

const OURS = /^prove-\d+(-\d+)?$/;

/** Codes of the tenants of a database that no earlier proof made; none where Bincard never was. */
export async function foreignTenants(url: string): Promise<string[]> {
  return (await tenantCodes(url)).filter((code) => !OURS.test(code));
}

/** Names tenants `prove-<seed>`, with a number behind it where an earlier run took that. */
export async function tenantNamer(url: string, seed: number): Promise<() => string> {
  const taken = new Set(await tenantCodes(url));
  return () => {
    let code = `prove-${seed}`;
    for (let n = 2; taken.has(code); n++) code = `prove-${seed}-${n}`;
    taken.add(code);
    return code;
  };
}

async function tenantCodes(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const there = await client.query("select where to_regclass('inventory.tenants') is not null");
    if (there.rowCount === 0) return [];
    await client.query('set role bincard_owner');
    const { rows } = await client.query<{ code: string }>('select code from inventory.tenants');
    return rows.map((row) => row.code);
  } finally {
    await client.end();
  }
}
