import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { isCurrent, readApplied, whyNewer } from '../../lifecycle/schema-state';

/** A table, schema, column or role that does not exist or may not be read. */
const NO_SCHEMA = new Set(['42P01', '3F000', '42703', '42501', '22023']);

/**
 * Serves GET /healthz (the process runs) and GET /readyz (it can serve requests): 503 while the database does not
 * answer or has the schema of another version, which a newer server may have migrated it to. The reason names no
 * object of the database.
 */
export function serveReadiness(app: FastifyInstance, probe: Pool): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_, reply) => {
    const reason = await whyNotReady(probe);
    if (reason) return reply.code(503).send({ status: 'unready', reason });
    return { status: 'ready' };
  });
}

async function whyNotReady(probe: Pool): Promise<string | undefined> {
  try {
    const applied = await readApplied(probe);
    if (whyNewer(applied)) {
      return 'the schema is of a newer version than this server: install that version';
    }
    return isCurrent(applied)
      ? undefined
      : 'the schema is not of this version: run bincard migrate';
  } catch (error) {
    return NO_SCHEMA.has((error as { code?: string }).code ?? '')
      ? 'the database has no schema: run bincard migrate'
      : 'the database does not answer';
  }
}
