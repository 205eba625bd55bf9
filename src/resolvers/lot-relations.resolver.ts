import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  lotPlaces,
  lotsByProduct,
  lotSalesCount,
  lotSalesPage,
  lotsCountByProduct,
  lotTransfers,
} from '../database/queries/lots';
import { inOrder } from '../database/statement';
import { Batch, Receipt } from '../entities/batch.entity';
import { Lot } from '../entities/lot.entity';
import { Product } from '../entities/product.entity';
import { Transfer } from '../entities/transfer.entity';
import { BatchPlace, BatchSale, LotTrace } from '../schema/batch-trace';
import type { Connection } from '../schema/connections';
import { TimedListArgs } from '../schema/list-args';
import type { Scan } from '../schema/page';
import { BatchSaleConnection, LotConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { pageOfKey, toPage } from './keyed-pages';
import { readPage } from './pages';
import { batchesByLot } from './reads';
import { Follows, toMany } from './relation';

@Resolver(() => Lot)
export class LotRelations {
  @FieldResolver(() => Product, { description: 'The product of the lot.' })
  @Follows(toId.product('productId'))
  product(@Root() lot: Lot, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, lot.productId);
  }

  @FieldResolver(() => [Batch], {
    description: 'All its batches, at every location, in the order in which they were received.',
  })
  @Follows(toMany(batchesByLot, 'id'))
  batches(@Root() lot: Lot, @Ctx() context: RequestContext): Promise<Batch[]> {
    return context.loaders.many(batchesByLot, lot.id);
  }
}

@Resolver(() => Batch)
export class BatchLot {
  @FieldResolver(() => Lot, { description: 'The lot that the batch is of.' })
  @Follows(toId.lot('lotId'))
  lot(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<Lot> {
    return byId.lot(context, batch.lotId);
  }
}

const LOTS = { kind: 'lot', page: lotsByProduct, count: lotsCountByProduct };

@Resolver(() => Product)
export class ProductLots {
  @FieldResolver(() => LotConnection, {
    description: 'Lots of the product by when they first came in.',
  })
  @Follows(toPage(LOTS, 'id', () => ({})))
  lots(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
  ): Promise<Connection<Lot>> {
    return pageOfKey(context, LOTS, product.id, {}, page);
  }
}

@Resolver(() => LotTrace)
export class LotTraceRelations {
  @FieldResolver(() => Lot, { description: 'The traced lot.' })
  lot(@Root() { lotId }: LotTrace, @Ctx() context: RequestContext): Promise<Lot> {
    return byId.lot(context, lotId);
  }

  @FieldResolver(() => [Receipt], {
    description: 'The receipts that brought it in, with their suppliers; voided ones too.',
  })
  async receipts(@Root() { lotId }: LotTrace, @Ctx() context: RequestContext): Promise<Receipt[]> {
    const batches = await context.loaders.many(batchesByLot, lotId);
    const ids = [...new Set(batches.map(({ receiptId }) => receiptId))].sort();
    return Promise.all(ids.map((id) => byId.receipt(context, id)));
  }

  @FieldResolver(() => SafeInt, {
    description: 'Dispatched but not yet received or returned. Base units.',
  })
  async inTransit(@Root() { lotId }: LotTrace, @Ctx() context: RequestContext): Promise<number> {
    const batches = await context.loaders.many(batchesByLot, lotId);
    return batches.reduce(
      (sum, batch) => sum + batch.transferredOutQuantity - batch.transferredInQuantity,
      0,
    );
  }

  @FieldResolver(() => [BatchPlace], {
    description: 'Every location where the lot has ever been in stock, and what is there now.',
  })
  locations(@Root() { lotId }: LotTrace, @Ctx() context: RequestContext): Promise<BatchPlace[]> {
    return context.snapshot.query(lotPlaces, { lotId });
  }

  @FieldResolver(() => [Transfer], {
    description: 'Transfers that moved it, in the order in which they were requested.',
  })
  transfers(@Root() { lotId }: LotTrace, @Ctx() context: RequestContext): Promise<Transfer[]> {
    return context.snapshot.query(lotTransfers, { lotId });
  }

  @FieldResolver(() => BatchSaleConnection, {
    description: 'Sales that took from it. `sale` has the receipt number and the refunds.',
  })
  sales(
    @Root() { lotId }: LotTrace,
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
  ): Promise<Connection<BatchSale>> {
    const read = ({ descending, ...bounds }: Scan) =>
      context.snapshot.query(inOrder(lotSalesPage, descending), { lotId, ...bounds });
    const count = () => context.snapshot.query(lotSalesCount, { lotId });
    return readPage('lot-sales', page, read, count, ({ saleId }) => saleId);
  }
}
