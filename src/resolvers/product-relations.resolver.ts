import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { stockByProduct, stockTotals } from '../database/queries/stock';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { Product, ProductCode, ProductUnit } from '../entities/product.entity';
import { StockLevel } from '../entities/stock-level.entity';
import { checkId } from '../input/validate';
import type { Connection } from '../schema/connections';
import { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { TimedListArgs } from '../schema/list-args';
import { BatchConnection, MovementConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { UnitQuantity } from '../schema/unit-quantity';
import { byId } from './by-id';
import type { RequestContext } from './context';
import { batchesOfProduct } from './batch-lists';
import { movementsOfProduct } from './movement-lists';
import { codesByProduct, unitsByProduct } from './reads';

@Resolver(() => Product)
export class ProductRelations {
  @FieldResolver(() => [ProductUnit], {
    description: 'The units of the product, the largest first.',
  })
  units(@Root() product: Product, @Ctx() context: RequestContext): Promise<ProductUnit[]> {
    return context.loaders.many(unitsByProduct, product.id);
  }

  @FieldResolver(() => [ProductCode], {
    description: 'Everything that finds the product, in the order in which it was added.',
  })
  codes(@Root() product: Product, @Ctx() context: RequestContext): Promise<ProductCode[]> {
    return context.loaders.many(codesByProduct, product.id);
  }

  @FieldResolver(() => [StockLevel], {
    description: 'Stock of the product: at the given location, or one entry per location.',
  })
  stock(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<StockLevel[]> {
    return stockOf(context, product.id, checkId(locationId, 'locationId') ?? null);
  }

  @FieldResolver(() => SafeInt, { description: 'On hand at all locations together. Base units.' })
  async onHand(@Root() product: Product, @Ctx() context: RequestContext): Promise<number> {
    return (await context.loaders.one(stockTotals, product.id))?.onHand ?? 0;
  }

  @FieldResolver(() => SafeInt, { description: 'Available at all locations together. Base units.' })
  async available(@Root() product: Product, @Ctx() context: RequestContext): Promise<number> {
    return (await context.loaders.one(stockTotals, product.id))?.available ?? 0;
  }

  @FieldResolver(() => BatchConnection, {
    description: 'Batches of the product by when they were received.',
  })
  batches(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('filter', () => BatchFilter, { nullable: true }) filter?: BatchFilter,
  ): Promise<Connection<Batch>> {
    return batchesOfProduct(context, product.id, filter, page);
  }

  @FieldResolver(() => MovementConnection, {
    description: 'Movements of the product.',
  })
  movements(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('filter', () => MovementFilter, { nullable: true }) filter?: MovementFilter,
  ): Promise<Connection<Movement>> {
    return movementsOfProduct(context, product.id, filter, page);
  }
}

function stockOf(
  context: RequestContext,
  productId: string,
  locationId: string | null,
): Promise<StockLevel[]> {
  return context.loaders.many(stockByProduct, productId, { locationId });
}

@Resolver(() => StockLevel)
export class StockLevelRelations {
  @FieldResolver(() => Product, { description: 'The product in stock.' })
  product(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, stock.productId);
  }

  @FieldResolver(() => Location, { description: 'The location of the stock.' })
  location(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, stock.locationId);
  }

  @FieldResolver(() => [UnitQuantity], {
    description: "The quantity on hand, split into the product's units, the largest first.",
  })
  async byUnit(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<UnitQuantity[]> {
    const units = await context.loaders.many(unitsByProduct, stock.productId);
    let rest = stock.onHand;
    return units.map(({ code, factor }) => {
      // No division of what does not divide: the quotient of a large quantity would be rounded.
      const quantity = (rest - (rest % factor)) / factor;
      rest %= factor;
      return { unit: code, quantity };
    });
  }
}
