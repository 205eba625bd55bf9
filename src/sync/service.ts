import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { createPool } from '../database/pool';
import type { Snapshot } from '../database/snapshot';
import { externalProducts, type ExternalPage } from './external-products';
import { probeSource, type SyncProbe } from './probe';
import { findSource, runSync, type FinishedRun, type RunOptions } from './run';
import type { SyncSource } from './source';
import { Turns } from './turns';

/** How many runs one process has under way at once; others wait for their turn. */
const RUNS = 4;

/** Sync with the connections that it needs: one for each run's lock, and others that write. */
export class SyncService {
  private readonly locks: Pool;
  private readonly pool: Pool;
  private readonly turns = new Turns(RUNS);

  constructor(
    databaseUrl: string,
    /** Holds a folder for each tenant. */
    private readonly folder: string,
  ) {
    // Apart: a run that holds its lock's connection must never wait for another such run to write.
    this.locks = createPool(databaseUrl, 'bincard_app', { max: RUNS, idleTimeoutMillis: 10_000 });
    this.pool = createPool(databaseUrl, 'bincard_app', { max: RUNS, idleTimeoutMillis: 10_000 });
  }

  /** Runs one direction of a source; see runSync. */
  run(identity: Identity, sourceId: string, options: RunOptions): Promise<FinishedRun | undefined> {
    const { locks, pool, folder } = this;
    // Not the pool's own line: who waits there for ten seconds is told that the database is away.
    return this.turns.take(() => runSync({ locks, pool, folder }, identity, sourceId, options));
  }

  /** Looks at a source's file and table; throws SYNC_SOURCE_UNKNOWN. */
  async probe(identity: Identity, sourceId: string): Promise<SyncProbe> {
    return probeSource(this.folder, await findSource(this.pool, identity, sourceId));
  }

  /** A page of what could come in. Throws SyncError. */
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
