import type { Identity } from '../../auth/token';

/** A position in PostgreSQL's log (an LSN). */
export type LogPosition = bigint;

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
}

/**
 * Where each caller last wrote, for as long as a replica that is read may lack it. The key is the caller, not the token: all
 * tokens of an actor see what the actor wrote.
 */
export class Positions {
  /** In the order of time. */
  private readonly written = new Map<string, Written>();
  /** Counts for everybody, since it is no longer known whose it was. */
  private forgotten: Written = { position: 0n, at: 0 };

  constructor(private readonly keepMs: number) {}

  wrote(identity: Identity, position: LogPosition): void {
    const key = keyOf(identity);
    const before = this.written.get(key)?.position ?? 0n;
    this.written.delete(key);
    this.written.set(key, {
      position: position > before ? position : before,
      at: performance.now(),
    });
    this.forget();
  }

  /** Undefined where the caller has not written lately. */
  of(identity: Identity): LogPosition | undefined {
    this.forget();
    const own = this.written.get(keyOf(identity))?.position;
    const { position, at } = this.forgotten;
    if (performance.now() - at > this.keepMs || (own ?? 0n) >= position) return own;
    return position;
  }

  private forget(): void {
    for (const [key, each] of this.written) {
      if (performance.now() - each.at <= this.keepMs) {
        if (this.written.size <= MOST) return;
        const { position } = this.forgotten;
        this.forgotten = { ...each, position: each.position > position ? each.position : position };
      }
      this.written.delete(key);
    }
  }
}

function keyOf({ tenantId, actor }: Identity): string {
  return `${tenantId} ${actor}`;
}
