import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { batchPlaces, batchSalesCount, batchSalesPage } from '../database/queries/batches';
import { allocationsByTransferLine, transfersByBatch } from '../database/queries/transfers';
import { Adjustment } from '../entities/adjustment.entity';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { Product } from '../entities/product.entity';
import { Reservation } from '../entities/reservation.entity';
import { Sale, SaleAllocation } from '../entities/sale.entity';
import { StockCount, StockCountLine } from '../entities/stock-count.entity';
import { Transfer, TransferLine } from '../entities/transfer.entity';
import { BatchPlace, BatchSale, BatchTrace } from '../schema/batch-trace';
import type { Connection } from '../schema/connections';
import { ExpiryWriteOffLine } from '../schema/expiry-write-off';
import { pageRequest, toConnection } from '../schema/page';
import { BatchSaleConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { StockFlow } from '../schema/stock-flow';
import type { RequestContext } from './context';
import { byId } from './by-id';
import { stockCountLinesByCount, transferLinesByTransfer } from './reads';

// The relations of adjustments, transfers, counts, reservations and reports, as in relations.resolver.ts.

@Resolver(() => Adjustment)
export class AdjustmentRelations {
  @FieldResolver(() => Batch, { description: 'The batch.' })
  batch(@Root() adjustment: Adjustment, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, adjustment.batchId);
  }

  @FieldResolver(() => Location, { description: 'Where.' })
  location(@Root() adjustment: Adjustment, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, adjustment.locationId);
  }
}

@Resolver(() => Transfer)
export class TransferRelations {
  @FieldResolver(() => Location, { description: 'Where the goods were.' })
  from(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, transfer.fromLocationId);
  }

  @FieldResolver(() => Location, { description: 'Where they go.' })
  to(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, transfer.toLocationId);
  }

  @FieldResolver(() => [TransferLine], { description: 'What goes, in the order it was given.' })
  lines(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<TransferLine[]> {
    return context.loaders.many(transferLinesByTransfer, transfer.id);
  }
}

@Resolver(() => TransferLine)
export class TransferLineRelations {
  @FieldResolver(() => Product, { description: 'What goes.' })
  product(@Root() line: TransferLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }

  @FieldResolver(() => Batch, {
    nullable: true,
    description: 'The batch that the line asked for; null: first expired first out.',
  })
  batch(@Root() line: TransferLine, @Ctx() context: RequestContext): Promise<Batch | null> {
    return line.batchId ? byId.batch(context, line.batchId) : Promise.resolve(null);
  }

  @FieldResolver(() => [SaleAllocation], {
    description: 'The batches that were dispatched; none before that.',
  })
  allocations(
    @Root() line: TransferLine,
    @Ctx() context: RequestContext,
  ): Promise<SaleAllocation[]> {
    return context.loaders.many(allocationsByTransferLine, line.id);
  }
}

@Resolver(() => StockCount)
export class StockCountRelations {
  @FieldResolver(() => Location, { description: 'Where it is counted.' })
  location(@Root() count: StockCount, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, count.locationId);
  }

  @FieldResolver(() => [StockCountLine], { description: 'Its batches.' })
  lines(@Root() count: StockCount, @Ctx() context: RequestContext): Promise<StockCountLine[]> {
    return context.loaders.many(stockCountLinesByCount, count.id);
  }
}

@Resolver(() => StockCountLine)
export class StockCountLineRelations {
  @FieldResolver(() => Batch, { description: 'The batch.' })
  batch(@Root() line: StockCountLine, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, line.batchId);
  }
}

@Resolver(() => Reservation)
export class ReservationRelations {
  @FieldResolver(() => Product, { description: 'What is held back.' })
  product(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, reservation.productId);
  }

  @FieldResolver(() => Location, { description: 'Where.' })
  location(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, reservation.locationId);
  }

  @FieldResolver(() => Sale, { nullable: true, description: 'The sale that committed it.' })
  sale(@Root() reservation: Reservation, @Ctx() context: RequestContext): Promise<Sale | null> {
    return reservation.saleId ? byId.sale(context, reservation.saleId) : Promise.resolve(null);
  }
}

@Resolver(() => ExpiryWriteOffLine)
export class ExpiryWriteOffLineRelations {
  @FieldResolver(() => Batch, { description: 'The batch.' })
  batch(@Root() line: ExpiryWriteOffLine, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, line.batchId);
  }

  @FieldResolver(() => Location, { description: 'Where.' })
  location(@Root() line: ExpiryWriteOffLine, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, line.locationId);
  }

  @FieldResolver(() => Movement, { nullable: true, description: 'Null in a dry run.' })
  movement(
    @Root() line: ExpiryWriteOffLine,
    @Ctx() context: RequestContext,
  ): Promise<Movement | null> {
    return line.movementId ? byId.movement(context, line.movementId) : Promise.resolve(null);
  }
}

@Resolver(() => StockFlow)
export class StockFlowRelations {
  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Root() flow: StockFlow, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, flow.productId);
  }
}

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
