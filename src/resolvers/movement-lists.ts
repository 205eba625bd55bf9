import {
  movementsByBatch,
  movementsByProduct,
  movementsCount,
  movementsCountByBatch,
  movementsCountByProduct,
  movementsPage,
} from '../database/queries/movements';
import type { Movement } from '../entities/movement.entity';
import { checkInput } from '../input/validate';
import type { Connection } from '../schema/connections';
import type { MovementFilter } from '../schema/inputs/filter.input';
import { inOrder } from '../database/statement';
import type { PageArguments, Scan } from '../schema/page';
import type { RequestContext } from './context';
import { idOf, isOfAnother, pageOf, readPage, type Filter } from './pages';

function movementWhere(filter: Filter<MovementFilter>) {
  checkInput(filter ?? {}, 'filter');
  return {
    batchId: filter?.batchId,
    locationId: filter?.locationId,
    kinds: filter?.kinds,
    from: filter?.businessDateFrom,
    to: filter?.businessDateTo,
    documentId: filter?.documentId,
    actor: filter?.actor,
  };
}

/** A page of the movements that match a filter. */
export async function movements(
  context: RequestContext,
  filter: Filter<MovementFilter>,
  asked: PageArguments,
): Promise<Connection<Movement>> {
  const where = { ...movementWhere(filter), productId: filter?.productId };
  const list = { kind: 'movement', page: movementsPage, count: movementsCount };
  return pageOf(context, list, where, asked);
}

/** A page of one product's movements. The pages of many products are read in one statement. */
export async function movementsOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<MovementFilter>,
  asked: PageArguments,
): Promise<Connection<Movement>> {
  const where = movementWhere(filter);
  const read = async ({ descending, ...bounds }: Scan) =>
    isOfAnother(filter, productId)
      ? []
      : context.loaders.many(inOrder(movementsByProduct, descending), productId, {
          ...bounds,
          ...where,
        });
  const totalCount = async () =>
    (await context.loaders.one(movementsCountByProduct, productId, where))?.count ?? 0;
  return readPage('movement', asked, read, totalCount, idOf);
}

/** A page of one batch's movements. The pages of many batches are read in one statement. */
export async function movementsOfBatch(
  context: RequestContext,
  batchId: string,
  asked: PageArguments,
): Promise<Connection<Movement>> {
  const read = ({ descending, ...bounds }: Scan) =>
    context.loaders.many(inOrder(movementsByBatch, descending), batchId, bounds);
  const totalCount = async () =>
    (await context.loaders.one(movementsCountByBatch, batchId))?.count ?? 0;
  return readPage('movement', asked, read, totalCount, idOf);
}
