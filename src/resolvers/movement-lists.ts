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
import { pageRequest, toConnection } from '../schema/page';
import type { RequestContext } from './context';
import { idOf, isOfAnother, pageOf, type Filter, type PageAfter, type PageFirst } from './pages';

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
  first: PageFirst,
  after: PageAfter,
): Promise<Connection<Movement>> {
  const where = { ...movementWhere(filter), productId: filter?.productId };
  const list = { kind: 'movement', page: movementsPage, count: movementsCount };
  return pageOf(context, list, where, first, after);
}

/** A page of one product's movements. The pages of many products are read in one statement. */
export async function movementsOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<MovementFilter>,
  first: PageFirst,
  after: PageAfter,
): Promise<Connection<Movement>> {
  const page = pageRequest('movement', first, after);
  const where = movementWhere(filter);
  const { limit } = page;
  const rows = isOfAnother(filter, productId)
    ? []
    : await context.loaders.many(movementsByProduct, productId, {
        ...{ after: page.after, limit },
        ...where,
      });
  return toConnection(page, rows, idOf, async () => {
    const counted = await context.loaders.one(movementsCountByProduct, productId, where);
    return counted?.count ?? 0;
  });
}

/** A page of one batch's movements. The pages of many batches are read in one statement. */
export async function movementsOfBatch(
  context: RequestContext,
  batchId: string,
  first: PageFirst,
  after: PageAfter,
): Promise<Connection<Movement>> {
  const page = pageRequest('movement', first, after);
  const { limit } = page;
  const rows = await context.loaders.many(movementsByBatch, batchId, { after: page.after, limit });
  return toConnection(page, rows, idOf, async () => {
    const counted = await context.loaders.one(movementsCountByBatch, batchId);
    return counted?.count ?? 0;
  });
}
