import type { Identity } from '../../auth/token';

/** A position in PostgreSQL's log (an LSN). */
export type LogPosition = bigint;

/** Beyond every position: of a write that may have been done, and nobody knows where the log holds it. */
export const UNKNOWN: LogPosition = 1n << 64n;

/**
 * Read right after a write has committed: the log up to here holds its commit. Without synchronous commit what is flushed
 * may not.
 */
export const LOG_POSITION = {
  name: 'bincard_log_position',
  text: `select case when current_setting('synchronous_commit') = 'off' then pg_current_wal_insert_lsn()
    else pg_current_wal_flush_lsn() end::text as position`,
};

const TEXT = /^([0-9a-f]{1,8})\/([0-9a-f]{1,8})$/i;
const LOW = 32n;

/** The position of a text such as 16/B374D848; undefined where it is none. */
export function parsePosition(text: string): LogPosition | undefined {
  const [, high, low] = TEXT.exec(text) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return (BigInt(`0x${high}`) << LOW) + BigInt(`0x${low}`);
}

export function printPosition(position: LogPosition): string {
  const part = (number: bigint) => number.toString(16).toUpperCase();
  return `${part(position >> LOW)}/${part(position & 0xffff_ffffn)}`;
}

const MOST = 50_000;

interface Written {
  readonly position: LogPosition;
  readonly at: number;
  /** When a write was done of which the position is not known. */
  readonly unknownAt: number;
}

const NEVER: Written = { position: 0n, at: -Infinity, unknownAt: -Infinity };

/**
 * Where each caller last wrote, for as long as a replica that is read may lack it. The key is the caller, not the token: all
 * tokens of an actor see what the actor wrote.
 */
export class Positions {
  /** In the order of time. */
  private readonly written = new Map<string, Written>();
  /** Counts for everybody, since it is no longer known whose it was. */
  private forgotten = NEVER;

  constructor(private readonly keepMs: number) {}

  /** Undefined where it is not known how far the log holds the write, which may not have been done. */
  wrote(identity: Identity, position: LogPosition | undefined): void {
    const key = keyOf(identity);
    const before = this.written.get(key) ?? NEVER;
    const at = performance.now();
    this.written.delete(key);
    this.written.set(key, {
      position: position !== undefined && position > before.position ? position : before.position,
      ...{ at, unknownAt: position === undefined ? at : before.unknownAt },
    });
    this.forget();
  }

  /** What a read of the caller needs; undefined where the caller has not written lately. */
  of(identity: Identity): LogPosition | undefined {
    this.forget();
    const own = this.written.get(keyOf(identity)) ?? NEVER;
    const { forgotten } = this;
    if (this.isRecent(own.unknownAt) || this.isRecent(forgotten.unknownAt)) return UNKNOWN;
    const position =
      this.isRecent(forgotten.at) && forgotten.position > own.position
        ? forgotten.position
        : own.position;
    return position === 0n ? undefined : position;
  }

  /** The last position that is known of the caller's writes. */
  lastKnown(identity: Identity): LogPosition | undefined {
    return this.written.get(keyOf(identity))?.position || undefined;
  }

  private isRecent(at: number): boolean {
    return performance.now() - at <= this.keepMs;
  }

  private forget(): void {
    for (const [key, each] of this.written) {
      if (this.isRecent(each.at)) {
        if (this.written.size <= MOST) return;
        const { position, unknownAt } = this.forgotten;
        this.forgotten = {
          position: each.position > position ? each.position : position,
          ...{ at: each.at, unknownAt: Math.max(each.unknownAt, unknownAt) },
        };
      }
      this.written.delete(key);
    }
  }
}

function keyOf({ tenantId, actor }: Identity): string {
  return `${tenantId} ${actor}`;
}
