import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { componentsByKit } from '../database/queries/products';
import { stockByProduct, stockTotals } from '../database/queries/stock';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Movement } from '../entities/movement.entity';
import { KitComponent, Product, ProductCode, ProductUnit } from '../entities/product.entity';
import { StockLevel } from '../entities/stock-level.entity';
import { checkId } from '../input/validate';
import type { Connection } from '../schema/connections';
import { BatchFilter, MovementFilter } from '../schema/inputs/filter.input';
import { TimedListArgs } from '../schema/list-args';
import { BatchConnection, MovementConnection } from '../schema/pages';
import { SafeInt } from '../schema/scalars';
import { UnitQuantity } from '../schema/unit-quantity';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { batchesOfProduct, toBatches } from './batch-lists';
import { movementsOfProduct, toMovements } from './movement-lists';
import { codesByProduct, unitsByProduct } from './reads';
import { Follows, Needs, relation, toMany } from './relation';

const placeOf = ({ locationId }: { readonly locationId?: string | undefined }) => ({
  locationId: checkId(locationId, 'locationId') ?? null,
});

/** A product that was never in stock has no row. */
const toTotal = (figure: 'onHand' | 'available') =>
  relation(stockTotals, 'id', (found) => found[0]?.[figure] ?? 0, {
    needs: [figure],
  });

@Resolver(() => Product)
export class ProductRelations {
  @FieldResolver(() => [ProductUnit], {
    description: 'The units of the product, the largest first.',
  })
  @Follows(toMany(unitsByProduct, 'id'))
  units(@Root() product: Product, @Ctx() context: RequestContext): Promise<ProductUnit[]> {
    return context.loaders.many(unitsByProduct, product.id);
  }

  @FieldResolver(() => [ProductCode], {
    description: 'Everything that finds the product, in the order in which it was added.',
  })
  @Follows(toMany(codesByProduct, 'id'))
  codes(@Root() product: Product, @Ctx() context: RequestContext): Promise<ProductCode[]> {
    return context.loaders.many(codesByProduct, product.id);
  }

  @FieldResolver(() => [KitComponent], {
    description:
      'What a kit, or goods that are assembled in advance, are put together from now, in the order in which it was added; empty for other goods. A sale keeps the components that its kits had (`components` of its lines), an assembly its `parts`.',
  })
  @Follows(toMany(componentsByKit, 'id'))
  components(@Root() product: Product, @Ctx() context: RequestContext): Promise<KitComponent[]> {
    return context.loaders.many(componentsByKit, product.id);
  }

  @FieldResolver(() => [StockLevel], {
    description: 'Stock of the product: at the given location, or one entry per location.',
  })
  @Follows(toMany(stockByProduct, 'id', placeOf))
  stock(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Arg('locationId', () => ID, { nullable: true }) locationId?: string,
  ): Promise<StockLevel[]> {
    return context.loaders.many(stockByProduct, product.id, placeOf({ locationId }));
  }

  @FieldResolver(() => SafeInt, { description: 'On hand at all locations together. Base units.' })
  @Follows(toTotal('onHand'))
  async onHand(@Root() product: Product, @Ctx() context: RequestContext): Promise<number> {
    return (await context.loaders.one(stockTotals, product.id))?.onHand ?? 0;
  }

  @FieldResolver(() => SafeInt, { description: 'Available at all locations together. Base units.' })
  @Follows(toTotal('available'))
  async available(@Root() product: Product, @Ctx() context: RequestContext): Promise<number> {
    return (await context.loaders.one(stockTotals, product.id))?.available ?? 0;
  }

  @FieldResolver(() => BatchConnection, {
    description: 'Batches of the product by when they were received.',
  })
  @Follows(toBatches)
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
  @Follows(toMovements)
  movements(
    @Root() product: Product,
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('filter', () => MovementFilter, { nullable: true }) filter?: MovementFilter,
  ): Promise<Connection<Movement>> {
    return movementsOfProduct(context, product.id, filter, page);
  }
}

@Resolver(() => KitComponent)
export class KitComponentRelations {
  @FieldResolver(() => Product, { description: 'The component.' })
  @Follows(toId.product('productId'))
  product(@Root() component: KitComponent, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, component.productId);
  }
}

@Resolver(() => StockLevel)
export class StockLevelRelations {
  @FieldResolver(() => Product, { description: 'The product in stock.' })
  @Follows(toId.product('productId'))
  product(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, stock.productId);
  }

  @FieldResolver(() => Location, { description: 'The location of the stock.' })
  @Follows(toId.location('locationId'))
  location(@Root() stock: StockLevel, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, stock.locationId);
  }

  @FieldResolver(() => [UnitQuantity], {
    description: "The quantity on hand, split into the product's units, the largest first.",
  })
  @Needs('productId', 'onHand')
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
