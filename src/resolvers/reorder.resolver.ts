import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { reorderSuggestions, stockLevelAt } from '../database/queries/reorder';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { StockLevel } from '../entities/stock-level.entity';
import { StockPolicy } from '../entities/stock-policy.entity';
import { Supplier } from '../entities/supplier.entity';
import { checkId, checkInput } from '../input/validate';
import { StockPolicyInput } from '../schema/inputs/stock-policy.input';
import { ReorderSuggestion } from '../schema/reorder';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { stockPoliciesByProduct, suppliersById } from './reads';
import { Follows, toMany, toOne } from './relation';

@Resolver(() => ReorderSuggestion)
export class ReorderResolver {
  @Authorized()
  @Query(() => [ReorderSuggestion], {
    description:
      'What to buy: products of which less than the minimum is available, on order and in transit to there together, by SKU and location. Nothing is ordered by itself. At most 10,000.',
  })
  reorderSuggestions(
    @Ctx() { snapshot }: RequestContext,
    @Arg('locationId', () => ID, { nullable: true, description: 'Only for this location.' })
    locationId?: string,
    @Arg('supplierId', () => ID, { nullable: true, description: 'Only what it would deliver.' })
    supplierId?: string,
  ): Promise<ReorderSuggestion[]> {
    return snapshot.query(reorderSuggestions, {
      locationId: checkId(locationId, 'locationId') ?? null,
      supplierId: checkId(supplierId, 'supplierId') ?? null,
    });
  }

  @Authorized('manager')
  @Mutation(() => StockLevel, {
    description:
      'Sets how little and how much of a product a location is to have, or takes it back. Errors: PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, KIT_NOT_STOCKED, LOCATION_UNKNOWN, MAXIMUM_BELOW_MINIMUM, QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE.',
  })
  async setStockPolicy(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockPolicyInput) input: StockPolicyInput,
  ): Promise<StockLevel> {
    checkInput(input);
    const place = await context.write<{ productId: string; locationId: string }>(
      'set_stock_policy',
      input,
    );
    return context.snapshot.query(stockLevelAt, place);
  }

  @FieldResolver(() => Product, { description: 'What to buy.' })
  @Follows(toId.product('productId'))
  product(@Root() row: ReorderSuggestion, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, row.productId);
  }

  @FieldResolver(() => Location, { description: 'Where it is to go.' })
  @Follows(toId.location('locationId'))
  location(@Root() row: ReorderSuggestion, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, row.locationId);
  }

  @FieldResolver(() => Supplier, {
    nullable: true,
    description:
      'Who is suggested: of the active suppliers that sell it the cheapest for a base unit, then the quickest; null without one.',
  })
  @Follows(toOne(suppliersById, 'supplierId'))
  supplier(
    @Root() { supplierId }: ReorderSuggestion,
    @Ctx() context: RequestContext,
  ): Promise<Supplier | null> {
    return supplierId ? byId.supplier(context, supplierId) : Promise.resolve(null);
  }
}

@Resolver(() => StockPolicy)
export class StockPolicyRelations {
  @FieldResolver(() => Location, { description: 'The location.' })
  @Follows(toId.location('locationId'))
  location(@Root() policy: StockPolicy, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, policy.locationId);
  }
}

@Resolver(() => Product)
export class ProductPolicyRelations {
  @FieldResolver(() => [StockPolicy], {
    description: 'How little and how much of the product locations are to have.',
  })
  @Follows(toMany(stockPoliciesByProduct, 'id'))
  stockPolicies(@Root() product: Product, @Ctx() context: RequestContext): Promise<StockPolicy[]> {
    return context.loaders.many(stockPoliciesByProduct, product.id);
  }
}
