import type { Pool } from 'pg';
import { Denied, type Denial } from '../auth/denied';
import type { Role } from '../auth/token';
import type { VerifiedIdentity } from '../auth/verifier';
import { callAsApp } from '../database/app-role';
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
  const found = await callPeople<Found>(pool, 'access_of', '$1::uuid, $2, $3', [
    tenantId,
    kind,
    hash,
  ]);
  if (found.reason) throw new Denied(found.reason);
  const { actor, role, expiresAt } = found;
  return { tenantId, actor, role, expiresAt };
}

/** Ends a session; what was no open one stays as it is. */
export function endSession(pool: Pool, { tenantId, hash }: SecretKey): Promise<boolean> {
  return callPeople<boolean>(pool, 'end_session', '$1::uuid, $2', [tenantId, hash]);
}

/** Calls a function of db/documents/sign_in.sql, whose caller is not known yet. */
export function callPeople<Result>(
  pool: Pool,
  name: string,
  parameters: string,
  values: unknown[],
): Promise<Result> {
  return send<Result>(pool, { text: callAsApp(`inventory.${name}(${parameters})`), values });
}
