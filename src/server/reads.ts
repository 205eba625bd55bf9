import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Identity } from '../auth/token';
import type { ServerSettings } from '../config';
import {
  LOG_POSITION,
  parsePosition,
  Positions,
  printPosition,
  type LogPosition,
} from '../database/replica/positions';
import { Replica, type Fallback, type ReplicaState } from '../database/replica/replica';
import { requestError } from './graphql/request-error';
import { ReplicaMetrics } from './metrics/replica-metrics';
import { openIsolatedPools, type Pools } from './pools';

/** Answers with the position of a write; a request with it reads that write, whichever server it reaches. */
export const POSITION_HEADER = 'bincard-log-position';

/** How long more than the largest lag a write is remembered: what is known of the lag is up to so old. */
const LONGER_MS = 5000;

/** The replica of a server, and where its callers have written. */
export class ReplicaReads {
  readonly positions: Positions;
  readonly replica: Replica;
  private readonly metrics: ReplicaMetrics;
  private logged: ReplicaState['status'] | undefined;

  constructor(
    private readonly primary: Pools,
    readonly pools: Pools,
    settings: ServerSettings,
    private readonly logger: Logger,
    registry: Registry,
  ) {
    this.metrics = new ReplicaMetrics(registry);
    this.positions = new Positions(settings.readMaxLagMs + LONGER_MS);
    this.replica = new Replica({
      probes: { primary: primary.probe, replica: pools.probe },
      waitMs: settings.readWaitMs,
      maxLagMs: settings.readMaxLagMs,
      onState: (state) => this.onState(state),
      onFallback: (reason, error) => this.onFallback(reason, error),
      onWait: (seconds) => this.metrics.waited(seconds),
    });
  }

  /** Whether a caller's read may go to the replica. `given`: what the request says that it needs. */
  async mayRead(identity: Identity, given: LogPosition | undefined): Promise<boolean> {
    const own = this.positions.of(identity);
    const needed = own !== undefined && (given === undefined || own > given) ? own : given;
    const usable = await this.replica.isUsable(needed);
    this.metrics.read(usable ? 'replica' : 'primary');
    return usable;
  }

  /** For a write that did not say where the log holds it. */
  async wroteNow(identity: Identity): Promise<void> {
    const found = await this.primary.main
      .query<{ position: string }>(LOG_POSITION.text)
      .catch(() => undefined);
    this.positions.wrote(identity, found && parsePosition(found.rows[0]!.position));
  }

  async close(): Promise<void> {
    this.replica.close();
    await this.pools.end();
  }

  private onState(state: ReplicaState): void {
    this.metrics.stands(state);
    const { status, lagMs } = state;
    if (status === this.logged) return;
    this.logged = status;
    if (status === 'usable') this.logger.info({ lagMs }, 'queries are read from the replica');
    else this.logger.warn({ replica: status, lagMs }, 'queries are read from the primary');
  }

  private onFallback(reason: Fallback, error: unknown): void {
    this.metrics.fellBack(reason);
    if (reason === 'failed') this.logger.warn({ err: error }, 'a read of the replica failed');
  }
}

/** Connects to the replica of a server, if it has one; throws DatabaseUnusable where tenants are not isolated there. */
export async function openReads(
  url: string | undefined,
  primary: Pools,
  poolSize: number,
  settings: ServerSettings,
  logger: Logger,
  registry: Registry,
): Promise<ReplicaReads | undefined> {
  if (url === undefined) return undefined;
  const pools = await openIsolatedPools(url, poolSize, settings, { wants: 'standby' });
  const reads = new ReplicaReads(primary, pools, settings, logger, registry);
  await reads.replica.start();
  return reads;
}

/** The position that a request says; throws LOG_POSITION_INVALID for one that no server has given. */
export function positionOf(headers: Record<string, unknown>): LogPosition | undefined {
  const given = headers[POSITION_HEADER];
  if (given === undefined) return undefined;
  const position = typeof given === 'string' ? parsePosition(given) : undefined;
  if (position !== undefined) return position;
  throw requestError(
    'LOG_POSITION_INVALID',
    `The header ${POSITION_HEADER} is not a position that a write was answered with`,
  );
}

/** Puts the position of a write into the header of its answer, where there is a replica. */
export function answerPosition(reply: FastifyReply, position: LogPosition | undefined): void {
  if (position !== undefined) void reply.header(POSITION_HEADER, printPosition(position));
}

/** What fails on a replica and may succeed on the primary: all but a statement that took too long. */
export function isForPrimary(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code !== '57014';
}
