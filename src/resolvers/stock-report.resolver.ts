import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { pendingApprovals } from '../database/queries/adjustments';
import { expiringBatches } from '../database/queries/batches';
import { lowStock, stockFlow } from '../database/queries/stock';
import { Batch } from '../entities/batch.entity';
import { StockLevel } from '../entities/stock-level.entity';
import { badInput } from '../input/bad-input';
import { PendingApproval } from '../schema/pending-approval';
import { StockFlow } from '../schema/stock-flow';
import { checkId } from '../input/validate';
import type { RequestContext } from './context';
import { rowsOf } from './selected-rows';
import { locationsById, productsById } from './reads';

const MAX_DAYS = 36_500;

@Resolver()
export class StockReportResolver {
  @Authorized()
  @Query(() => StockFlow, {
    description:
      'What became of the stock received of a product: transferred, sold, refunded, adjusted and left, for warehouses and storefronts. Errors: PRODUCT_UNKNOWN.',
  })
  async stockFlow(
    @Ctx() context: RequestContext,
    @Arg('productId', () => ID) productId: string,
  ): Promise<StockFlow> {
    const id = checkId(productId, 'productId');
    if (!(await context.loaders.one(productsById, id))) {
      throw badInput('productId', 'There is no such product', {}, 'product_unknown');
    }
    return context.snapshot.query(stockFlow, { productId: id });
  }

  @Authorized()
  @Query(() => [StockLevel], {
    description:
      'Stock of ACTIVE products that is low. Of a product with stock policies: where less than the minimum is available. Of another: less than its reorder point is available; with locationId, what is available there counts; without, the total of all locations counts, and the stock at each of them is returned. At most 10,000. Errors: LOCATION_UNKNOWN.',
  })
  async lowStock(
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<StockLevel[]> {
    const location = await this.location(context, locationId);
    return rowsOf(context, lowStock, { locationId: location });
  }

  @Authorized()
  @Query(() => [Batch], {
    description:
      'Batches in stock that expire today or within the given number of days, the earliest first. Expired batches are not included. At most 10,000. Errors: LOCATION_UNKNOWN.',
  })
  async expiringBatches(
    @Ctx() context: RequestContext,
    @Arg('withinDays', () => Int, { description: '0 (today) to 36,500.' }) withinDays: number,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<Batch[]> {
    checkDayCount(withinDays, 'withinDays');
    const location = await this.location(context, locationId);
    return rowsOf(context, expiringBatches, { withinDays, locationId: location });
  }

  @Authorized()
  @Query(() => [PendingApproval], {
    description:
      'Adjustments, transfers and blind stock counts that wait for approval, the oldest first. At most 10,000.',
  })
  pendingApprovals(
    @Ctx() context: RequestContext,
    @Arg('olderThanDays', () => Int, {
      defaultValue: 0,
      description: 'Only those requested at least this many days ago: 0 to 36,500.',
    })
    olderThanDays: number,
  ): Promise<PendingApproval[]> {
    checkDayCount(olderThanDays, 'olderThanDays');
    return context.snapshot.query(pendingApprovals, { olderThanDays });
  }

  private async location(context: RequestContext, locationId?: string): Promise<string | null> {
    const id = checkId(locationId, 'locationId') ?? null;
    if (id && !(await context.loaders.one(locationsById, id))) {
      throw badInput('locationId', 'There is no such location', {}, 'location_unknown');
    }
    return id;
  }
}

function checkDayCount(days: number, field: string): void {
  if (days < 0 || days > MAX_DAYS) {
    throw badInput(field, `${field} must be between 0 and ${MAX_DAYS}`, {
      minimum: 0,
      maximum: MAX_DAYS,
    });
  }
}
