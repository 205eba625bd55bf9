import type { Identity } from '../auth/token';
import type { DocumentFunction } from '../database/documents';
import type { Loaders } from '../database/loaders';
import type { Snapshot } from '../database/snapshot';
import type { Change, ChangeFilter } from '../feed/stock-changes';
import type { SyncService } from '../sync/service';

/** What a resolver works with: the caller, and what one operation reads and writes. The server provides it. */
export interface RequestContext {
  /** The caller; undefined without a valid token. */
  readonly identity: Identity | undefined;
  /** Everything that one operation reads comes from this one snapshot. */
  readonly snapshot: Snapshot;
  readonly loaders: Loaders;

  /**
   * Writes a document in a transaction of its own. Later reads start a new snapshot, so an answer shows its own
   * write and a later mutation of the same request does not read an old state. `argument` is the argument that
   * the document's fields came in; '' where they are arguments themselves.
   */
  write<Result>(name: DocumentFunction, input: object, argument?: string): Promise<Result>;

  /** The tenant's ledger as it grows; it reads with snapshots of its own. */
  stockChanges(filter: Omit<ChangeFilter, 'tenantId'>): AsyncIterableIterator<Change>;

  /** Reads an external source on behalf of the caller. */
  sync<Result>(work: SyncWork<Result>): Promise<Result>;

  /** Runs sync work that writes: later reads start a new snapshot. */
  syncing<Result>(work: SyncWork<Result>): Promise<Result>;
}

export type SyncWork<Result> = (service: SyncService, identity: Identity) => Promise<Result>;
