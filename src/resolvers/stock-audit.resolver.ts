import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { refuseDayToCome } from '../codes/days-to-come';
import { stockAudit, stockAuditCount } from '../database/queries/stock-audit';
import { checkDays, checkId } from '../input/validate';
import type { Connection } from '../schema/connections';
import { StockAuditLine } from '../schema/day-report';
import { StockAuditGroup } from '../schema/enums';
import { StockAuditConnection } from '../schema/pages';
import { LocalDate } from '../schema/scalars';
import type { RequestContext } from './context';
import { After, First, forwardPageOf } from './pages';

@ArgsType()
class StockAuditArgs {
  @Field(() => LocalDate, { description: 'The first day.' })
  from: string;

  @Field(() => LocalDate, { description: 'The last day.' })
  to: string;

  @Field(() => ID, { nullable: true, description: 'Only this location.' })
  locationId?: string;

  @Field(() => ID, { nullable: true, description: 'Only this product.' })
  productId?: string;

  @Field(() => StockAuditGroup, { nullable: true, description: 'Default: PRODUCT.' })
  groupBy?: StockAuditGroup;
}

@Resolver()
export class StockAuditResolver {
  @Authorized()
  @Query(() => [StockAuditLine], {
    description:
      'Opening stock, changes by kind and closing stock of a period, from `daily_stock`, by SKU, location and day: all lines at once. The cost depends on the number of days and places, not of movements; `stockAuditPage` reads a part of it.',
  })
  stockAudit(
    @Ctx() context: RequestContext,
    @Args(() => StockAuditArgs) asked: StockAuditArgs,
  ): Promise<StockAuditLine[]> {
    return context.snapshot.query(stockAudit, { ...whereOf(asked), after: null, limit: null });
  }

  @Authorized()
  @Query(() => StockAuditConnection, {
    description:
      'The lines of `stockAudit` in pages, by SKU, location and day. A page costs what its products cost. Errors: INVALID_CURSOR.',
  })
  stockAuditPage(
    @Ctx() context: RequestContext,
    @Args(() => StockAuditArgs) asked: StockAuditArgs,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<StockAuditLine>> {
    const list = { kind: 'stock-audit', page: stockAudit, count: stockAuditCount };
    return forwardPageOf(context, list, whereOf(asked), first, after);
  }

  @Authorized()
  @Query(() => [StockAuditLine], {
    description:
      'What was on hand at the end of a day, as `closing`, by SKU and location, with the changes of that day. It is the `stockAudit` of one day by product and location.',
  })
  async stockAsOf(
    @Ctx() context: RequestContext,
    @Arg('date', () => LocalDate, { description: 'The business date; not one to come.' })
    date: string,
    @Arg('productId', () => ID, { nullable: true, description: 'Only this product.' })
    productId?: string,
    @Arg('locationId', () => ID, { nullable: true, description: 'Only this location.' })
    locationId?: string,
  ): Promise<StockAuditLine[]> {
    await refuseDayToCome(context.snapshot, date, 'date', true);
    const groupBy = StockAuditGroup.PRODUCT_AND_LOCATION;
    return this.stockAudit(context, { from: date, to: date, productId, locationId, groupBy });
  }
}

/** The checked filters of the audit. */
function whereOf({ from, to, locationId, productId, groupBy }: StockAuditArgs) {
  checkDays(from, to);
  return {
    ...{ from, to },
    locationId: checkId(locationId, 'locationId'),
    productId: checkId(productId, 'productId'),
    groupBy: groupBy ?? StockAuditGroup.PRODUCT,
  };
}
