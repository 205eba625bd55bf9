import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { batchPlaces, batchSalesCount, batchSalesPage } from '../database/queries/batches';
import { transfersByBatch } from '../database/queries/transfers';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Sale } from '../entities/sale.entity';
import { Transfer } from '../entities/transfer.entity';
import { BatchPlace, BatchSale, BatchTrace } from '../schema/batch-trace';
import type { Connection } from '../schema/connections';
import { pageRequest, toConnection } from '../schema/page';
import { BatchSaleConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { byId } from './by-id';
import type { RequestContext } from './context';

@Resolver(() => BatchTrace)
export class BatchTraceRelations {
  @FieldResolver(() => Batch, { description: 'The batch; its movements tell the whole story.' })
  batch(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, trace.batchId);
  }

  @FieldResolver(() => Receipt, { description: 'Back: the receipt and its supplier.' })
  receipt(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Receipt> {
    return byId.receipt(context, trace.receiptId);
  }

  @FieldResolver(() => SafeInt, { description: 'Dispatched and not yet arrived or returned.' })
  inTransit(@Root() trace: BatchTrace): number {
    return trace.inTransit;
  }

  @FieldResolver(() => [BatchPlace], { description: 'Every location that ever had some.' })
  locations(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<BatchPlace[]> {
    return context.loaders.many(batchPlaces, trace.batchId);
  }

  @FieldResolver(() => [Transfer], { description: 'The transfers that it went with.' })
  transfers(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Transfer[]> {
    return context.loaders.many(transfersByBatch, trace.batchId);
  }

  @FieldResolver(() => BatchSaleConnection, { description: 'The sales that took from it.' })
  async sales(
    @Root() trace: BatchTrace,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<BatchSale>> {
    const page = pageRequest('batch-sales', first, after);
    const { batchId } = trace;
    const { limit } = page;
    const rows = await context.snapshot.query(batchSalesPage, {
      batchId,
      after: page.after,
      limit,
    });
    return toConnection(
      page,
      rows,
      ({ saleId }) => saleId,
      async () => (await context.snapshot.query(batchSalesCount, { batchId })).count,
    );
  }
}

@Resolver(() => BatchPlace)
export class BatchPlaceRelations {
  @FieldResolver(() => Location, { description: 'The location.' })
  location(@Root() place: BatchPlace, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, place.locationId);
  }
}

@Resolver(() => BatchSale)
export class BatchSaleRelations {
  @FieldResolver(() => Sale, { description: 'The sale.' })
  sale(@Root() taken: BatchSale, @Ctx() context: RequestContext): Promise<Sale> {
    return byId.sale(context, taken.saleId);
  }

  @FieldResolver(() => Location, { description: 'Where it was sold.' })
  location(@Root() taken: BatchSale, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, taken.locationId);
  }
}
