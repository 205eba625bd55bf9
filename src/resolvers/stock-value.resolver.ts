import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { abcClasses, averageCosts, margin } from '../database/queries/sales-value';
import { stockAge, stockValue, stockValueBatches } from '../database/queries/stock-value';
import { refuseDayToCome } from '../codes/days-to-come';
import { checkDays, checkId } from '../input/validate';
import { AbcLine, AverageCostLine } from '../schema/sales-value';
import { LocalDate } from '../schema/scalars';
import { MarginLine, StockAgeLine, StockValue, type StockValueLine } from '../schema/stock-value';
import { StockValueGroup } from '../schema/value-enums';
import type { RequestContext } from './context';
import { requireTenant } from './tenant';

@Resolver()
export class StockValueResolver {
  @Authorized()
  @Query(() => StockValue, {
    description:
      'What stock was worth at the end of a day. The cost depends on the number of products and locations, not of movements; by BATCH of a day that is not closed, also on what has moved since.',
  })
  async stockValue(
    @Ctx() context: RequestContext,
    @Arg('at', () => LocalDate, { nullable: true, description: 'Not after today, the default.' })
    at?: string,
    @Arg('groupBy', () => StockValueGroup, { nullable: true, description: 'Default: PRODUCT.' })
    groupBy?: StockValueGroup,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
  ): Promise<StockValue> {
    const where = {
      ...{ at, lines: true },
      groupBy: groupBy ?? StockValueGroup.PRODUCT,
      locationId: checkId(locationId, 'locationId'),
      productId: checkId(productId, 'productId'),
    };
    await refuseDayToCome(context.snapshot, at, 'at');
    const byBatch = where.groupBy === StockValueGroup.BATCH;
    const rows = byBatch
      ? await context.snapshot.query(stockValueBatches, where)
      : await context.snapshot.query(stockValue, where);
    const [total, ...lines] = rows;
    if (!total) await requireTenant(context); // gone: refused
    return { ...total!, lines: lines as StockValueLine[] };
  }

  @Authorized()
  @Query(() => [MarginLine], {
    description:
      'What the goods sold in a period had cost and brought, by SKU. The cost depends on the number of products and locations, not on movements or the length of the period.',
  })
  margin(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<MarginLine[]> {
    checkDays(from, to);
    const where = { from, to, locationId: checkId(locationId, 'locationId') };
    return context.snapshot.query(margin, where);
  }

  @Authorized()
  @Query(() => [StockAgeLine], {
    description: 'How long the stock that is on hand now has been there, by SKU and location.',
  })
  stockAge(
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<StockAgeLine[]> {
    return context.snapshot.query(stockAge, { locationId: checkId(locationId, 'locationId') });
  }

  @Authorized()
  @Query(() => [AbcLine], {
    description:
      'Products by what their sales brought in a period, the highest first. Sale lines without a unit price bring nothing.',
  })
  abcAnalysis(
    @Ctx() context: RequestContext,
    @Arg('from', () => LocalDate) from: string,
    @Arg('to', () => LocalDate) to: string,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<AbcLine[]> {
    checkDays(from, to);
    const where = { from, to, locationId: checkId(locationId, 'locationId') };
    return context.snapshot.query(abcClasses, where);
  }

  @Authorized()
  @Query(() => [AverageCostLine], {
    description:
      'Stock at the weighted average of all purchases, for those who need it; `stockValue` is by the batches themselves. By SKU.',
  })
  async averageCosts(
    @Ctx() context: RequestContext,
    @Arg('at', () => LocalDate, { nullable: true, description: 'Not after today, the default.' })
    at?: string,
    @Arg('productId', () => ID, { nullable: true }) productId?: string,
  ): Promise<AverageCostLine[]> {
    const where = { at, productId: checkId(productId, 'productId') };
    await refuseDayToCome(context.snapshot, at, 'at');
    return context.snapshot.query(averageCosts, where);
  }
}
