import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { ExpiryWriteOffDocument } from '../entities/expiry-write-off.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { Product } from '../entities/product.entity';
import { ExpiryWriteOffLine } from '../schema/expiry-write-off';
import { StockFlow } from '../schema/stock-flow';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { movementsByDocument } from './reads';
import { Follows, toMany } from './relation';

@Resolver(() => ExpiryWriteOffLine)
export class ExpiryWriteOffLineRelations {
  @FieldResolver(() => Batch, { description: 'The expired batch.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() line: ExpiryWriteOffLine, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, line.batchId);
  }

  @FieldResolver(() => Location, { description: 'The location of the expired stock.' })
  @Follows(toId.location('locationId'))
  location(@Root() line: ExpiryWriteOffLine, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, line.locationId);
  }

  @FieldResolver(() => Movement, {
    nullable: true,
    description: 'The movement that wrote it off; null in a dry run.',
  })
  @Follows(toId.movement('movementId'))
  movement(
    @Root() line: ExpiryWriteOffLine,
    @Ctx() context: RequestContext,
  ): Promise<Movement | null> {
    return line.movementId ? byId.movement(context, line.movementId) : Promise.resolve(null);
  }
}

@Resolver(() => StockFlow)
export class StockFlowRelations {
  @FieldResolver(() => Product, { description: 'The product of the report.' })
  @Follows(toId.product('productId'))
  product(@Root() flow: StockFlow, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, flow.productId);
  }
}

@Resolver(() => ExpiryWriteOffDocument)
export class ExpiryWriteOffDocumentRelations {
  @FieldResolver(() => Location, {
    nullable: true,
    description: 'The location that was written off; null: all locations.',
  })
  @Follows(toId.location('locationId'))
  location(
    @Root() { locationId }: ExpiryWriteOffDocument,
    @Ctx() context: RequestContext,
  ): Promise<Location> | null {
    return locationId ? byId.location(context, locationId) : null;
  }

  @FieldResolver(() => [Movement], {
    description: 'What was written off: one movement per batch and location.',
  })
  @Follows(toMany(movementsByDocument, 'id'))
  movements(
    @Root() document: ExpiryWriteOffDocument,
    @Ctx() context: RequestContext,
  ): Promise<Movement[]> {
    return context.loaders.many(movementsByDocument, document.id);
  }
}
