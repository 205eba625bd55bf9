import type { DocumentFunction } from '../../database/documents';
import type { Selection } from '../../database/joins';
import type { AvailabilityFilter } from '../../feed/availability-changes';
import type { Change, ChangeFilter } from '../../feed/stock-changes';
import type { RequestContext, SyncWork } from '../../resolvers/context';

/** The context for a field of a query of which more is known: what the operation uses of its rows. */
export class SelectingContext implements RequestContext {
  constructor(
    private readonly operation: RequestContext,
    readonly selection: Selection,
  ) {}

  get identity() {
    return this.operation.identity;
  }
  get denial() {
    return this.operation.denial;
  }
  get privateReceivers() {
    return this.operation.privateReceivers;
  }
  linkTo(secret: string): string {
    return this.operation.linkTo(secret);
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
  availabilityChanges(filter: Omit<AvailabilityFilter, 'tenantId'>) {
    return this.operation.availabilityChanges(filter);
  }
  sync<Result>(work: SyncWork<Result>): Promise<Result> {
    return this.operation.sync(work);
  }
  syncing<Result>(work: SyncWork<Result>): Promise<Result> {
    return this.operation.syncing(work);
  }
}
