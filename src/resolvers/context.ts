import type { Denial } from '../auth/denied';
import type { Identity } from '../auth/token';
import type { DocumentFunction } from '../database/documents';
import type { Loaders } from '../database/loaders';
import type { Selection } from '../database/joins';
import type { Snapshot } from '../database/snapshot';
import type { AvailabilityChange, AvailabilityFilter } from '../feed/availability-changes';
import type { Change, ChangeFilter } from '../feed/stock-changes';
import type { SyncService } from '../sync/service';

/** The caller of an operation, and access to the data that it reads and writes. The server provides it. */
export interface RequestContext {
  /** The caller; undefined where nobody could be identified. */
  readonly identity: Identity | undefined;
  /** Why nobody could be. */
  readonly denial: Denial;
  /** The one snapshot that all reads of an operation come from. */
  readonly snapshot: Snapshot;
  readonly loaders: Loaders;
  /** What the operation uses of the rows of this field; undefined where that is not known. */
  readonly selection?: Selection | undefined;

  /**
   * Writes a document in a transaction of its own. Later reads start a new snapshot, so that the response includes
   * the write and a later mutation of the same request does not read an old state. `argument` is the name of the
   * argument that holds the document's fields; '' when the fields are arguments themselves.
   */
  write<Result>(name: DocumentFunction, input: object, argument?: string): Promise<Result>;

  /** Signs the closed days that are not signed yet. What goes wrong is logged: the worker signs them later. */
  signDays(): Promise<void>;

  /** The address at which a one-use link is opened. */
  linkTo(secret: string): string;

  /** Whether webhooks may have receivers at http:// and private addresses. */
  readonly privateReceivers: boolean;

  /** Ends the open snapshot; a later read starts a new one. */
  endReading(): Promise<void>;

  /** The tenant's movements as they commit, read in snapshots of their own. */
  stockChanges(filter: Omit<ChangeFilter, 'tenantId'>): AsyncIterableIterator<Change>;

  /** The stock of some products as it is now and whenever it has changed. */
  availabilityChanges(
    filter: Omit<AvailabilityFilter, 'tenantId'>,
  ): AsyncIterableIterator<AvailabilityChange>;

  /** Reads an external source on behalf of the caller. */
  sync<Result>(work: SyncWork<Result>): Promise<Result>;

  /** As `sync`, for work that writes: later reads start a new snapshot. */
  syncing<Result>(work: SyncWork<Result>): Promise<Result>;
}

export type SyncWork<Result> = (service: SyncService, identity: Identity) => Promise<Result>;
