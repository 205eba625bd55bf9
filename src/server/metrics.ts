import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Serves GET /metrics for Prometheus: the process, the pool, and what scans found, over all tenants. */
export function serveMetrics(app: FastifyInstance, pool: Pool): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `bincard_${name}`, help, registers: [registry] });
  const connections = gauge('pool_connections', 'Connections of the pool.');
  const waiting = gauge('pool_waiting', 'Requests that wait for a connection.');
  const lastScan = gauge('last_scan_timestamp_seconds', 'When the last scan ended; 0: never.');
  const broken = gauge('broken_chains', 'Chains that do not verify.');
  const discrepancies = gauge('discrepancies_24h', 'Discrepancies found in 24 hours.');
  const corrections = gauge('corrections_24h', 'Discrepancies repaired in 24 hours.');

  app.get('/metrics', async (_, reply) => {
    connections.set(pool.totalCount);
    waiting.set(pool.waitingCount);
    const { rows } = await pool.query<{
      last_scan_at: Date | null;
      broken_chains: number;
      discrepancies: number;
      corrections: number;
    }>('select * from inventory.scan_totals()');
    const totals = rows[0]!;
    lastScan.set((totals.last_scan_at?.getTime() ?? 0) / 1000);
    broken.set(totals.broken_chains);
    discrepancies.set(totals.discrepancies);
    corrections.set(totals.corrections);
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}
