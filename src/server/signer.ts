import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Identity } from '../auth/token';
import { tenantAccess } from '../proofs/access';
import { signClosedDays } from '../proofs/signing';

/** Signs the closed days of the caller's tenant. The day is closed already: what goes wrong is logged, not answered. */
export function signerOf(
  pool: Pool,
  secret: Uint8Array | undefined,
  logger: Logger,
): (identity: Identity) => Promise<void> {
  return async (identity) => {
    if (!secret) return;
    try {
      await signClosedDays(tenantAccess(pool, identity), secret);
    } catch (err) {
      logger.warn({ tenant: identity.tenantId, err }, 'closed days are not signed');
    }
  };
}
