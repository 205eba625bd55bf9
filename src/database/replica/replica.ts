import type { Pool } from 'pg';
import { isDatabaseAway } from '../connection-errors';
import { WrongServer } from '../hosts';
import { Lag } from './lag';
import { parsePosition, UNKNOWN, type LogPosition } from './positions';

/** Why a read does not go to the replica: it does not answer, is no standby, is too far behind, lacks what the caller wrote, or failed there. */
export type Fallback = 'away' | 'no standby' | 'behind' | 'position' | 'failed';

/** How the replica stands; `usable` where reads go to it. */
export interface ReplicaState {
  readonly status: 'usable' | Exclude<Fallback, 'position' | 'failed'>;
  readonly lagMs: number;
}

export interface ReplicaOptions {
  /** A connection to each, for what the replica is asked about every second. */
  readonly probes: { readonly primary: Pool; readonly replica: Pool };
  /** How long a read waits until the replica has what its caller wrote. */
  readonly waitMs: number;
  /** A replica that is further behind is not read. */
  readonly maxLagMs: number;
  readonly onState?: (state: ReplicaState) => void;
  readonly onFallback?: (reason: Fallback, error?: unknown) => void;
  readonly onWait?: (seconds: number) => void;
}

const INTERVAL_MS = 1000;
/** While a read waits. */
const WAITING_INTERVAL_MS = 5;

interface Waiter {
  readonly position: LogPosition;
  readonly settle: (reached: boolean) => void;
}

/** A replica that reads may go to, and whether they may now. */
export class Replica {
  state: ReplicaState = { status: 'away', lagMs: 0 };
  private replayed: LogPosition = 0n;
  private readonly lag = new Lag();
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: ReplicaOptions) {}

  /** Looks at the replica, and from then on every second. */
  async start(): Promise<void> {
    await this.look();
    if (this.closed) return;
    this.timer = setTimeout(() => void this.start(), INTERVAL_MS).unref();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.release(() => true, false);
  }

  /** Whether a read may go to the replica: it is usable and has the log up to a position, which is waited for. */
  async isUsable(needed: LogPosition | undefined): Promise<boolean> {
    if (this.state.status !== 'usable') return this.falls(this.state.status);
    if (needed === undefined || needed <= this.replayed) return true;
    if (needed === UNKNOWN) return this.falls('position');
    const begun = performance.now();
    const reached = await this.reach(needed);
    this.options.onWait?.((performance.now() - begun) / 1000);
    return reached || this.falls('position');
  }

  /** A read failed there, and is done on the primary. */
  failed(error: unknown): void {
    this.options.onFallback?.('failed', error);
    if (isDatabaseAway(error)) this.become({ status: 'away', lagMs: this.state.lagMs });
  }

  private falls(reason: Fallback): false {
    this.options.onFallback?.(reason);
    return false;
  }

  private reach(position: LogPosition): Promise<boolean> {
    if (this.options.waitMs === 0 || this.closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiter: Waiter = {
        position,
        settle: (reached) => {
          clearTimeout(late);
          this.waiters.delete(waiter);
          resolve(reached);
        },
      };
      const late = setTimeout(() => waiter.settle(false), this.options.waitMs);
      this.waiters.add(waiter);
      if (this.waiters.size === 1) void this.follow();
    });
  }

  /** Asks for the replayed position while reads wait for it: one connection for all of them. */
  private async follow(): Promise<void> {
    while (this.waiters.size > 0) {
      try {
        await this.readReplayed();
      } catch {
        return this.release(() => true, false);
      }
      this.release(({ position }) => position <= this.replayed, true);
      await new Promise((resolve) => setTimeout(resolve, WAITING_INTERVAL_MS));
    }
  }

  private release(which: (waiter: Waiter) => boolean, reached: boolean): void {
    for (const waiter of [...this.waiters]) if (which(waiter)) waiter.settle(reached);
  }

  private async look(): Promise<void> {
    const [, standby] = await Promise.all([
      this.readPrimary(),
      this.readReplayed().catch((error: unknown) =>
        error instanceof WrongServer ? 'no standby' : 'away',
      ),
    ]);
    const lagMs = this.lag.behind(this.replayed, performance.now());
    const isLate = standby === 'usable' && lagMs > this.options.maxLagMs;
    this.become({ status: isLate ? 'behind' : standby, lagMs });
  }

  /** Without the primary nothing new is known of it; the replica is read all the same. */
  private async readPrimary(): Promise<void> {
    const at = performance.now();
    try {
      const { rows } = await this.options.probes.primary.query<{ position: string }>(
        'select pg_current_wal_flush_lsn()::text as position',
      );
      this.lag.wrote(parsePosition(rows[0]!.position)!, at);
    } catch {
      // Nothing was learned.
    }
  }

  private async readReplayed(): Promise<'usable' | 'no standby'> {
    const client = await this.options.probes.replica.connect();
    try {
      const { rows } = await client.query<{ standby: boolean; replayed: string | null }>(
        'select pg_is_in_recovery() as standby, pg_last_wal_replay_lsn()::text as replayed',
      );
      const { standby, replayed } = rows[0]!;
      const position = standby && replayed ? parsePosition(replayed) : undefined;
      client.release(position === undefined); // the next connection may lead to another host
      if (position === undefined) return 'no standby';
      this.replayed = position;
      return 'usable';
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  private become(state: ReplicaState): void {
    this.state = state;
    this.options.onState?.(state);
  }
}
