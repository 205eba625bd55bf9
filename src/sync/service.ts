import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { createPool } from '../database/pool';
import type { Snapshot } from '../database/snapshot';
import {
  externalProducts,
  type ExternalPage,
  type ExternalProductsInput,
} from './external-products';
import { probeSource, type SyncProbe } from './probe';
import { runDirections, runSync, type FinishedRun, type RunOptions } from './run';
import { findSource, type SyncSource } from './source';
import type { SourceFiles } from './source-file';
import { SOURCE_LIMITS, type SourceLimits } from './source-process';
import { TenantSlots } from './tenant-slots';

/** Concurrent runs of this server; further ones wait. */
const RUNS = 4;
/** Of them, and of checks and looks at a source beside them, by one tenant. */
const PER_TENANT = 2;

/** Sync with its own connections: one for each run's lock, and others that read and write. */
export class SyncService {
  private readonly locks: Pool;
  private readonly pool: Pool;
  private readonly runs = new TenantSlots(RUNS, PER_TENANT);
  private readonly looks = new TenantSlots(RUNS, PER_TENANT);
  private readonly files: SourceFiles;

  constructor(
    databaseUrl: string,
    /** Holds a folder for each tenant. */
    folder: string,
    limits: SourceLimits = SOURCE_LIMITS,
  ) {
    this.files = { folder, limits };
    // A separate pool: a run must not wait for a connection that another run holds for its lock.
    this.locks = createPool(databaseUrl, 'bincard_app', { max: RUNS, idleTimeoutMillis: 10_000 });
    this.pool = createPool(databaseUrl, 'bincard_app', { max: RUNS, idleTimeoutMillis: 10_000 });
  }

  /** Runs one direction of a source; see runSync. */
  run(identity: Identity, sourceId: string, options: RunOptions): Promise<FinishedRun | undefined> {
    const { locks, pool, files } = this;
    // Not the pool's own queue: waiting there for ten seconds fails as if the database were unavailable.
    return this.runs.run(identity.tenantId, () =>
      runSync({ locks, pool, files }, identity, sourceId, options),
    );
  }

  /** Runs the export and then the import of a source, if it is due; see runDirections. */
  runDue(
    identity: Identity,
    sourceId: string,
    options: Pick<RunOptions, 'isDue' | 'signal'>,
  ): Promise<FinishedRun[]> {
    const { locks, pool, files } = this;
    return this.runs.run(identity.tenantId, () =>
      runDirections({ locks, pool, files }, identity, sourceId, {
        ...options,
        ...{ directions: ['EXPORT', 'IMPORT'], dryRun: false, trigger: 'SCHEDULED' },
      }),
    );
  }

  /** Checks a source's file, table and mappings; throws SYNC_SOURCE_UNKNOWN. */
  async probe(identity: Identity, sourceId: string): Promise<SyncProbe> {
    const source = await findSource(this.pool, identity, sourceId);
    return this.looks.run(identity.tenantId, () => probeSource(this.files, source));
  }

  /** A page of the rows that could be imported. Throws SyncError. */
  externalProducts(
    snapshot: Snapshot,
    source: SyncSource,
    page: ExternalProductsInput,
  ): Promise<ExternalPage> {
    return externalProducts(snapshot, this.files, source, page);
  }

  async close(): Promise<void> {
    await Promise.all([this.locks.end(), this.pool.end()]);
  }
}
