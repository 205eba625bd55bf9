import { batchesByProduct, batchesCount, batchesPage } from '../database/queries/batches';
import type { Batch } from '../entities/batch.entity';
import { checkInput } from '../input/validate';
import type { Connection } from '../schema/connections';
import type { BatchFilter } from '../schema/inputs/filter.input';
import { inOrder } from '../database/statement';
import type { PageArguments, Scan } from '../schema/page';
import type { RequestContext } from './context';
import { idOf, isOfAnother, readPage, type Filter } from './pages';

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
  asked: PageArguments,
): Promise<Connection<Batch>> {
  const where = batchWhere(filter);
  const productId = filter?.productId;
  const read = ({ descending, ...bounds }: Scan) =>
    context.snapshot.query(inOrder(batchesPage, descending), { productId, ...bounds, ...where });
  const totalCount = async () => {
    const productIds = productId ? [productId] : null;
    const counts = await context.snapshot.query(batchesCount, { productIds, ...where });
    return counts.reduce((sum, { count }) => sum + count, 0);
  };
  return readPage('batch', asked, read, totalCount, idOf);
}

/** A page of one product's batches. The pages of many products are read in one statement. */
export async function batchesOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<BatchFilter>,
  asked: PageArguments,
): Promise<Connection<Batch>> {
  const where = batchWhere(filter);
  const read = async ({ descending, ...bounds }: Scan) =>
    isOfAnother(filter, productId)
      ? []
      : context.loaders.many(inOrder(batchesByProduct, descending), productId, {
          ...bounds,
          ...where,
        });
  const totalCount = async () =>
    (await context.loaders.one(batchesCount, productId, where))?.count ?? 0;
  return readPage('batch', asked, read, totalCount, idOf);
}
