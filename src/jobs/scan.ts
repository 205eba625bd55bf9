import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Identity } from '../auth/token';
import { writeDocument } from '../database/documents';
import { tenantAccess } from '../proofs/access';
import { signClosedDays } from '../proofs/signing';

/** What a scan of one tenant found. */
export interface ScanResult {
  readonly mode: 'FULL' | 'ANCHORED' | 'INCREMENTAL';
  /** The closed day at whose anchors an ANCHORED scan began. */
  readonly fromDay: string | null;
  readonly anchors: number;
  /** The first anchor that is not what the movements say, and why. */
  readonly firstWrongAnchor: {
    readonly businessDate: string;
    readonly batchId: string;
    readonly locationId: string;
    readonly what: string;
  } | null;
  readonly movements: number;
  readonly chains: number;
  /** Chains that do not verify, now and from before. */
  readonly broken: number;
  readonly closedDays: number;
  /** The first closed day that does not verify, and why. */
  readonly firstWrongDay: { readonly businessDate: string; readonly what: string } | null;
  readonly auditEntries: number;
  /** The first entry of the audit log that does not verify, and why. */
  readonly firstWrongEntry: {
    readonly entity: string;
    readonly entityId: string;
    readonly sequence: number;
    readonly what: string;
  } | null;
  readonly discrepancies: number;
  /** The reconciliation run that records them; null when there were none. */
  readonly runId: string | null;
  /** Reservations of which less can be sold than is left of them. */
  readonly unmetReservations: number;
}

/** What to scan: everything, what is new since the last scan, or each night what is new since a closed day. */
export type Scan =
  | { readonly mode: 'FULL' | 'INCREMENTAL' }
  /** From the anchors; but of the tenants whose turn it is, once in so many nights for each, everything. */
  | { readonly mode: 'ANCHORED'; readonly nights: number };

const WORKER: Omit<Identity, 'tenantId'> = { actor: 'worker', role: 'admin' };

/**
 * Scans every tenant, one after the other. A tenant that is being reconciled is left to the next scan; an error is
 * logged, and the other tenants are still scanned.
 */
export async function scanTenants(
  pools: { owner: Pool; app: Pool },
  scan: Scan,
  logger: Logger,
  signingSecret?: Uint8Array,
): Promise<void> {
  const { rows } = await pools.owner.query<{ id: string; code: string }>(
    'select id, code from inventory.tenants order by code',
  );
  for (const { id, code } of rows) {
    try {
      const result = await scanTenant(pools.app, id, scan);
      const { discrepancies, broken, firstWrongAnchor, firstWrongDay, firstWrongEntry } = result;
      const { unmetReservations } = result;
      const sound =
        unmetReservations === 0 &&
        discrepancies === 0 &&
        broken === 0 &&
        !firstWrongAnchor &&
        !firstWrongDay &&
        !firstWrongEntry;
      const level = sound ? 'info' : 'warn';
      logger[level]({ tenant: code, ...result }, 'scan');
    } catch (error) {
      const { constraint } = error as { constraint?: string };
      if (constraint === 'reconciliation_running') logger.info({ tenant: code }, 'scan skipped');
      else logger.error({ tenant: code, err: error }, 'scan failed');
    }
    if (signingSecret) await signTenant(pools.app, { id, code }, signingSecret, logger);
  }
}

/** Signs the closed days that nobody has signed: those that were closed in psql, or while the secret was missing. */
async function signTenant(
  pool: Pool,
  { id, code }: { id: string; code: string },
  secret: Uint8Array,
  logger: Logger,
): Promise<void> {
  try {
    const signed = await signClosedDays(tenantAccess(pool, { ...WORKER, tenantId: id }), secret);
    if (signed > 0) logger.info({ tenant: code, signed }, 'closed days signed');
  } catch (err) {
    logger.warn({ tenant: code, err }, 'closed days are not signed');
  }
}

/** Verifies a tenant's chains, anchors, closed days and audit log, compares, and repairs what its settings let the worker repair. */
export function scanTenant(pool: Pool, tenantId: string, scan: Scan): Promise<ScanResult> {
  return writeDocument<ScanResult>(pool, { ...WORKER, tenantId }, 'scan', { ...scan }, false);
}
