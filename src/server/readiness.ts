import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { createDataSource } from '../database/data-source';
import { APPLIED_FOLDERS, contentHash } from '../database/migrate';
import { listSql, readSql } from '../database/sql-files';

/** A table, schema or column that is not there, or not to be read. */
const NO_SCHEMA = new Set(['42P01', '3F000', '42703', '42501']);

/**
 * Serves GET /healthz (this process lives) and GET /readyz (it can work): 503 while the database does not
 * answer, or its schema is not the one of this version. It names no object of either.
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
    const { rows } = await probe.query<{ what: string }>(
      `select 'migration ' || name as what from inventory.schema_migrations
       union all select path || ' ' || content_hash from inventory.applied_files`,
    );
    const found = new Set(rows.map(({ what }) => what));
    // A file that this version has no more does no harm; a migration that it has not yet may do any.
    const same =
      [...expected()].every((what) => found.has(what)) &&
      [...found].every((what) => !what.startsWith('migration ') || expected().has(what));
    return same ? undefined : 'the schema is not of this version: run bincard migrate';
  } catch (error) {
    return NO_SCHEMA.has((error as { code?: string }).code ?? '')
      ? 'the database has no schema: run bincard migrate'
      : 'the database does not answer';
  }
}

let ours: ReadonlySet<string> | undefined;

/** Every migration and file of this package, as the database keeps them. */
function expected(): ReadonlySet<string> {
  return (ours ??= new Set([
    ...migrationNames().map((name) => `migration ${name}`),
    ...APPLIED_FOLDERS.flatMap(listSql).map((file) => `${file} ${contentHash(readSql(file))}`),
  ]));
}

function migrationNames(): string[] {
  const { migrations } = createDataSource('postgres://localhost').options;
  return (migrations as (new () => object)[]).map(({ name }) => name);
}
