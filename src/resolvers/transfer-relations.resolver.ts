import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { allocationsByTransferLine } from '../database/queries/transfers';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { SaleAllocation } from '../entities/sale.entity';
import { Transfer, TransferLine } from '../entities/transfer.entity';
import { byId } from './by-id';
import type { RequestContext } from './context';
import { transferLinesByTransfer } from './reads';

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
