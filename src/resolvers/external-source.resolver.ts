import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import { productMappingsCount, productMappingsPage } from '../database/queries/sync';
import type { Connection } from '../schema/connections';
import { pageRequest, toConnection } from '../schema/page';
import {
  ExternalProduct,
  ExternalProductConnection,
  ProductMapping,
  ProductMappingConnection,
} from '../schema/external-product';
import { checkId, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { After, First, forwardPageOf } from './pages';
import { withSyncErrors } from './sync-errors';
import { storedSource } from './sync-source';

/** The rows of an external source, and the batches that they were imported as. */
@Resolver()
export class ExternalSourceResolver {
  @Authorized('admin')
  @Query(() => ExternalProductConnection, {
    description:
      'Rows that are in stock in the external source and were not sold here, in the order of the file. Errors: SYNC_SOURCE_UNKNOWN, and the SYNC_* errors of reading the file.',
  })
  async externalProducts(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('search', () => String, {
      nullable: true,
      description: 'A part of the value of any column; case is ignored for ASCII letters.',
    })
    search?: string,
    @Arg('newOnly', () => Boolean, {
      nullable: true,
      description:
        'True: only rows that are available for import: those whose key has not come in, or whose receipt was voided.',
    })
    newOnly?: boolean,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<ExternalProduct>> {
    checkText(search, 'search');
    const request = pageRequest('external-products', { first, after });
    const source = await storedSource(context, checkId(sourceId, 'sourceId'));
    const { after: key, limit } = request.scan;
    const page = {
      ...{ search: search ?? null, newOnly: newOnly ?? false },
      ...{ after: key, limit },
    };
    const found = await withSyncErrors(
      context.sync((service) => service.externalProducts(context.snapshot, source, page)),
    );
    return toConnection(
      request,
      found.rows as ExternalProduct[],
      ({ position }) => position,
      async () => ({ count: await withSyncErrors(found.count()), isEstimate: false }),
    );
  }

  @Authorized('admin')
  @Query(() => ProductMappingConnection, {
    description: 'The imported keys of a source with their batches, ordered by key.',
  })
  async productMappings(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('conflictsOnly', () => Boolean, {
      nullable: true,
      description: 'True: only the keys with a conflict.',
    })
    conflictsOnly?: boolean,
    @First() first?: number,
    @After() after?: string,
  ): Promise<Connection<ProductMapping>> {
    const where = { sourceId: checkId(sourceId, 'sourceId'), conflictsOnly };
    const list = {
      kind: 'product-mappings',
      page: productMappingsPage,
      count: productMappingsCount,
    };
    return forwardPageOf(context, list, where, first, after);
  }
}
