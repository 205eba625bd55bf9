import { Client } from 'pg';

// A proof leaves thousands of rows, because a ledger deletes nothing. So it must not run in a database that is in use.

const PROOF_TENANT = /^prove-\d+(-\d+)?$/;

/** Codes of the tenants of a database that no earlier proof created; none when Bincard is not installed there. */
export async function foreignTenants(url: string): Promise<string[]> {
  return (await tenantCodes(url)).filter((code) => !PROOF_TENANT.test(code));
}

/** Names tenants `prove-<seed>`, followed by a number when an earlier run used that code. */
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
    const found = await client.query("select where to_regclass('inventory.tenants') is not null");
    if (found.rowCount === 0) return [];
    await client.query('begin');
    await client.query('set local role bincard_owner');
    const { rows } = await client.query<{ code: string }>('select code from inventory.tenants');
    return rows.map((row) => row.code);
  } finally {
    await client.end();
  }
}
