import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { createPool } from '../database/pool';
import type { Snapshot } from '../database/snapshot';
import { externalProducts, type ExternalPage } from './external-products';
import { probeSource, type SyncProbe } from './probe';
import { findSource, runSync, type FinishedRun, type RunOptions } from './run';
import type { SyncSource } from './source';
import { Semaphore } from './semaphore';

/** Concurrent runs per process; further ones wait. */
const RUNS = 4;

/** Sync with its own connections: one for each run's lock, and others that read and write. */
export class SyncService {
  private readonly locks: Pool;
  private readonly pool: Pool;
  private readonly runs = new Semaphore(RUNS);

  constructor(
    databaseUrl: string,
    /** Holds a folder for each tenant. */
    private readonly folder: string,
  ) {
    // A separate pool: a run must not wait for a connection that another run holds for its lock.
    this.locks = createPool(databaseUrl, 'bincard_app', { max: RUNS, idleTimeoutMillis: 10_000 });
    this.pool = createPool(databaseUrl, 'bincard_app', { max: RUNS, idleTimeoutMillis: 10_000 });
  }

  /** Runs one direction of a source; see runSync. */
  run(identity: Identity, sourceId: string, options: RunOptions): Promise<FinishedRun | undefined> {
    const { locks, pool, folder } = this;
    // Not the pool's own queue: waiting there for ten seconds fails as if the database were unavailable.
    return this.runs.run(() => runSync({ locks, pool, folder }, identity, sourceId, options));
  }

  /** Checks a source's file, table and mappings; throws SYNC_SOURCE_UNKNOWN. */
  async probe(identity: Identity, sourceId: string): Promise<SyncProbe> {
    return probeSource(this.folder, await findSource(this.pool, identity, sourceId));
  }

  /** A page of the rows that could be imported. Throws SyncError. */
  externalProducts(
    snapshot: Snapshot,
    source: SyncSource,
    page: { search: string | null; after: string | null; limit: number },
  ): Promise<ExternalPage> {
    return externalProducts(snapshot, this.folder, source, page);
  }

  async close(): Promise<void> {
    await Promise.all([this.locks.end(), this.pool.end()]);
  }
}
