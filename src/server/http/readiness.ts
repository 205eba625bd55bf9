import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { WrongServer } from '../../database/hosts';
import type { Replica } from '../../database/replica/replica';
import { readSession } from '../../lifecycle/isolation';
import { isCurrent, readApplied, whyNewer } from '../../lifecycle/schema-state';

/** A table, schema, column or role that does not exist or may not be read. */
const NO_SCHEMA = new Set(['42P01', '3F000', '42703', '42501', '22023']);

const IN_RECOVERY =
  'the database is a standby (in recovery) and accepts no writes: DATABASE_URL must lead to the primary';
const NOT_ISOLATED =
  'the login of the server could see the rows of every tenant: start it again, and it says why';

/**
 * Serves GET /healthz (the process runs) and GET /readyz (it can serve requests): 503 while the database does not
 * answer, is a standby, does not isolate tenants, or has the schema of another version, which a newer server may have
 * migrated it to. The reason names no object of the database.
 */
export function serveReadiness(
  app: FastifyInstance,
  probe: Pool,
  replica: Replica | undefined,
): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_, reply) => {
    const reason = await whyNotReady(probe);
    // A server whose replica is away serves from the primary, so it is ready.
    const beside = replica ? { replica: replica.state } : {};
    if (reason) return reply.code(503).send({ status: 'unready', reason, ...beside });
    return { status: 'ready', ...beside };
  });
}

/** Why the server cannot serve requests; undefined when it can. */
export async function whyNotReady(probe: Pool): Promise<string | undefined> {
  try {
    const applied = await readApplied(probe);
    if (whyNewer(applied)) {
      return 'the schema is of a newer version than this server: install that version';
    }
    if (!isCurrent(applied)) return 'the schema is not of this version: run bincard migrate';
    const { inRecovery, fault } = await readSession(probe);
    if (inRecovery) return IN_RECOVERY;
    return fault === undefined ? undefined : NOT_ISOLATED;
  } catch (error) {
    if (error instanceof WrongServer) return IN_RECOVERY;
    return NO_SCHEMA.has((error as { code?: string }).code ?? '')
      ? 'the database has no schema: run bincard migrate'
      : 'the database does not answer';
  }
}
