import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import {
  closedDays,
  continuityBreaks,
  dailyStockCount,
  dailyStockPage,
  stockAudit,
} from '../database/queries/days';
import { ClosedDay, ContinuityBreak, type DailyStock, StockAuditLine } from '../schema/day-report';
import type { Connection } from '../schema/connections';
import { StockAuditGroup } from '../schema/enums';
import { DailyStockConnection } from '../schema/pages';
import { LocalDate } from '../schema/scalars';
import { checkDays, checkId } from '../input/validate';
import type { RequestContext } from './context';
import { pageOf } from './lists';
import { requireTenant } from './tenant';

@Resolver()
export class DayReportResolver {
  @Authorized()
  @Query(() => [StockAuditLine], {
    description:
      'What a period did to stock, by product (the default), product and location, or product and day. Its cost depends on days and products, not on movements.',
  })
  stockAudit(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
    @Arg('groupBy', () => StockAuditGroup, { nullable: true }) groupBy?: StockAuditGroup,
  ): Promise<StockAuditLine[]> {
    checkDays(from, to);
    return context.snapshot.query(stockAudit, {
      from,
      to,
      locationId: checkId(locationId, 'locationId'),
      productId: checkId(productId, 'productId'),
      groupBy: groupBy ?? StockAuditGroup.PRODUCT,
    });
  }

  @Authorized()
  @Query(() => DailyStockConnection, {
    description: 'The days of a period on which stock moved, by day, product and location.',
  })
  dailyStock(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<DailyStock>> {
    checkDays(from, to);
    const where = {
      ...{ from, to },
      productId: checkId(productId, 'productId'),
      locationId: checkId(locationId, 'locationId'),
    };
    const list = { kind: 'daily-stock', page: dailyStockPage, count: dailyStockCount };
    return pageOf(context, list, where, first, after);
  }

  @Authorized()
  @Query(() => [ContinuityBreak], {
    description:
      'Days of a period that do not open with what the last day before them closed with.',
  })
  continuityBreaks(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
  ): Promise<ContinuityBreak[]> {
    checkDays(from, to);
    return context.snapshot.query(continuityBreaks, { from, to });
  }

  @Authorized()
  @Query(() => [ClosedDay], { description: 'Closed days with their checkpoints, the first first.' })
  closedDays(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate, { nullable: true }) from?: string,
    @Arg('to', () => LocalDate, { nullable: true }) to?: string,
  ): Promise<ClosedDay[]> {
    checkDays(from ?? null, to ?? null);
    return context.snapshot.query(closedDays, { from, to });
  }

  @Authorized('admin')
  @Mutation(() => LocalDate, {
    description:
      'Closes a business day that is over: no movement after this, and a checkpoint over every chain. A ledger of many millions of movements takes longer than a request may (REQUEST_TIMEOUT, and nothing is closed): use bincard close, which has no limit. Errors: DAY_NOT_OVER, DAY_CLOSED, EARLIER_DAY_OPEN.',
  })
  async closeDay(
    @Ctx() context: RequestContext,
    @Arg('businessDate', () => LocalDate) businessDate: string,
  ): Promise<string> {
    await requireTenant(context);
    return context.write<string>('close_day', { businessDate }, '');
  }
}
