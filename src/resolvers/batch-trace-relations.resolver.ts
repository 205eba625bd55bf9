import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { batchPlaces, batchSalesCount, batchSalesPage } from '../database/queries/batches';
import { transfersByBatch } from '../database/queries/transfers';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Lot } from '../entities/lot.entity';
import { Sale } from '../entities/sale.entity';
import { Transfer } from '../entities/transfer.entity';
import { BatchPlace, BatchSale, BatchTrace } from '../schema/batch-trace';
import type { Connection } from '../schema/connections';
import { inOrder } from '../database/statement';
import { TimedListArgs } from '../schema/list-args';
import type { Scan } from '../schema/page';
import { BatchSaleConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { readPage } from './pages';
import { Follows, toMany } from './relation';

@Resolver(() => BatchTrace)
export class BatchTraceRelations {
  @FieldResolver(() => Batch, {
    description: 'The traced batch. Its `movements` list every change.',
  })
  @Follows(toId.batch('batchId'))
  batch(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, trace.batchId);
  }

  @FieldResolver(() => Lot, {
    description: 'The lot that the batch is of; traceLot answers for all its batches.',
  })
  async lot(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Lot> {
    return byId.lot(context, (await byId.batch(context, trace.batchId)).lotId);
  }

  @FieldResolver(() => Receipt, {
    description: 'The receipt that brought the batch in, with its supplier.',
  })
  @Follows(toId.receipt('receiptId'))
  receipt(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Receipt> {
    return byId.receipt(context, trace.receiptId);
  }

  @FieldResolver(() => SafeInt, {
    description: 'Dispatched but not yet received or returned. Base units.',
  })
  inTransit(@Root() trace: BatchTrace): number {
    return trace.inTransit;
  }

  @FieldResolver(() => [BatchPlace], {
    description: 'Every location where the batch has ever been in stock.',
  })
  @Follows(toMany(batchPlaces, 'batchId'))
  locations(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<BatchPlace[]> {
    return context.loaders.many(batchPlaces, trace.batchId);
  }

  @FieldResolver(() => [Transfer], {
    description: 'Transfers that moved the batch, in the order in which they were requested.',
  })
  @Follows(toMany(transfersByBatch, 'batchId'))
  transfers(@Root() trace: BatchTrace, @Ctx() context: RequestContext): Promise<Transfer[]> {
    return context.loaders.many(transfersByBatch, trace.batchId);
  }

  @FieldResolver(() => BatchSaleConnection, {
    description: 'Sales that took from the batch.',
  })
  sales(
    @Root() trace: BatchTrace,
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
  ): Promise<Connection<BatchSale>> {
    const { batchId } = trace;
    const read = ({ descending, ...bounds }: Scan) =>
      context.snapshot.query(inOrder(batchSalesPage, descending), { batchId, ...bounds });
    const count = () => context.snapshot.query(batchSalesCount, { batchId });
    return readPage('batch-sales', page, read, count, ({ saleId }) => saleId);
  }
}

@Resolver(() => BatchPlace)
export class BatchPlaceRelations {
  @FieldResolver(() => Location, { description: 'The location of this stock.' })
  @Follows(toId.location('locationId'))
  location(@Root() place: BatchPlace, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, place.locationId);
  }
}

@Resolver(() => BatchSale)
export class BatchSaleRelations {
  @FieldResolver(() => Sale, { description: 'The sale that took from the batch.' })
  @Follows(toId.sale('saleId'))
  sale(@Root() taken: BatchSale, @Ctx() context: RequestContext): Promise<Sale> {
    return byId.sale(context, taken.saleId);
  }

  @FieldResolver(() => Location, { description: 'The location of the sale.' })
  @Follows(toId.location('locationId'))
  location(@Root() taken: BatchSale, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, taken.locationId);
  }
}
