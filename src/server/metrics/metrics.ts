import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

/**
 * Serves GET /metrics for Prometheus: requests, the process, the pool, and the findings of scans over all tenants.
 * The findings are read through `probe`, which has a connection of its own when the pool has none left.
 */
export function serveMetrics(
  app: FastifyInstance,
  { registry, pool, probe }: { registry: Registry; pool: Pool; probe: Pool },
): void {
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `bincard_${name}`, help, registers: [registry] });
  const connections = gauge('pool_connections', 'Connections of the pool.');
  const waiting = gauge('pool_waiting', 'Requests that wait for a connection.');
  const up = gauge('database_up', 'Whether the database answers.');
  const lastScan = gauge('last_scan_timestamp_seconds', 'When the last scan ended; 0 if never.');
  const broken = gauge('broken_chains', 'Chains that do not verify.');
  const wrongDays = gauge(
    'wrong_closed_days_tenants',
    'Tenants whose last scan found a closed day that does not verify.',
  );
  const wrongAnchors = gauge(
    'wrong_anchors_tenants',
    'Tenants whose last scan found an anchor that is not what the movements say.',
  );
  const wrongAudit = gauge(
    'wrong_audit_entries_tenants',
    'Tenants whose last scan found an audit entry that does not verify.',
  );
  const discrepancies = gauge('discrepancies_24h', 'Discrepancies found in 24 hours.');
  const corrections = gauge('corrections_24h', 'Discrepancies repaired in 24 hours.');

  const unmet = gauge(
    'unmet_reservations',
    'Reservations of which less can be sold than is left of them.',
  );

  const readScans = async () => {
    const { rows } = await probe.query<{
      last_scan_at: Date | null;
      broken_chains: number;
      wrong_days: number;
      wrong_anchors: number;
      wrong_audit_entries: number;
      discrepancies: number;
      corrections: number;
      unmet_reservations: number;
    }>('select * from inventory.scan_totals()');
    const totals = rows[0]!;
    lastScan.set((totals.last_scan_at?.getTime() ?? 0) / 1000);
    broken.set(totals.broken_chains);
    wrongDays.set(totals.wrong_days);
    wrongAnchors.set(totals.wrong_anchors);
    wrongAudit.set(totals.wrong_audit_entries);
    discrepancies.set(totals.discrepancies);
    corrections.set(totals.corrections);
    unmet.set(totals.unmet_reservations);
  };

  app.get('/metrics', async (_, reply) => {
    connections.set(pool.totalCount);
    waiting.set(pool.waitingCount);
    // The other metrics are served without the database too.
    up.set(await readScans().then(...([() => 1, () => 0] as const)));
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}
