import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import {
  syncChangesByRun,
  syncChangesCountByRun,
  syncRowsByRun,
  syncSourcesById,
} from '../database/queries/sync';
import { Batch } from '../entities/batch.entity';
import { Location } from '../entities/location.entity';
import { Product } from '../entities/product.entity';
import { SyncSource } from '../schema/sync-source';
import { ExternalProduct, ProductMapping } from '../schema/external-product';
import type { Connection } from '../schema/connections';
import { PageArgs } from '../schema/list-args';
import { SyncChangeConnection, SyncRunRow, type SyncChange } from '../schema/sync-row';
import { SyncRun } from '../schema/sync-run';
import type { RequestContext } from './context';
import { byId, toId } from './by-id';
import { pageOfKey, toPage } from './keyed-pages';
import { asSyncSource } from './sync-source';
import { Follows, toMany } from './relation';

const CHANGES = { kind: 'sync-change', page: syncChangesByRun, count: syncChangesCountByRun };

@Resolver(() => SyncSource)
export class SyncSourceRelations {
  @FieldResolver(() => Location, { description: 'The location that receives imported stock.' })
  @Follows(toId.location('locationId'))
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
  @Follows(toMany(syncRowsByRun, 'id'))
  rows(@Root() run: SyncRun, @Ctx() context: RequestContext): Promise<SyncRunRow[]> {
    return context.loaders.many(syncRowsByRun, run.id);
  }

  @FieldResolver(() => SyncChangeConnection, {
    description:
      'Of a dry run: what each row would change, in the order in which they were read; empty of a live run.',
  })
  @Follows(toPage(CHANGES, 'id', () => ({})))
  changes(
    @Root() run: SyncRun,
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SyncChange>> {
    return pageOfKey(context, CHANGES, run.id, {}, page);
  }
}

@Resolver(() => ProductMapping)
export class ProductMappingRelations {
  @FieldResolver(() => Product, { description: 'The product that the key was imported as.' })
  @Follows(toId.product('productId'))
  product(@Root() mapping: ProductMapping, @Ctx() context: RequestContext): Promise<Product> {
    return byId.product(context, mapping.productId);
  }

  @FieldResolver(() => Batch, { description: 'The batch that the key was imported as.' })
  @Follows(toId.batch('batchId'))
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
  @Follows(toId.batch('batchId'))
  batch(@Root() row: ExternalProduct, @Ctx() context: RequestContext): Promise<Batch | null> {
    return row.batchId ? byId.batch(context, row.batchId) : Promise.resolve(null);
  }
}
