import { Arg, Args, Authorized, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { DocumentFunction } from '../database/documents';
import { StockCount } from '../entities/stock-count.entity';
import type { Connection } from '../schema/connections';
import { StockCountStatus } from '../schema/count-enums';
import { CountLineInput } from '../schema/inputs/stock-count.input';
import { StockCountConnection } from '../schema/pages';
import { DocumentListArgs } from '../schema/list-args';
import { checkId, checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { entityPage } from './pages';
import { rowOf } from './selected-rows';
import { stockCountsById } from './reads';
import { shownFigure, type AskedFor } from './shown-figure';

@Resolver()
export class StockCountResolver {
  @Authorized()
  @Query(() => StockCount, {
    nullable: true,
    description: 'A stock count by its id; null when there is none.',
  })
  stockCount(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<StockCount | null> {
    return rowOf(context, stockCountsById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => StockCountConnection, {
    description:
      'Stock counts by when they were started; with filters, those that match all of them.',
  })
  stockCounts(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('status', () => StockCountStatus, { nullable: true }) status?: StockCountStatus,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<Connection<StockCount>> {
    const where = { status, locationId: checkId(locationId, 'locationId') };
    return entityPage(context, 'stock-counts', StockCount, where, page);
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Opens a stock count of a location, with a line for each batch in stock there. Errors: LOCATION_UNKNOWN, PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, KIT_NOT_STOCKED, COUNT_BLIND, IDEMPOTENCY_KEY_REUSED.',
  })
  startStockCount(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('locationId', () => ID) locationId: string,
    @Arg('productIds', () => [ID], {
      nullable: true,
      description: 'Count only these products. Default: all.',
    })
    productIds?: string[],
    @Arg('blind', () => Boolean, {
      defaultValue: false,
      description: 'Whether the counters are not shown what is expected; see StockCount.blind.',
    })
    blind?: boolean,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'The same key with the same body starts one count.',
    })
    idempotencyKey?: string,
  ): Promise<StockCount> {
    const input = { locationId, productIds, blind, idempotencyKey };
    return this.write(context, info, 'start_stock_count', input);
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Records counted quantities; each is kept as an entry of its line. Lines of the same batch in one request are added up. A later request replaces the quantity (mode SET) or adds to it (ADD). In a blind count each person has quantities of his or her own, which count when they are submitted. Errors: COUNT_CLOSED, COUNT_REPEATED, COUNT_NEGATIVE, SEQUENCE_NOT_REACHED, STALE_VERSION (details.entries: what others recorded since), BATCH_UNKNOWN, BATCH_OR_LOT, BATCH_AMBIGUOUS, UNIT_UNKNOWN, STOCK_COUNT_UNKNOWN, COUNT_BLIND, IDEMPOTENCY_KEY_REUSED.',
  })
  recordCount(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('stockCountId', () => ID) stockCountId: string,
    @Arg('lines', () => [CountLineInput]) lines: CountLineInput[],
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description:
        'The same key with the same body records nothing twice; with another body it is refused with IDEMPOTENCY_KEY_REUSED.',
    })
    idempotencyKey?: string,
  ): Promise<StockCount> {
    return this.write(context, info, 'record_count', { stockCountId, lines, idempotencyKey });
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'The caller has finished what he or she recorded in a blind count. A batch is settled where that agrees, within the tolerance of its class, with the books or with what another person submitted; otherwise another person counts it again. When every batch is settled and within its tolerance of the books, the count is posted; beyond it, or where the caller alone would change a batch a second time in a row, a manager who has not counted in it posts it. Does nothing where nothing is to be submitted. Errors: COUNT_CLOSED, COUNT_REPEATED, COUNT_BLIND, STOCK_COUNT_UNKNOWN.',
  })
  submitStockCount(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('id', () => ID) id: string,
  ): Promise<StockCount> {
    return this.write(context, info, 'submit_stock_count', { id });
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Updates the lines whose batches have moved since: the expected quantity becomes the present balance, and the goods that moved (sales, voids, receipts, transfers, refunds, damage ...) are added to the counted quantity. Corrections of the books are not: other counts, adjustments of type RECOUNT, corrections of the intake. Errors: COUNT_CLOSED, COUNT_NEGATIVE, COUNT_BLIND, STOCK_COUNT_UNKNOWN.',
  })
  rebaseStockCount(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('id', () => ID) id: string,
  ): Promise<StockCount> {
    return this.write(context, info, 'rebase_stock_count', { id });
  }

  @Authorized('manager')
  @Mutation(() => StockCount, {
    description:
      'Posts an OPEN stock count: writes the variance of each counted batch to the ledger, once. Batches that were not counted do not change. A blind count is posted when all that was counted is settled, by somebody who has not counted in it. Errors: COUNT_UNSETTLED, SELF_APPROVAL, COUNT_OUTDATED (details.lines: the batches that have moved since, with their figures), RESERVED_EXCEEDS_STOCK, ILLEGAL_TRANSITION, STOCK_COUNT_UNKNOWN, REASON_MISSING.',
  })
  postStockCount(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<StockCount> {
    const status = StockCountStatus.POSTED;
    return this.write(context, info, 'set_stock_count_status', { id, status, reason });
  }

  @Authorized('clerk')
  @Mutation(() => StockCount, {
    description:
      'Cancels an OPEN stock count; stock does not change. Errors: FORBIDDEN (a blind count, for a clerk), ILLEGAL_TRANSITION, COUNT_BLIND, STOCK_COUNT_UNKNOWN.',
  })
  cancelStockCount(
    @Ctx() context: RequestContext,
    @Info() info: AskedFor,
    @Arg('id', () => ID) id: string,
  ): Promise<StockCount> {
    const status = StockCountStatus.CANCELLED;
    return this.write(context, info, 'set_stock_count_status', { id, status });
  }

  private async write(
    context: RequestContext,
    info: AskedFor,
    name: DocumentFunction,
    input: object,
  ): Promise<StockCount> {
    checkInput(input, '');
    const figure = shownFigure(info);
    const { id } = await context.write<{ id: string }>(name, { ...input, figure }, '');
    return context.loaders.existing(stockCountsById, id);
  }
}
