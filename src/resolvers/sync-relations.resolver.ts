import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { syncRowsByRun, syncSourcesById } from '../database/queries/sync';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { SyncSource } from '../schema/sync-source';
import { ExternalProduct, ProductMapping } from '../schema/external-product';
import { SyncRun, SyncRunRow } from '../schema/sync-run';
import type { RequestContext } from './context';
import { byId } from './by-id';
import { asSyncSource } from './sync-source';

@Resolver(() => SyncSource)
export class SyncSourceRelations {
  @FieldResolver(() => Location, { description: 'The location that receives imported stock.' })
  location(@Root() source: SyncSource, @Ctx() context: RequestContext): Promise<Location> {
    return byId.location(context, source.locationId);
  }
}

@Resolver(() => SyncRun)
export class SyncRunRelations {
  @FieldResolver(() => SyncSource, { description: 'The external source of the run.' })
  async source(@Root() run: SyncRun, @Ctx() context: RequestContext): Promise<SyncSource> {
    return asSyncSource(await context.loaders.existing(syncSourcesById, run.sourceId));
  }

  @FieldResolver(() => [SyncRunRow], {
    description: 'Conflicts and errors by row, at most the first 1,000.',
  })
  rows(@Root() run: SyncRun, @Ctx() context: RequestContext): Promise<SyncRunRow[]> {
    return context.loaders.many(syncRowsByRun, run.id);
  }
}

@Resolver(() => ProductMapping)
export class ProductMappingRelations {
  @FieldResolver(() => Product, { description: 'The product that the key was imported as.' })
  product(@Root() mapping: ProductMapping, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, mapping.productId);
  }

  @FieldResolver(() => Batch, { description: 'The batch that the key was imported as.' })
  batch(@Root() mapping: ProductMapping, @Ctx() context: RequestContext): Promise<Batch> {
    return byId.batch(context, mapping.batchId);
  }
}

@Resolver(() => ExternalProduct)
export class ExternalProductRelations {
  @FieldResolver(() => Batch, {
    nullable: true,
    description: 'The batch that its key was imported as; null when it was not imported yet.',
  })
  batch(@Root() row: ExternalProduct, @Ctx() context: RequestContext): Promise<Batch | null> {
    return row.batchId ? byId.batch(context, row.batchId) : Promise.resolve(null);
  }
}
