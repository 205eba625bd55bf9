import type { Pool } from 'pg';
import { requestError, RETRY_AFTER_SECONDS } from '../graphql/request-error';

/**
 * Limits how many operations wait for a database connection. The next one is refused at once, because in a queue that
 * only grows every request times out. It is called before execution, so a refused operation has done nothing.
 */
export class Admission {
  private inside = 0;

  constructor(
    private readonly pools: readonly Pool[],
    private readonly connections: number,
    private readonly maxWaiting: number,
  ) {}

  /** Throws OVERLOADED, or returns a function to call when the operation has ended. */
  enter(): () => void {
    // An admitted operation may not have asked for its connection yet; subscriptions ask without being admitted.
    const full =
      this.inside >= this.connections + this.maxWaiting ||
      this.pools.some(({ waitingCount }) => waitingCount >= Math.max(this.maxWaiting, 1));
    if (full) {
      throw requestError('OVERLOADED', 'Too many requests wait already; try again', {
        details: { limit: 'waiting', maximum: this.maxWaiting },
        retryAfter: RETRY_AFTER_SECONDS,
      });
    }
    this.inside++;
    let left = false;
    return () => {
      if (!left) this.inside--;
      left = true;
    };
  }
}
