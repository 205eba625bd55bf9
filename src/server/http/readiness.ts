import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { isCurrent, readApplied, whyNewer } from '../../lifecycle/schema-state';

/** A table, schema, column or role that is not there, or not to be read. */
const NO_SCHEMA = new Set(['42P01', '3F000', '42703', '42501', '22023']);

/**
 * Serves GET /healthz (this process lives) and GET /readyz (it can work): 503 while the database does not
 * answer, or its schema is not the one of this version; a later version may migrate it while this one runs. It
 * names no object of either.
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
