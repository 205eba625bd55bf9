import {
  batchesByProduct,
  batchesCount,
  batchesCountByProduct,
  batchesPage,
} from '../database/queries/batches';
import type { Batch } from '../entities/batch.entity';
import { checkInput } from '../input/validate';
import type { Connection } from '../schema/connections';
import type { BatchFilter } from '../schema/inputs/filter.input';
import { inOrder } from '../database/statement';
import type { PageArguments, Scan } from '../schema/page';
import type { RequestContext } from './context';
import { pageOfKey, toPage, withoutRows } from './keyed-pages';
import { idOf, isOfAnother, readPage } from './pages';
import { rowsOf } from './selected-rows';
import type { Filter } from './pages';

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
    rowsOf(context, inOrder(batchesPage, descending), { productId, ...bounds, ...where }, ['id']);
  const count = () => context.snapshot.query(batchesCount, { productId, ...where });
  return readPage('batch', asked, read, count, idOf);
}

const OF_PRODUCT = { kind: 'batch', page: batchesByProduct, count: batchesCountByProduct };

/** A page of one product's batches. The pages of many products are read in one statement. */
export async function batchesOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<BatchFilter>,
  asked: PageArguments,
): Promise<Connection<Batch>> {
  const where = batchWhere(filter);
  const list = isOfAnother(filter, productId) ? withoutRows(OF_PRODUCT) : OF_PRODUCT;
  return pageOfKey(context, list, productId, where, asked);
}

/** The relation of a product to its batches. */
export const toBatches = toPage(OF_PRODUCT, 'id', ({ filter }) => {
  const found = filter as Filter<BatchFilter>;
  const where = batchWhere(found);
  return found?.productId ? undefined : where;
});
