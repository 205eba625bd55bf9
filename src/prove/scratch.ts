import { readTenantCodes } from '../database/tenant-codes';

// A proof leaves thousands of rows, because a ledger deletes nothing. So it must not run in a database that is in use.

const PROOF_TENANT = /^prove-\d+(-\d+)?$/;

/** Codes of the tenants of a database that no earlier proof created; none when Bincard is not installed there. */
export async function foreignTenants(url: string): Promise<string[]> {
  return (await readTenantCodes(url)).filter((code) => !PROOF_TENANT.test(code));
}

/** Names tenants `prove-<seed>`, followed by a number when an earlier run used that code. */
export async function tenantNamer(url: string, seed: number): Promise<() => string> {
  const taken = new Set(await readTenantCodes(url));
  return () => {
    let code = `prove-${seed}`;
    for (let n = 2; taken.has(code); n++) code = `prove-${seed}-${n}`;
    taken.add(code);
    return code;
  };
}
