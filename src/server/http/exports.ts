import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import type { Pool } from 'pg';
import type { ExportEntry } from '../../exports/export-list';
import { findExport, prepareExport, type FoundExport } from '../../exports/exports';
import { streamCopy } from '../../exports/stream';
import { ROLES, type Identity } from '../../auth/token';
import type { LogPosition } from '../../database/replica/positions';
import { BadInput } from '../../input/bad-input';
import { isForPrimary, positionOf, type ReplicaReads } from '../reads';
import { Snapshot } from '../../database/snapshot';
import { ExportSlots } from '../../exports/slots';
import type { ServerSettings } from '../../config';
import { requestError, unauthenticated } from '../graphql/request-error';
import { keepPace } from './least-pace';

/** When an export that is under way now has probably ended. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Streams GET /export/<file>, with the same token and filters as the queries. `hooks` identify the caller. Each export
 * holds a connection until its reader has taken it all, so they are limited by actor, by tenant and together, and a
 * reader that takes too little is cut off.
 */
export function serveExports(
  app: FastifyInstance,
  options: {
    pool: Pool;
    reads: ReplicaReads | undefined;
    settings: ServerSettings;
    hooks: onRequestHookHandler[];
  },
): void {
  const { settings } = options;
  const slots = new ExportSlots({
    actor: settings.maxExportsPerActor,
    tenant: settings.maxExportsPerTenant,
    all: settings.maxExports,
  });
  const pace = { bytes: settings.exportPaceKb * 1024, withinMs: settings.exportPaceMs };
  app.get<{ Params: { file: string }; Querystring: Record<string, string> }>(
    '/export/:file',
    { onRequest: options.hooks },
    async (request, reply) => {
      const { identity, params, query, record } = request;
      record.operationType = 'export';
      if (!identity) throw unauthenticated(request.denial ?? 'missing');
      const found = findExport(params.file);
      if (!found) return reply.callNotFound();
      record.operationName = params.file;
      requireRole(found.entry, identity);
      reply.raw.once('close', enter(slots, identity));
      const needed = positionOf(request.headers);
      const open = async (pool: Pool, isReplica: boolean) => {
        const file = await prepare(found, query, pool, identity);
        const rows = await streamCopy(pool, identity.tenantId, file.copy, isReplica);
        return { type: file.type, stream: file.through ? file.through(rows) : rows };
      };
      const { type, stream } = await openSomewhere(options, identity, needed, open);
      keepPace(reply.raw, pace, () => {
        record.codes.push('EXPORT_TOO_SLOW');
        reply.raw.destroy();
      });
      return reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="${params.file}"`)
        .header('cache-control', 'no-store')
        .send(stream);
    },
  );
}

/** Opens an export on the replica where it may be read, and on the primary where not, or where it fails there. */
async function openSomewhere<Opened>(
  { reads, pool }: { reads: ReplicaReads | undefined; pool: Pool },
  identity: Identity,
  needed: LogPosition | undefined,
  open: (pool: Pool, isReplica: boolean) => Promise<Opened>,
): Promise<Opened> {
  if (!reads || !(await reads.mayRead(identity, needed))) return open(pool, false);
  try {
    return await open(reads.pools.exports, true);
  } catch (error) {
    if (error instanceof BadInput || !isForPrimary(error)) throw error;
    reads.replica.failed(error);
    return open(pool, false);
  }
}

/** The export of a query string. The look-up of its codes has ended when the export takes its own connection. */
async function prepare(
  found: FoundExport,
  query: Record<string, unknown>,
  pool: Pool,
  { tenantId }: Identity,
) {
  const snapshot = new Snapshot(pool, tenantId, false);
  try {
    return await prepareExport(found, query, snapshot);
  } finally {
    await snapshot.end();
  }
}

function requireRole({ name, role: needed }: ExportEntry, { role }: Identity): void {
  if (ROLES.indexOf(role) >= ROLES.indexOf(needed)) return;
  const message = `The export ${name} needs the role ${needed}, and yours is ${role}`;
  throw requestError('FORBIDDEN', message, { details: { role, needed } });
}

const WHOSE = { actor: 'You have', tenant: 'Your tenant has', all: 'The server has' };

/** Takes a slot; throws TOO_MANY_EXPORTS, or OVERLOADED where the slots of all are taken. */
function enter(slots: ExportSlots, identity: Identity): () => void {
  const slot = slots.enter(identity);
  if (typeof slot === 'function') return slot;
  const { limit, maximum } = slot;
  const code = limit === 'all' ? 'OVERLOADED' : 'TOO_MANY_EXPORTS';
  const message = `${WHOSE[limit]} ${maximum} exports under way already, the most at a time; try again`;
  const details = { limit: limit === 'all' ? 'exports' : `exports of the ${limit}`, maximum };
  throw requestError(code, message, { details, retryAfter: RETRY_AFTER_SECONDS });
}
