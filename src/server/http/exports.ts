import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import type { Pool } from 'pg';
import { findExport, withIds } from '../../exports/exports';
import { streamCopy } from '../../exports/stream';
import type { Identity } from '../../auth/token';
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
      const make = findExport(params.file);
      if (!make) return reply.callNotFound();
      record.operationName = params.file;
      reply.raw.once('close', enter(slots, identity));
      const needed = positionOf(request.headers);
      const open = async (pool: Pool, isReplica: boolean) => {
        const found = make(await idsIn(query, pool, identity));
        return { found, stream: await streamCopy(pool, identity.tenantId, found.copy, isReplica) };
      };
      const { found, stream } = await openSomewhere(options, identity, needed, open);
      keepPace(reply.raw, pace, () => {
        record.codes.push('EXPORT_TOO_SLOW');
        reply.raw.destroy();
      });
      return reply
        .header('content-type', found.type)
        .header('content-disposition', `attachment; filename="${found.file}"`)
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

/** The query string with ids in place of codes. The look-up has ended when the export takes its own connection. */
async function idsIn(query: Record<string, string>, pool: Pool, { tenantId }: Identity) {
  const snapshot = new Snapshot(pool, tenantId, false);
  try {
    return await withIds(query, snapshot);
  } finally {
    await snapshot.end();
  }
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
