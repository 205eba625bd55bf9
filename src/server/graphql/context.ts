import type { Denial } from '../../auth/denied';
import type { Identity } from '../../auth/token';
import type { DocumentFunction } from '../../database/documents';
import { OutcomeUnknown } from '../../database/connection-errors';
import { Loaders } from '../../database/loaders';
import type { Selection } from '../../database/joins';
import { OperationEnded, Snapshot } from '../../database/snapshot';
import {
  availabilityChanges,
  type AvailabilityChange,
  type AvailabilityFilter,
} from '../../feed/availability-changes';
import { stockChanges, type Change, type ChangeFilter } from '../../feed/stock-changes';
import type { RequestContext, SyncWork } from '../../resolvers/context';
import type { LogPosition } from '../../database/replica/positions';
import { ReplicaRead } from './replica-read';
import { SelectingContext } from './selecting-context';
import type { OperationRequest, Services } from './services';
import { hasKey, toGraphQLError } from './to-graphql-error';
import { unauthenticated } from './request-error';

/** The context of one operation. */
export class OperationContext implements RequestContext {
  private current: { snapshot: Snapshot; loaders: Loaders } | undefined;
  private finished = false;
  private readonly replica: ReplicaRead | undefined;
  /** The field of the query that has failed already: graphql-js says where, and does not read it again. */
  failed: { readonly key: string; readonly error: unknown } | undefined;

  constructor(
    private readonly services: Services,
    readonly identity: Identity | undefined,
    /** The HTTP request that it came in; an event of a subscription has none. */
    readonly request?: OperationRequest,
  ) {
    this.replica = services.reads && new ReplicaRead(services.reads);
  }

  get denial(): Denial {
    return this.request?.denial ?? 'missing';
  }

  linkTo(secret: string): string {
    return `${this.services.publicUrl()}/sign-in#${secret}`;
  }

  get privateReceivers(): boolean {
    return this.services.privateReceivers;
  }

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
    await this.wroteElsewhere();
  }

  /** Lets a query read the replica, where there is one that may be read. */
  async readReplica(): Promise<void> {
    if (this.identity) await this.replica?.choose(this.identity, this.request?.headers ?? {});
  }

  /** Lets a query that was not answered from the replica read the primary. True where it failed there. */
  async leaveReplica(): Promise<boolean> {
    if (!this.replica?.pool) return false;
    await this.endReading();
    const hasFailed = this.replica.leave();
    if (hasFailed) this.failed = undefined;
    return hasFailed;
  }

  /** For what was written by other connections than those of `write`. */
  private async wroteElsewhere(): Promise<void> {
    await this.services.reads?.wroteNow(this.requireIdentity());
  }

  /** Where the log holds what the caller has written; undefined where no replica is read. */
  get position(): LogPosition | undefined {
    return this.identity && this.services.reads?.positions.lastKnown(this.identity);
  }

  stockChanges(filter: Omit<ChangeFilter, 'tenantId'>): AsyncIterableIterator<Change> {
    return stockChanges(this.services, { ...filter, tenantId: this.requireIdentity().tenantId });
  }

  availabilityChanges(
    filter: Omit<AvailabilityFilter, 'tenantId'>,
  ): AsyncIterableIterator<AvailabilityChange> {
    const { tenantId } = this.requireIdentity();
    return availabilityChanges(this.services.availability, { ...filter, tenantId });
  }

  sync<Result>(work: SyncWork<Result>): Promise<Result> {
    return work(this.services.sync, this.requireIdentity());
  }

  async syncing<Result>(work: SyncWork<Result>): Promise<Result> {
    await this.endReading();
    try {
      return await this.sync(work);
    } finally {
      await this.wroteElsewhere();
    }
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
      const { pool, namedStatements } = this.services;
      const snapshot = new Snapshot(
        this.replica?.pool ?? pool,
        ...([tenantId, namedStatements, (error: unknown) => this.replica?.note(error)] as const),
      );
      this.current = { snapshot, loaders: new Loaders(snapshot) };
    }
    return this.current;
  }

  private requireIdentity(): Identity {
    if (this.identity) return this.identity;
    throw unauthenticated(this.denial);
  }
}
