import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { batchesInStock, batchesInStockCount } from '../database/queries/batches';
import { Batch } from '../entities/batch.entity';
import { Product } from '../entities/product.entity';
import { checkId } from '../input/validate';
import { BatchInStock } from '../schema/batch-in-stock';
import type { Connection } from '../schema/connections';
import { StockState } from '../schema/enums';
import { pageRequest, toConnection } from '../schema/page';
import { BatchInStockConnection } from '../schema/pages';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { After, First, idOf } from './pages';
import { Follows } from './relation';
import { atLeast } from './total';

@Resolver(() => Product)
export class ProductBatchesInStock {
  @FieldResolver(() => BatchInStockConnection, {
    description:
      'Batches of which something is in stock, in the order in which sales and transfers take them: by expiry date (none last), then by when they were received. What is expired or quarantined stands in the same order, and is not taken.',
  })
  async batchesInStock(
    @Root() product: Product,
    @Ctx() { loaders }: RequestContext,
    @Arg('locationId', () => ID, {
      nullable: true,
      description: 'Only what is there. Default: all locations together.',
    })
    locationId?: string,
    @Arg('state', () => StockState, {
      nullable: true,
      description: 'Only what is in this state. Default: everything.',
    })
    state?: StockState,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<BatchInStock>> {
    const page = pageRequest('batch-in-stock', { first, after });
    const where = { locationId: checkId(locationId, 'locationId') ?? null, state: state ?? null };
    const { after: follows, limit } = page.scan;
    const bounds = { ...where, after: follows, limit };
    const found = await loaders.many(batchesInStock, product.id, bounds);
    const total = async () =>
      atLeast((await loaders.one(batchesInStockCount, product.id, where)) ?? NONE);
    return toConnection(page, found, idOf, total);
  }
}

const NONE = { count: 0, more: false };

@Resolver(() => BatchInStock)
export class BatchInStockRelations {
  @FieldResolver(() => Batch, { description: 'The batch.' })
  @Follows(toId.batch('id'))
  batch(@Root() { id }: BatchInStock, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, id);
  }
}
