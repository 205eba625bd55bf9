import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { auditLogCount, auditLogPage } from '../database/queries/audit';
import { AuditEntry } from '../entities/audit-entry.entity';
import type { Connection } from '../schema/connections';
import { AuditEntryConnection } from '../schema/pages';
import { DateTimeISO } from '../schema/scalars';
import { TimedListArgs } from '../schema/list-args';
import { checkText } from '../input/validate';
import type { RequestContext } from './context';
import { pageOf } from './pages';

@Resolver()
export class AuditResolver {
  @Authorized('manager')
  @Query(() => AuditEntryConnection, {
    description:
      'Changes of master data and documents, and of stock figures outside the ledger; with filters, those that match all of them. Stock movements are in `movements`.',
  })
  auditLog(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('entity', () => String, {
      nullable: true,
      description: 'The kind of record: product, sale, stock_levels ...',
    })
    entity?: string,
    @Arg('entityId', () => String, { nullable: true, description: 'The id of the record.' })
    entityId?: string,
    @Arg('action', () => String, {
      nullable: true,
      description: 'INSERT, UPDATE, DELETE, RECONCILED or AUTO_SYNC_CORRECTION.',
    })
    action?: string,
    @Arg('from', () => DateTimeISO, {
      nullable: true,
      description: 'Only changes at this time or later.',
    })
    from?: Date,
    @Arg('to', () => DateTimeISO, {
      nullable: true,
      description: 'Only changes at this time or earlier.',
    })
    to?: Date,
  ): Promise<Connection<AuditEntry>> {
    for (const [name, value] of Object.entries({ entity, entityId, action }))
      checkText(value, name);
    const where = { entity, entityId, action, from, to };
    const list = { kind: 'audit-log', page: auditLogPage, count: auditLogCount };
    return pageOf(context, list, where, page);
  }
}
