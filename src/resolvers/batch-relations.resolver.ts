import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Batch, Receipt } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { Product } from '../entities/product.entity';
import type { Connection } from '../schema/connections';
import { MovementConnection } from '../schema/pages';
import { byId } from './by-id';
import type { RequestContext } from './context';
import { movementsOfBatch } from './lists';
import { batchesByReceipt, movementsById } from './reads';

@Resolver(() => Batch)
export class BatchRelations {
  @FieldResolver(() => Product, { description: 'What it is of.' })
  product(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, batch.productId);
  }

  @FieldResolver(() => Location, { description: 'Where it was received.' })
  location(@Root() batch: Batch, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, batch.locationId);
  }

  @FieldResolver(() => MovementConnection, { description: 'Its movements in the order of time.' })
  movements(
    @Root() batch: Batch,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Movement>> {
    return movementsOfBatch(context, batch.id, first, after);
  }
}

@Resolver(() => Receipt)
export class ReceiptRelations {
  @FieldResolver(() => Location, { description: 'Where it came in.' })
  location(@Root() receipt: Receipt, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, receipt.locationId);
  }

  @FieldResolver(() => [Batch], { description: 'What came in, line by line.' })
  batches(@Root() receipt: Receipt, @Ctx() context: RequestContext): Promise<Batch[]> {
    return context.loaders.many(batchesByReceipt, receipt.id);
  }
}

@Resolver(() => Movement)
export class MovementRelations {
  @FieldResolver(() => Product, { description: 'What moved.' })
  product(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, movement.productId);
  }

  @FieldResolver(() => Batch, { description: 'The batch that moved.' })
  batch(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, movement.batchId);
  }

  @FieldResolver(() => Location, { description: 'Where it moved.' })
  location(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, movement.locationId);
  }

  @FieldResolver(() => Movement, { nullable: true, description: 'The movement that it reverses.' })
  reverses(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Movement | null> {
    return movement.reversesId
      ? context.loaders.one(movementsById, movement.reversesId)
      : Promise.resolve(null);
  }
}
