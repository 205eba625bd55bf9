import type { Pool } from 'pg';
import { Snapshot } from '../database/snapshot';
import { movementsHead } from '../database/queries/movements';
import { isAfter, type Position } from './position';

interface Waiter {
  readonly position: Position;
  readonly wake: () => void;
}

/**
 * Looks at the end of the ledger for everybody who waits for it: one small query per tenant and tick,
 * however many subscribers there are, and none while nobody waits.
 */
export class FeedWatch {
  private readonly waiters = new Map<string, Set<Waiter>>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly namedStatements: boolean,
    private readonly intervalMs: number,
  ) {}

  /** Resolves when the tenant's ledger goes on after `position`, or when the signal is aborted. */
  wait(tenantId: string, position: Position, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const waiters = this.waiters.get(tenantId) ?? new Set();
      this.waiters.set(tenantId, waiters);
      const waiter: Waiter = {
        position,
        wake: () => {
          waiters.delete(waiter);
          signal.removeEventListener('abort', waiter.wake);
          resolve();
        },
      };
      waiters.add(waiter);
      signal.addEventListener('abort', waiter.wake);
      if (!this.closed) this.timer ??= this.next();
    });
  }

  /** Looks no more; who still waits is woken by going away. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private next(): NodeJS.Timeout {
    return setTimeout(() => void this.look(), this.intervalMs).unref();
  }

  private async look(): Promise<void> {
    await Promise.all(
      [...this.waiters].map(([tenantId, waiters]) => this.lookAt(tenantId, waiters)),
    );
    this.timer = this.waiters.size > 0 && !this.closed ? this.next() : undefined;
  }

  private async lookAt(tenantId: string, waiters: Set<Waiter>): Promise<void> {
    if (waiters.size === 0) {
      this.waiters.delete(tenantId);
      return;
    }
    const snapshot = new Snapshot(this.pool, tenantId, this.namedStatements);
    try {
      const head = await snapshot.query(movementsHead);
      if (!head) return;
      const end = { transactionId: head.transactionId, movementId: head.id };
      for (const waiter of waiters) {
        if (isAfter(end, waiter.position)) waiter.wake();
      }
    } catch {
      // The database is away for a moment: the next tick asks again.
    } finally {
      await snapshot.end();
    }
  }
}
