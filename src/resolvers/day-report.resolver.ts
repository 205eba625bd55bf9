import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  closedDays,
  continuityBreaks,
  dailyStockCount,
  dailyStockPage,
} from '../database/queries/days';
import { ClosedDay } from '../schema/closed-day';
import { ContinuityBreak, type DailyStock } from '../schema/day-report';
import type { Connection } from '../schema/connections';
import { DailyStockConnection } from '../schema/pages';
import { LocalDate } from '../schema/scalars';
import { checkDays, checkId } from '../input/validate';
import type { RequestContext } from './context';
import { After, First, forwardPageOf } from './pages';
import { requireTenant } from './tenant';

@Resolver()
export class DayReportResolver {
  @Authorized()
  @Query(() => DailyStockConnection, {
    description:
      'Daily stock figures of a period, ordered by day, product and location. Days without a movement have no entry.',
  })
  dailyStock(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<DailyStock>> {
    checkDays(from, to);
    const where = {
      ...{ from, to },
      productId: checkId(productId, 'productId'),
      locationId: checkId(locationId, 'locationId'),
    };
    const list = { kind: 'daily-stock', page: dailyStockPage, count: dailyStockCount };
    return forwardPageOf(context, list, where, first, after);
  }

  @Authorized()
  @Query(() => [ContinuityBreak], {
    description:
      'Days of a period whose opening stock differs from the closing stock of the last day before them. There should be none.',
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
  @Query(() => [ClosedDay], {
    description: 'Closed days with their checkpoints, the earliest first.',
  })
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
      'Closes a past business day and returns it. The day accepts no further movements, and a checkpoint over all chains is stored and signed. A ledger of many millions of movements exceeds the time limit of a request: REQUEST_TIMEOUT, and nothing is closed. `bincard close` has no time limit. Errors: DAY_NOT_OVER, DAY_CLOSED, EARLIER_DAY_OPEN.',
  })
  async closeDay(
    @Ctx() context: RequestContext,
    @Arg('businessDate', () => LocalDate) businessDate: string,
  ): Promise<string> {
    await requireTenant(context);
    const closed = await context.write<string>('close_day', { businessDate }, '');
    await context.signDays();
    return closed;
  }
}
