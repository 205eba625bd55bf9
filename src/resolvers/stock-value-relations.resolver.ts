import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { AbcLine, AverageCostLine } from '../schema/sales-value';
import { MarginLine, StockAgeLine, StockValueLine } from '../schema/stock-value';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { Follows } from './relation';

@Resolver(() => StockValueLine)
export class StockValueLineRelations {
  @FieldResolver(() => Product, { nullable: true, description: 'Null by LOCATION.' })
  @Follows(toId.product('productId'))
  product(@Root() { productId }: StockValueLine, @Ctx() context: RequestContext) {
    return productId ? byId.product(context, productId) : null;
  }

  @FieldResolver(() => Location, {
    nullable: true,
    description: 'The location of the line, or the one that was asked for.',
  })
  @Follows(toId.location('locationId'))
  location(@Root() { locationId }: StockValueLine, @Ctx() context: RequestContext) {
    return locationId ? byId.location(context, locationId) : null;
  }

  @FieldResolver(() => Batch, { nullable: true, description: 'Only by BATCH.' })
  @Follows(toId.batch('batchId'))
  batch(@Root() { batchId }: StockValueLine, @Ctx() context: RequestContext) {
    return batchId ? byId.batch(context, batchId) : null;
  }
}

@Resolver(() => MarginLine)
export class MarginLineRelations {
  @FieldResolver(() => Product, { description: 'The product that was sold.' })
  @Follows(toId.product('productId'))
  product(@Root() line: MarginLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }
}

@Resolver(() => StockAgeLine)
export class StockAgeLineRelations {
  @FieldResolver(() => Product, { description: 'The product.' })
  @Follows(toId.product('productId'))
  product(@Root() line: StockAgeLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }

  @FieldResolver(() => Location, { description: 'The location.' })
  @Follows(toId.location('locationId'))
  location(@Root() line: StockAgeLine, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, line.locationId);
  }
}

@Resolver(() => AbcLine)
export class AbcLineRelations {
  @FieldResolver(() => Product, { description: 'The product that was sold.' })
  @Follows(toId.product('productId'))
  product(@Root() line: AbcLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }
}

@Resolver(() => AverageCostLine)
export class AverageCostLineRelations {
  @FieldResolver(() => Product, { description: 'The product.' })
  @Follows(toId.product('productId'))
  product(@Root() line: AverageCostLine, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, line.productId);
  }
}
