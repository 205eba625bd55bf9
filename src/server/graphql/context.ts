import { GraphQLError } from 'graphql';
import type { Pool } from 'pg';
import type { Identity } from '../../auth/token';
import { writeDocument, type DocumentFunction } from '../../database/documents';
import { OutcomeUnknown } from '../../database/connection-errors';
import { hasKey, toGraphQLError } from '../../database/error-mapping';
import { Loaders } from '../../database/loaders';
import { OperationEnded, Snapshot } from '../../database/snapshot';
import type { FeedWatch } from '../../feed/feed-watch';
import { stockChanges, type Change, type ChangeFilter } from '../../feed/stock-changes';
import type { SyncService } from '../../sync/service';
import type { RequestRecord } from '../http/request-record';
import { statementTimeout } from './statement-timeout';

/** What the server shares between requests. */
export interface Services {
  readonly pool: Pool;
  readonly namedStatements: boolean;
  readonly watch: FeedWatch;
  /** Inventories next door. */
  readonly sync: SyncService;
  /** Hears of each write that met another and is tried again. */
  readonly onRetry: () => void;
}

/** One operation: who asks, and what it reads and writes with. */
export class RequestContext {
  private current: { snapshot: Snapshot; loaders: Loaders } | undefined;
  private finished = false;

  constructor(
    private readonly services: Services,
    readonly identity: Identity | undefined,
    /** The HTTP request that it came in; an event of a subscription has none. */
    readonly request?: { readonly id: string; readonly record: RequestRecord },
  ) {}

  get snapshot(): Snapshot {
    return this.reading().snapshot;
  }

  get loaders(): Loaders {
    return this.reading().loaders;
  }

  /**
   * Writes a document in a transaction of its own. What is read afterwards is read anew, so an answer
   * shows its own write and a later mutation of the same request does not read an old snapshot.
   * `argument` is what the document's fields are called under; '' where they are the arguments.
   */
  async write<Result>(name: DocumentFunction, input: object, argument = 'input'): Promise<Result> {
    await this.endReading();
    const { pool, namedStatements, onRetry } = this.services;
    const identity = this.requireIdentity();
    const record = this.request?.record;
    const wroteBefore = record?.unrepeatable;
    // From here on: what answers a request that takes too long does not wait for what this comes to.
    if (record && !hasKey(input)) record.unrepeatable = true;
    try {
      return await writeDocument(pool, identity, name, input, namedStatements, onRetry);
    } catch (error) {
      if (record && !(error instanceof OutcomeUnknown)) record.unrepeatable = wroteBefore;
      throw statementTimeout(error) ?? toGraphQLError(error, argument, input);
    }
  }

  /** The tenant's ledger as it grows; it reads with snapshots of its own. */
  stockChanges(filter: Omit<ChangeFilter, 'tenantId'>): AsyncIterableIterator<Change> {
    return stockChanges(this.services, { ...filter, tenantId: this.requireIdentity().tenantId });
  }

  /** Reads an inventory next door, for the identity that asks. */
  sync<Result>(
    work: (service: SyncService, identity: Identity) => Promise<Result>,
  ): Promise<Result> {
    return work(this.services.sync, this.requireIdentity());
  }

  /** As `sync`, for what writes: what is read afterwards is read anew. */
  async syncing<Result>(
    work: (service: SyncService, identity: Identity) => Promise<Result>,
  ): Promise<Result> {
    await this.endReading();
    return this.sync(work);
  }

  /** The answer is whole: ends what is still open, and lets nothing begin. Safe to call twice. */
  async finish(): Promise<void> {
    this.finished = true;
    await this.endReading();
  }

  private async endReading(): Promise<void> {
    const { current } = this;
    this.current = undefined;
    await current?.snapshot.end();
  }

  private reading(): { snapshot: Snapshot; loaders: Loaders } {
    if (this.finished) throw new OperationEnded();
    if (!this.current) {
      const { tenantId } = this.requireIdentity();
      const snapshot = new Snapshot(this.services.pool, tenantId, this.services.namedStatements);
      this.current = { snapshot, loaders: new Loaders(snapshot) };
    }
    return this.current;
  }

  private requireIdentity(): Identity {
    if (this.identity) return this.identity;
    throw new GraphQLError('This needs a valid token', { extensions: { code: 'UNAUTHENTICATED' } });
  }
}
