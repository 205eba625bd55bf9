import { GraphQLError } from 'graphql';
import type { Pool } from 'pg';
import type { Identity } from '../../auth/token';
import type { DocumentFunction } from '../../database/documents';
import type { GroupedWrites } from '../../database/grouped-writes';
import { OutcomeUnknown } from '../../database/connection-errors';
import { Loaders } from '../../database/loaders';
import type { Selection } from '../../database/joins';
import { OperationEnded, Snapshot } from '../../database/snapshot';
import type { FeedWatch } from '../../feed/feed-watch';
import { stockChanges, type Change, type ChangeFilter } from '../../feed/stock-changes';
import type { RequestContext, SyncWork } from '../../resolvers/context';
import type { SyncService } from '../../sync/service';
import type { RequestRecord } from '../http/request-record';
import { hasKey, toGraphQLError } from './to-graphql-error';
import { NEEDS_TOKEN } from './request-error';

/** What the server shares between requests. */
export interface Services {
  readonly pool: Pool;
  readonly namedStatements: boolean;
  readonly watch: FeedWatch;
  /** Imports from and exports to external sources. */
  readonly sync: SyncService;
  readonly writes: GroupedWrites;
  /** Signs the closed days of a tenant that are not signed yet. */
  readonly signDays: (identity: Identity) => Promise<void>;
}

/** The context of one operation. */
export class OperationContext implements RequestContext {
  private current: { snapshot: Snapshot; loaders: Loaders } | undefined;
  private finished = false;
  /** The field of the query that has failed already: graphql-js says where, and does not read it again. */
  failed: { readonly key: string; readonly error: unknown } | undefined;

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

  async write<Result>(name: DocumentFunction, input: object, argument = 'input'): Promise<Result> {
    await this.endReading();
    const identity = this.requireIdentity();
    const record = this.request?.record;
    const wroteBefore = record?.unrepeatable;
    // Set before the write: a request that times out is answered while the write may still be running.
    if (record && !hasKey(input)) record.unrepeatable = true;
    try {
      return await this.services.writes.write(identity, name, input);
    } catch (error) {
      if (record && !(error instanceof OutcomeUnknown)) record.unrepeatable = wroteBefore;
      throw toGraphQLError(error, { argument, input });
    }
  }

  async signDays(): Promise<void> {
    await this.endReading();
    await this.services.signDays(this.requireIdentity());
  }

  stockChanges(filter: Omit<ChangeFilter, 'tenantId'>): AsyncIterableIterator<Change> {
    return stockChanges(this.services, { ...filter, tenantId: this.requireIdentity().tenantId });
  }

  sync<Result>(work: SyncWork<Result>): Promise<Result> {
    return work(this.services.sync, this.requireIdentity());
  }

  async syncing<Result>(work: SyncWork<Result>): Promise<Result> {
    await this.endReading();
    return this.sync(work);
  }

  /** The context for a field of a query of which more is known: what the operation uses of its rows. */
  selecting(selection: Selection): RequestContext {
    return new SelectingContext(this, selection);
  }

  /** Called when the answer is complete: ends the open snapshot and starts no other. Safe to call twice. */
  async finish(): Promise<void> {
    this.finished = true;
    await this.endReading();
  }

  async endReading(): Promise<void> {
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
    throw new GraphQLError(NEEDS_TOKEN, { extensions: { code: 'UNAUTHENTICATED' } });
  }
}

class SelectingContext implements RequestContext {
  constructor(
    private readonly operation: OperationContext,
    readonly selection: Selection,
  ) {}

  get identity() {
    return this.operation.identity;
  }
  get snapshot() {
    return this.operation.snapshot;
  }
  get loaders() {
    return this.operation.loaders;
  }
  write<Result>(name: DocumentFunction, input: object, argument?: string): Promise<Result> {
    return this.operation.write(name, input, argument);
  }
  signDays(): Promise<void> {
    return this.operation.signDays();
  }
  endReading(): Promise<void> {
    return this.operation.endReading();
  }
  stockChanges(filter: Omit<ChangeFilter, 'tenantId'>): AsyncIterableIterator<Change> {
    return this.operation.stockChanges(filter);
  }
  sync<Result>(work: SyncWork<Result>): Promise<Result> {
    return this.operation.sync(work);
  }
  syncing<Result>(work: SyncWork<Result>): Promise<Result> {
    return this.operation.syncing(work);
  }
}
