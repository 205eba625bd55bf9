import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Readable } from 'node:stream';
import type { Identity } from '../../auth/token';
import { createPool } from '../../database/pool';
import { ExportSlots } from '../../exports/slots';
import { ImportError, type Problem } from '../../imports/errors';
import { checkId } from '../../input/validate';
import { findKind } from '../../imports/kinds';
import type { ImportKind } from '../../imports/kinds/kind';
import { planImport, type ReadingOptions } from '../../imports/plan';
import { runImport } from '../../imports/run';
import { spool, type SpooledFile } from '../../imports/spooled-file';
import { requestError, unauthenticated } from '../graphql/request-error';
import { answerPosition, type ReplicaReads } from '../reads';

/** Uploads under way. Each needs two connections: one for its rows, one for what is said of them. */
const SLOTS = { actor: 1, tenant: 2, all: 4 };
const RETRY_AFTER_SECONDS = 5;
/** So many problems are in the answer; the run has all of them. */
const MOST_PROBLEMS = 100;
const MOST_BYTES = 256 * 1024 ** 2;

/** The options of POST /import/KIND, by the names that the command line gives them. */
const OPTIONS = [
  ...['file-name', 'live', 'dry-run-id', 'all-or-nothing', 'delivery', 'map', 'set'],
  ...['encoding', 'separator', 'decimal', 'date-format'],
];

type Query = Record<string, string | string[] | undefined>;

/**
 * Takes POST /import/KIND, whose body is the file: checks it, or brings it in with live=true, as `bincard import` does.
 * The answer has the run's id and counts, and its first problems; what its rows change is asked for with the id.
 */
export async function serveImports(
  app: FastifyInstance,
  databaseUrl: string,
  hooks: onRequestHookHandler[],
  reads: ReplicaReads | undefined,
): Promise<void> {
  const pool = createPool(databaseUrl, 'bincard_app', {
    max: 2 * SLOTS.all,
    idleTimeoutMillis: 10_000,
  });
  const slots = new ExportSlots(SLOTS);
  app.addHook('onClose', () => pool.end());
  await app.register((scope, _, done) => {
    // The body is the file, whatever its type: it is read as it comes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    scope.post<{ Params: { kind: string }; Querystring: Query }>(
      '/import/:kind',
      { onRequest: hooks, bodyLimit: MOST_BYTES },
      async (request, reply) => {
        const { identity, record, params } = request;
        record.operationType = 'import';
        if (!identity) throw unauthenticated(request.denial ?? 'missing');
        const kind = findKind(params.kind);
        if (!kind) return reply.callNotFound();
        record.operationName = kind.name;
        const leave = enter(slots, identity);
        try {
          return await withFile(request, (file, options) =>
            bringIn({ pool, identity, kind, file }, options, request.query),
          );
        } finally {
          leave();
          await reads?.wroteNow(identity);
          answerPosition(reply, reads?.positions.lastKnown(identity));
        }
      },
    );
    done();
  });
}

async function withFile<Result>(
  { query, body }: FastifyRequest<{ Querystring: Query }>,
  work: (file: SpooledFile, options: ReadingOptions) => Promise<Result>,
): Promise<Result> {
  const unknown = Object.keys(query).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw invalid(unknown, `There is no option ${unknown}; there are ${OPTIONS.join(', ')}`);
  }
  try {
    const file = await spool(
      (body ?? []) as Readable,
      one(query['file-name']) ?? 'upload',
      MOST_BYTES,
    );
    try {
      return await work(file, {
        ...{ map: all(query['map']), set: all(query['set']), encoding: one(query['encoding']) },
        ...{ separator: one(query['separator']), decimal: one(query['decimal']) },
        dateFormat: one(query['date-format']),
      });
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    // The options have the same names here, without the dashes of a shell.
    const { failure, facts } = error;
    throw invalid('file', error.message.replaceAll('--', ''), { reason: failure, ...facts });
  }
}

interface Upload {
  readonly pool: ReturnType<typeof createPool>;
  readonly identity: Identity;
  readonly kind: ImportKind;
  readonly file: SpooledFile;
}

async function bringIn(
  { pool, identity, kind, file }: Upload,
  options: ReadingOptions,
  query: Query,
) {
  const [live, allOrNothing] = [truth(query, 'live'), truth(query, 'all-or-nothing')];
  const delivery = one(query['delivery']);
  if (delivery !== undefined && kind.name !== 'stock') {
    throw invalid('delivery', 'delivery is for stock');
  }
  const dryRunId = one(query['dry-run-id']);
  if (dryRunId !== undefined) {
    checkId(dryRunId, 'dry-run-id');
    if (!live) throw invalid('dry-run-id', 'dry-run-id is for live=true');
  }
  const plan = await planImport(file, kind, options);
  const problems: Problem[] = [];
  const run = await runImport(pool, identity, file, plan, {
    ...{ live, allOrNothing, dryRunId },
    ...(delivery !== undefined && { more: { delivery } }),
    onRefused: (_, found) => void problems.push(...found.slice(0, MOST_PROBLEMS - problems.length)),
  });
  const columns = plan.mapping.fields.map(({ field, column }) => [field.name, column]);
  const read = { columns: Object.fromEntries(columns) as object, unused: plan.mapping.unused };
  const shown = { dryRunId: dryRunId ?? null };
  return { ...run, ...shown, kind: kind.kind, dryRun: !live, fileName: file.name, read, problems };
}

function truth(query: Query, name: string): boolean {
  const value = one(query[name]) ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalid(name, `${name} must be true or false`);
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
const all = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat());

function invalid(field: string, message: string, details: object = {}) {
  return requestError('BAD_USER_INPUT', message, { details: { field, ...details } });
}

function enter(slots: ExportSlots, identity: Identity): () => void {
  const slot = slots.enter(identity);
  if (typeof slot === 'function') return slot;
  const details = { limit: `imports of ${slot.limit}`, maximum: slot.maximum };
  const message = `${slot.maximum} imports are under way already, the most at a time; try again`;
  throw requestError('OVERLOADED', message, { details, retryAfter: RETRY_AFTER_SECONDS });
}
