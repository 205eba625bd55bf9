import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { countClassesOfProducts } from '../database/queries/count-plans';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { StockCount } from '../entities/stock-count.entity';
import { CountDue } from '../schema/count-plan';
import { AbcClass } from '../schema/value-enums';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { stockCountsById } from './reads';
import { Follows, relation, toOne } from './relation';

@Resolver(() => CountDue)
export class CountDueRelations {
  @FieldResolver(() => Product, { description: 'What to count.' })
  @Follows(toId.product('productId'))
  product(@Root() row: CountDue, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, row.productId);
  }

  @FieldResolver(() => Location, { description: 'Where.' })
  @Follows(toId.location('locationId'))
  location(@Root() row: CountDue, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, row.locationId);
  }

  @FieldResolver(() => StockCount, {
    nullable: true,
    description: 'A count of it there that is OPEN; null without one.',
  })
  @Follows(toOne(stockCountsById, 'stockCountId'))
  stockCount(@Root() row: CountDue, @Ctx() context: RequestContext): Promise<StockCount | null> {
    const { stockCountId } = row;
    return stockCountId
      ? context.loaders.one(stockCountsById, stockCountId)
      : Promise.resolve(null);
  }
}

@Resolver(() => Product)
export class ProductCountClass {
  @FieldResolver(() => AbcClass, {
    nullable: true,
    description:
      'The class that a manager gave to it, by which it is counted; null: that of its sales.',
  })
  @Follows(
    relation(countClassesOfProducts, 'id', (found) => found[0]?.class ?? null, {
      needs: ['class'],
    }),
  )
  async countClass(
    @Root() product: Product,
    @Ctx() context: RequestContext,
  ): Promise<AbcClass | null> {
    return (await context.loaders.one(countClassesOfProducts, product.id))?.class ?? null;
  }
}
