import {
  movementsByBatch,
  movementsByProduct,
  movementsCount,
  movementsCountByBatch,
  movementsCountByProduct,
  movementsOfChains,
  movementsPage,
  type MovementsCountParameters,
} from '../database/queries/movements';
import type { Movement } from '../entities/movement.entity';
import { checkInput } from '../input/validate';
import type { Connection } from '../schema/connections';
import type { MovementFilter } from '../schema/inputs/filter.input';
import type { PageArguments } from '../schema/page';
import type { RequestContext } from './context';
import { pageOfKey, toPage, withoutRows } from './keyed-pages';
import { isOfAnother, pageOf, type Filter } from './pages';

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

/** The movements of chains, where a filter is by product, batch and location alone. */
export async function ofChains(
  { snapshot }: RequestContext,
  where: MovementsCountParameters,
): Promise<number | null> {
  const { productId, batchId, locationId, ...others } = where;
  if (Object.values(others).some((value) => value !== null && value !== undefined)) return null;
  const found = await snapshot.query(movementsOfChains, { productId, batchId, locationId });
  return found?.count ?? null;
}

/** A page of the movements that match a filter. */
export async function movements(
  context: RequestContext,
  filter: Filter<MovementFilter>,
  asked: PageArguments,
): Promise<Connection<Movement>> {
  const where = { ...movementWhere(filter), productId: filter?.productId };
  const list = { kind: 'movement', page: movementsPage, count: movementsCount, exact: ofChains };
  return pageOf(context, list, where, asked);
}

const OF_PRODUCT = {
  ...{ kind: 'movement', page: movementsByProduct, count: movementsCountByProduct },
  exact: (context: RequestContext, productId: string, where: object) =>
    ofChains(context, { ...(where as MovementsCountParameters), productId }),
};
const OF_BATCH = {
  ...{ kind: 'movement', page: movementsByBatch, count: movementsCountByBatch },
  exact: (context: RequestContext, batchId: string) =>
    ofChains(context, { ...movementWhere(null), productId: null, batchId }),
};

/** A page of one product's movements. The pages of many products are read in one statement. */
export async function movementsOfProduct(
  context: RequestContext,
  productId: string,
  filter: Filter<MovementFilter>,
  asked: PageArguments,
): Promise<Connection<Movement>> {
  const where = movementWhere(filter);
  const list = isOfAnother(filter, productId) ? withoutRows(OF_PRODUCT) : OF_PRODUCT;
  return pageOfKey(context, list, productId, where, asked);
}

/** The relation of a product to its movements. */
export const toMovements = toPage(OF_PRODUCT, 'id', ({ filter }) => {
  const found = filter as Filter<MovementFilter>;
  const where = movementWhere(found);
  return found?.productId ? undefined : where;
});

/** A page of one batch's movements. The pages of many batches are read in one statement. */
export function movementsOfBatch(
  context: RequestContext,
  batchId: string,
  asked: PageArguments,
): Promise<Connection<Movement>> {
  return pageOfKey(context, OF_BATCH, batchId, {}, asked);
}

/** The relation of a batch to its movements. */
export const toMovementsOfBatch = toPage(OF_BATCH, 'id', () => ({}));
