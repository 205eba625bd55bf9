import { batchesByProduct, batchesCount, batchesPage } from '../database/queries/batches';
import type { Batch } from '../entities/batch.entity';
import { checkInput } from '../input/validate';
import type { Connection } from '../schema/connections';
import type { BatchFilter } from '../schema/inputs/filter.input';
import { pageRequest, toConnection } from '../schema/page';
import type { RequestContext } from './context';
import { idOf, isOfAnother, type Filter, type PageAfter, type PageFirst } from './pages';

function batchWhere(filter: Filter<BatchFilter>) {
  checkInput(filter ?? {}, 'filter');
  return {
    locationId: filter?.locationId,
    status: filter?.status,
    expiringBefore: filter?.expiringBefore,
    batchNumber: filter?.batchNumber,
  };
}

/** A page of the batches that match a filter. */
export async function batches(
  context: RequestContext,
  filter: Filter<BatchFilter>,
  first: PageFirst,
  after: PageAfter,
): Promise<Connection<Batch>> {
  const page = pageRequest('batch', first, after);
  const where = batchWhere(filter);
  const productId = filter?.productId;
  const { limit } = page;
  const rows = await context.snapshot.query(batchesPage, {
    ...{ productId, after: page.after, limit },
    ...where,
  });
  return toConnection(page, rows, idOf, async () => {
    const productIds = productId ? [productId] : null;
    const counts = await context.snapshot.query(batchesCount, { productIds, ...where });
    return counts.reduce((sum, { count }) => sum + count, 0);
  });
}

/** A page of one product's batches. The pages of many products are read in one statement. */
export async function batchesOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<BatchFilter>,
  first: PageFirst,
  after: PageAfter,
): Promise<Connection<Batch>> {
  const page = pageRequest('batch', first, after);
  const where = batchWhere(filter);
  const { limit } = page;
  const rows = isOfAnother(filter, productId)
    ? []
    : await context.loaders.many(batchesByProduct, productId, {
        ...{ after: page.after, limit },
        ...where,
      });
  return toConnection(page, rows, idOf, async () => {
    const counted = await context.loaders.one(batchesCount, productId, where);
    return counted?.count ?? 0;
  });
}
