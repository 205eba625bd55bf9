import type { Pool } from 'pg';
import { Denied, type Denial } from '../auth/denied';
import type { Role } from '../auth/token';
import type { VerifiedIdentity } from '../auth/verifier';
import { callAsApp } from '../database/app-role';
import { distributionOf } from '../database/distributed/distribution';
import { onTenant } from '../database/distributed/tenants';
import { send } from '../database/documents';
import type { SecretKey } from './secrets';

interface Found {
  readonly reason?: Denial;
  readonly actor: string;
  readonly role: Role;
  readonly expiresAt: number;
}

/**
 * Whom a session or an API token stands for now. It is asked for each request, so that what was revoked, switched off or
 * lowered counts from the next request on, on every server. Throws Denied.
 */
export async function identityOfSecret(
  pool: Pool,
  { kind, tenantId, hash }: SecretKey,
): Promise<VerifiedIdentity> {
  const values = [tenantId, kind, hash];
  const found = await callPeople<Found>(pool, tenantId, 'access_of', '$1::uuid, $2, $3', values);
  if (found.reason) throw new Denied(found.reason);
  const { actor, role, expiresAt } = found;
  return { tenantId, actor, role, expiresAt };
}

/** Ends a session; what was no open one stays as it is. */
export function endSession(pool: Pool, { tenantId, hash }: SecretKey): Promise<boolean> {
  return callPeople<boolean>(pool, tenantId, 'end_session', '$1::uuid, $2', [tenantId, hash]);
}

/**
 * Calls a function of db/documents/sign_in.sql or access.sql, whose caller is not known yet. Where the database is
 * distributed it is called on the node of the tenant, which must be known there.
 */
export function callPeople<Result>(
  pool: Pool,
  tenantId: string | undefined,
  name: string,
  parameters: string,
  values: readonly (string | Buffer)[],
): Promise<Result> {
  const text = callAsApp(`inventory.${name}(${parameters})`);
  return send<Result>(pool, () => {
    if (tenantId === undefined || !distributionOf(pool)) return { text, values: [...values] };
    const texts = values.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value));
    const nobody = { tenantId, actor: null, role: null };
    return onTenant(nobody, 'call_unidentified', { call: name, values: texts });
  });
}
