import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { DocumentFunction } from '../database/documents';
import { StockCount } from '../entities/stock-count.entity';
import type { Connection } from '../schema/connections';
import { StockCountStatus } from '../schema/enums';
import { CountLineInput } from '../schema/inputs/stock-document.input';
import { StockCountConnection } from '../schema/pages';
import { checkId, checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage } from './lists';
import { stockCountsById } from './reads';

@Resolver()
export class StockCountResolver {
  @Authorized()
  @Query(() => StockCount, { nullable: true, description: 'A stock count by its id.' })
  stockCount(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<StockCount | null> {
    return context.loaders.one(stockCountsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => StockCountConnection, {
    description: 'Stock counts in the order they were started.',
  })
  stockCounts(
    @Ctx() context: RequestContext,
    @Arg('status', () => StockCountStatus, { nullable: true }) status?: StockCountStatus,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<StockCount>> {
    const where = { status, locationId: checkId(locationId, 'locationId') };
    return entityPage(context, 'stock-counts', StockCount, where, first, after);
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Opens a stock count of a location, of all its products or of some: a line for each batch that is there. Errors: LOCATION_UNKNOWN, PRODUCT_UNKNOWN.',
  })
  startStockCount(
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID) locationId: string,
    @Arg('productIds', () => [ID], { nullable: true }) productIds?: string[],
  ): Promise<StockCount> {
    return this.write(context, 'start_stock_count', { locationId, productIds });
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Records what was counted; a batch may be counted again. Errors: COUNT_CLOSED, COUNT_NEGATIVE, BATCH_UNKNOWN, UNIT_UNKNOWN, STOCK_COUNT_UNKNOWN.',
  })
  recordCount(
    @Ctx() context: RequestContext,
    @Arg('stockCountId', () => ID) stockCountId: string,
    @Arg('lines', () => [CountLineInput]) lines: CountLineInput[],
  ): Promise<StockCount> {
    return this.write(context, 'record_count', { stockCountId, lines });
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Brings the lines that moved since to the present balance; a recorded figure moves along, so its variance stays. Errors: COUNT_CLOSED, COUNT_NEGATIVE, STOCK_COUNT_UNKNOWN.',
  })
  rebaseStockCount(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<StockCount> {
    return this.write(context, 'rebase_stock_count', { id });
  }

  @Authorized('manager')
  @Mutation(() => StockCount, {
    description:
      'Writes the variances of what was counted, once; what was not counted stays. Errors: COUNT_OUTDATED (details.lines: each batch that moved, and how), RESERVED_EXCEEDS_STOCK, ILLEGAL_TRANSITION, STOCK_COUNT_UNKNOWN, REASON_MISSING.',
  })
  postStockCount(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<StockCount> {
    const status = StockCountStatus.POSTED;
    return this.write(context, 'set_stock_count_status', { id, status, reason });
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Ends an OPEN stock count without a trace in the stock. Errors: ILLEGAL_TRANSITION, STOCK_COUNT_UNKNOWN.',
  })
  cancelStockCount(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<StockCount> {
    const status = StockCountStatus.CANCELLED;
    return this.write(context, 'set_stock_count_status', { id, status });
  }

  private async write(
    context: RequestContext,
    name: DocumentFunction,
    input: object,
  ): Promise<StockCount> {
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>(name, input, '');
    return context.loaders.existing(stockCountsById, id);
  }
}
