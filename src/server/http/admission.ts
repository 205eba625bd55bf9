import type { Pool } from 'pg';
import { requestError, RETRY_AFTER_SECONDS } from '../graphql/request-error';

/**
 * Lets operations in while few wait for a connection, and refuses the next at once: a queue that only grows
 * answers nobody in time. It is asked before anything is executed, so a refused operation has done nothing.
 */
export class Admission {
  private inside = 0;

  constructor(
    private readonly pool: Pool,
    private readonly connections: number,
    private readonly maxWaiting: number,
  ) {}

  /** Throws OVERLOADED, or returns what is to be called when the operation is over. */
  enter(): () => void {
    // What came in may not have asked for its connection yet; what follows the feed never came in here.
    const full =
      this.inside >= this.connections + this.maxWaiting ||
      this.pool.waitingCount >= Math.max(this.maxWaiting, 1);
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
