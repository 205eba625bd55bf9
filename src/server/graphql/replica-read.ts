import type { Pool } from 'pg';
import type { Identity } from '../../auth/token';
import { isForPrimary, positionOf, type ReplicaReads } from '../reads';

/** What one query reads of the replica. */
export class ReplicaRead {
  /** Where the query reads; undefined: the primary. */
  pool: Pool | undefined;
  private error: unknown;

  constructor(private readonly reads: ReplicaReads) {}

  async choose(identity: Identity, headers: Record<string, unknown>): Promise<void> {
    const usable = await this.reads.mayRead(identity, positionOf(headers));
    if (usable) this.pool = this.reads.pools.main;
  }

  /** A statement failed. */
  note(error: unknown): void {
    if (this.pool && isForPrimary(error)) this.error ??= error;
  }

  /** Goes on at the primary. True where something failed here. */
  leave(): boolean {
    const { error } = this;
    this.pool = undefined;
    this.error = undefined;
    if (error === undefined) return false;
    this.reads.replica.failed(error);
    return true;
  }
}
