import type { Pool } from 'pg';
import { Snapshot } from '../database/snapshot';
import { movementsHead } from '../database/queries/movement-feed';
import { isAfter, type Position } from './position';

interface Waiter {
  readonly position: Position;
  readonly wake: () => void;
}

/**
 * Polls the end of each tenant's ledger on behalf of all its subscribers: one small query per tenant and tick,
 * and none while no subscriber waits.
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

  /** Resolves when the tenant's ledger has a movement after `position`, or when the signal is aborted. */
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

  /** Stops polling. Those who still wait are woken when their signals are aborted. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private next(): NodeJS.Timeout {
    return setTimeout(() => void this.poll(), this.intervalMs).unref();
  }

  private async poll(): Promise<void> {
    await Promise.all(
      [...this.waiters].map(([tenantId, waiters]) => this.pollTenant(tenantId, waiters)),
    );
    this.timer = this.waiters.size > 0 && !this.closed ? this.next() : undefined;
  }

  private async pollTenant(tenantId: string, waiters: Set<Waiter>): Promise<void> {
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
      // The database is unavailable: the next tick tries again.
    } finally {
      await snapshot.end();
    }
  }
}
