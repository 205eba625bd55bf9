import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { allocationsByTransferLine } from '../database/queries/transfers';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { SaleAllocation } from '../entities/sale.entity';
import { Transfer, TransferLine } from '../entities/transfer.entity';
import { TransferArrival } from '../entities/transfer-arrival.entity';
import { TransferClosing } from '../entities/transfer-closing.entity';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import {
  transferArrivalsByTransfer,
  transferClosingsByTransfer,
  transferLinesByTransfer,
} from './reads';
import { Follows, toMany } from './relation';

@Resolver(() => Transfer)
export class TransferRelations {
  @FieldResolver(() => Location, { description: 'The location that sends the goods.' })
  @Follows(toId.location('fromLocationId'))
  from(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, transfer.fromLocationId);
  }

  @FieldResolver(() => Location, { description: 'The location that receives the goods.' })
  @Follows(toId.location('toLocationId'))
  to(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, transfer.toLocationId);
  }

  @FieldResolver(() => [TransferLine], {
    description: 'The lines of the transfer, in the order of the input.',
  })
  @Follows(toMany(transferLinesByTransfer, 'id'))
  lines(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<TransferLine[]> {
    return context.loaders.many(transferLinesByTransfer, transfer.id);
  }

  @FieldResolver(() => [TransferArrival], {
    description: 'What has arrived, in the order in which it was received.',
  })
  @Follows(toMany(transferArrivalsByTransfer, 'id'))
  arrivals(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<TransferArrival[]> {
    return context.loaders.many(transferArrivalsByTransfer, transfer.id);
  }

  @FieldResolver(() => [TransferClosing], {
    description: 'The requests to close it short, the oldest first.',
  })
  @Follows(toMany(transferClosingsByTransfer, 'id'))
  closings(@Root() transfer: Transfer, @Ctx() context: RequestContext): Promise<TransferClosing[]> {
    return context.loaders.many(transferClosingsByTransfer, transfer.id);
  }
}

@Resolver(() => TransferLine)
export class TransferLineRelations {
  @FieldResolver(() => Product, { description: 'The product to transfer.' })
  @Follows(toId.product('productId'))
  product(@Root() line: TransferLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }

  @FieldResolver(() => Batch, {
    nullable: true,
    description: 'The batch requested; null: batches are taken first expired, first out.',
  })
  @Follows(toId.batch('batchId'))
  batch(@Root() line: TransferLine, @Ctx() context: RequestContext): Promise<Batch | null> {
    return line.batchId ? byId.batch(context, line.batchId) : Promise.resolve(null);
  }

  @FieldResolver(() => [SaleAllocation], {
    description:
      'The quantity dispatched from each batch; empty before the dispatch, and where its movements are in an archive (`archivedUntil` of the transfer).',
  })
  @Follows(toMany(allocationsByTransferLine, 'id'))
  allocations(
    @Root() line: TransferLine,
    @Ctx() context: RequestContext,
  ): Promise<SaleAllocation[]> {
    return context.loaders.many(allocationsByTransferLine, line.id);
  }
}

@Resolver(() => TransferArrival)
export class TransferArrivalRelations {
  @FieldResolver(() => Batch, {
    nullable: true,
    description: 'The batch that was named; null: the batches of the line in the order they left.',
  })
  @Follows(toId.batch('batchId'))
  batch(@Root() arrival: TransferArrival, @Ctx() context: RequestContext): Promise<Batch | null> {
    return arrival.batchId ? byId.batch(context, arrival.batchId) : Promise.resolve(null);
  }
}
