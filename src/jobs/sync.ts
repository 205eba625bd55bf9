import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Identity } from '../auth/token';
import { Snapshot } from '../database/snapshot';
import { syncDue } from '../database/queries/sync';
import { SyncError } from '../sync/errors';
import type { SyncService } from '../sync/service';

/**
 * Runs the due sources of every tenant: first the export of sales, then the import of stock. A source that is already
 * being run is skipped; after a failure a source is due later, with a growing delay.
 */
export async function syncTenants(
  pools: { owner: Pool; app: Pool },
  service: SyncService,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await pools.owner.query<{ id: string; code: string }>(
    'select id, code from inventory.tenants order by code',
  );
  for (const { id, code } of rows) {
    const identity: Identity = { tenantId: id, actor: 'worker', role: 'admin' };
    for (const source of await dueSources(pools.app, id)) {
      if (signal.aborted) return;
      await syncSource(
        service,
        identity,
        source,
        logger.child({ tenant: code, source: source.name }),
        signal,
      );
    }
  }
}

async function dueSources(pool: Pool, tenantId: string): Promise<{ id: string; name: string }[]> {
  const snapshot = new Snapshot(pool, tenantId, false);
  try {
    return await snapshot.query(syncDue);
  } finally {
    await snapshot.end();
  }
}

async function syncSource(
  service: SyncService,
  identity: Identity,
  { id }: { id: string },
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  try {
    const runs = await service.runDue(identity, id, {
      signal,
      // Checked again under the lock: another worker may have run it meanwhile.
      isDue: ({ enabled, nextRunAt }) => enabled && Date.parse(nextRunAt) <= Date.now(),
    });
    for (const { direction, failure, counts } of runs) {
      if (failure) logger.warn({ direction, failure: failure.failure }, 'sync failed');
      else {
        const { conflicts, errors } = counts;
        logger[conflicts + errors > 0 ? 'warn' : 'info']({ direction, ...counts }, 'sync');
      }
    }
  } catch (error) {
    if (error instanceof SyncError) logger.info({ reason: error.failure }, 'sync skipped');
    else logger.error({ err: error }, 'sync failed');
  }
}
