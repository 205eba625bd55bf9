import { Arg, Authorized, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { productMappingsCount, productMappingsPage } from '../database/queries/sync';
import type { Connection } from '../schema/connections';
import { pageRequest, toConnection } from '../schema/page';
import {
  ExternalProduct,
  ExternalProductConnection,
  ProductMapping,
  ProductMappingConnection,
} from '../schema/sync-probe';
import { checkId, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { pageOf } from './lists';
import { withSyncErrors } from './sync-errors';
import { storedSource } from './sync-source';

/** The rows of an external source, and the batches that they were imported as. */
@Resolver()
export class ExternalSourceResolver {
  @Authorized('admin')
  @Query(() => ExternalProductConnection, {
    description:
      "Rows that could be imported: in stock in the external source and not sold here, in the file's order. Errors: SYNC_SOURCE_UNKNOWN and those of the file.",
  })
  async externalProducts(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('search', () => String, {
      nullable: true,
      description: 'A part of any column; case is ignored for ASCII letters.',
    })
    search?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<ExternalProduct>> {
    checkText(search, 'search');
    const request = pageRequest('external-products', first, after);
    const source = await storedSource(context, checkId(sourceId, 'sourceId'));
    const { limit } = request;
    const page = { search: search ?? null, after: request.after, limit };
    const found = await withSyncErrors(
      context.sync((service) => service.externalProducts(context.snapshot, source, page)),
    );
    return toConnection(
      request,
      found.rows as ExternalProduct[],
      ({ position }) => position,
      () => withSyncErrors(found.count()),
    );
  }

  @Authorized('admin')
  @Query(() => ProductMappingConnection, {
    description:
      'The imported keys of a source and their batches, by key; all, or those in conflict.',
  })
  async productMappings(
    @Ctx() context: RequestContext,
    @Arg('sourceId', () => ID) sourceId: string,
    @Arg('conflictsOnly', () => Boolean, { nullable: true }) conflictsOnly?: boolean,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<ProductMapping>> {
    const where = { sourceId: checkId(sourceId, 'sourceId'), conflictsOnly };
    const list = {
      kind: 'product-mappings',
      page: productMappingsPage,
      count: productMappingsCount,
    };
    return pageOf(context, list, where, first, after);
  }
}
