import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import { auditLogCount, auditLogPage } from '../database/queries/audit';
import { AuditEntry } from '../entities/audit-entry.entity';
import type { Connection } from '../schema/connections';
import { AuditEntryConnection } from '../schema/pages';
import { DateTimeISO } from '../schema/scalars';
import { checkText } from '../input/validate';
import type { RequestContext } from './context';
import { pageOf } from './lists';

@Resolver()
export class AuditResolver {
  @Authorized('manager')
  @Query(() => AuditEntryConnection, {
    description: 'Who changed what, in the order of time. The ledger tells its own story.',
  })
  auditLog(
    @Ctx() context: RequestContext,
    @Arg('entity', () => String, { nullable: true }) entity?: string,
    @Arg('entityId', () => String, { nullable: true }) entityId?: string,
    @Arg('action', () => String, { nullable: true }) action?: string,
    @Arg('from', () => DateTimeISO, { nullable: true }) from?: Date,
    @Arg('to', () => DateTimeISO, { nullable: true }) to?: Date,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<AuditEntry>> {
    for (const [name, value] of Object.entries({ entity, entityId, action }))
      checkText(value, name);
    const where = { entity, entityId, action, from, to };
    const list = { kind: 'audit-log', page: auditLogPage, count: auditLogCount };
    return pageOf(context, list, where, first, after);
  }
}
